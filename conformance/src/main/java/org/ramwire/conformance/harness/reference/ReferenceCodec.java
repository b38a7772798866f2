package org.ramwire.conformance.harness.reference;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Limits;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.record.RamRecordReader;
import org.ramwire.conformance.files.Access;
import org.ramwire.conformance.files.FileFault;
import org.ramwire.conformance.files.Unfinished;
import org.ramwire.conformance.harness.protocol.AnswerCode;
import org.ramwire.conformance.harness.protocol.CaseDescription;
import org.ramwire.conformance.harness.protocol.Diagnosis;
import org.ramwire.conformance.harness.protocol.HarnessException;
import org.ramwire.conformance.suite.cases.CaseProfile;
import org.ramwire.conformance.suite.cases.Feature;
import org.ramwire.conformance.suite.cases.Role;
import org.ramwire.format.Clause;
import org.ramwire.format.StreamException;
import org.ramwire.format.Strictness;
import org.ramwire.format.TruncatedStreamException;
import org.ramwire.receiver.RamReceiver;
import org.ramwire.receiver.store.FileMemory;

/** The reference codec behind the protocol: a case's folder in, images or a stream out. */
public final class ReferenceCodec {

  private static final Pattern ANSWERS =
      Pattern.compile("[0-9]+\\.img|" + Pattern.quote(CaseDescription.STREAM_NAME));

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
          CaseDescription.parse(FileFault.read(folder.resolve(CaseDescription.FILE_NAME)));
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
    Path out = folder.toAbsolutePath().resolve("out");
    try (Unfinished unfinished = Unfinished.directory(out, Access.EVERYBODY)) {
      decode(folder, description, unfinished.path());
      unfinished.replaceDirectory(ReferenceCodec::isAnAnswer);
    }
  }

  private static void decode(Path folder, CaseDescription description, Path images)
      throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(folder.resolve(description.stream()));
        PreloadedMemory memory = new PreloadedMemory(new FileMemory(images), description, folder);
        RamReceiver receiver = new RamReceiver(memory, description.pageSize(), Strictness.STRICT)) {
      StreamInput input = new StreamInput(channel);
      read(input, description, receiver);
      receiver.finish(input.offset());
    }
  }

  /** Tells what an earlier answer is from what somebody else has put there. */
  private static boolean isAnAnswer(Path out) throws IOException {
    try (Stream<Path> entries = Files.list(out)) {
      return entries.allMatch(
          entry ->
              Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
                  && ANSWERS.matcher(entry.getFileName().toString()).matches());
    }
  }

  private static void read(StreamInput input, CaseDescription description, RamReceiver receiver)
      throws IOException {
    BlockList own = BlockList.of(description.blocks());
    ReaderOptions options =
        new ReaderOptions(description.pageSize(), Strictness.STRICT, Limits.DEFAULT, own);
    if (description.profile() != CaseProfile.BODY) {
      MigrationStreamReader.open(input, options, receiver).read();
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
