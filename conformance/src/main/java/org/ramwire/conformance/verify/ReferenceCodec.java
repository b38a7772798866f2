package org.ramwire.conformance.verify;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Limits;
import org.ramwire.codec.MigrationStreamReader;
import org.ramwire.codec.RamRecordReader;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.conformance.cases.CaseProfile;
import org.ramwire.conformance.cases.Feature;
import org.ramwire.conformance.cases.Role;
import org.ramwire.format.Clause;
import org.ramwire.format.StreamException;
import org.ramwire.format.Strictness;
import org.ramwire.format.TruncatedStreamException;
import org.ramwire.receiver.FileMemory;
import org.ramwire.receiver.RamReceiver;

/** The reference codec behind the protocol: a case's folder in, images or a stream out. */
public final class ReferenceCodec {

  private ReferenceCodec() {}

  /**
   * What the codec makes of a case.
   *
   * @param code one of {@link AnswerCode}
   * @param diagnosis why the stream is refused, or null
   * @param message one line for people; empty if the stream was taken
   */
  public record Answer(int code, Diagnosis diagnosis, String message) {}

  /**
   * Returns the features of the reference codec: all that there are.
   *
   * @return their names
   */
  public static SortedSet<String> features() {
    return Stream.of(Feature.values())
        .map(Feature::label)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Answers a case of either role.
   *
   * @param folder holds {@code case.txt} and the files that it names; takes {@code out}
   * @param role what the caller wants done
   * @return the answer; trouble with the folder if the case is of the other role
   */
  public static Answer answer(Path folder, Role role) {
    try {
      CaseDescription description =
          CaseDescription.parse(Files.readString(folder.resolve(CaseDescription.FILE_NAME)));
      if (description.role() != role) {
        return new Answer(
            AnswerCode.HARNESS, null, "the case is for role " + description.role().label());
      }
      SortedSet<String> lacking = new TreeSet<>(description.needs());
      lacking.removeAll(features());
      if (!lacking.isEmpty()) {
        return new Answer(AnswerCode.UNSUPPORTED, null, "lacks " + String.join(", ", lacking));
      }
      if (role == Role.ENCODE) {
        ReferenceEncoder.encode(folder, description);
      } else {
        decode(folder, description);
      }
      return new Answer(AnswerCode.DONE, null, "");
    } catch (StreamException e) {
      Diagnosis diagnosis = new Diagnosis(e.clause(), e.offset(), e.getMessage());
      return new Answer(AnswerCode.REJECTED, diagnosis, e.getMessage());
    } catch (NoSuchFileException e) {
      return new Answer(AnswerCode.HARNESS, null, e.getMessage() + ": no such file");
    } catch (IOException | HarnessException e) {
      return new Answer(AnswerCode.HARNESS, null, e.getMessage());
    }
  }

  /** Writes the images beside {@code out} first: that appears whole or not at all. */
  private static void decode(Path folder, CaseDescription description) throws IOException {
    Path out = folder.resolve("out");
    Path unfinished = folder.resolve("out.unfinished");
    CaseFolder growing = new CaseFolder(unfinished);
    growing.delete();
    Files.createDirectory(unfinished);
    try (SeekableByteChannel channel = Files.newByteChannel(folder.resolve(description.stream()));
        PreloadedMemory memory =
            new PreloadedMemory(new FileMemory(unfinished), description, folder);
        RamReceiver receiver = new RamReceiver(memory, description.pageSize(), Strictness.STRICT)) {
      StreamInput input = new StreamInput(channel);
      read(input, description, receiver);
      receiver.finish(input.offset());
    } catch (IOException e) {
      growing.delete();
      throw e;
    }
    new CaseFolder(out).delete();
    Files.move(unfinished, out, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void read(StreamInput input, CaseDescription description, RamReceiver receiver)
      throws IOException {
    BlockList own = BlockList.of(description.blocks());
    ReaderOptions options =
        new ReaderOptions(description.pageSize(), Strictness.STRICT, Limits.DEFAULT, own);
    if (description.profile() != CaseProfile.BODY) {
      new MigrationStreamReader(input, options, receiver).read();
      return;
    }
    if (input.atEnd()) {
      throw new TruncatedStreamException(
          Clause.MEM_SIZE_FIRST, 0, "no byte at all: expected the block list (MEM_SIZE)");
    }
    RamRecordReader records = new RamRecordReader(input, options);
    while (!input.atEnd()) {
      records.readPayload(receiver);
    }
  }
}
