package org.ramwire.conformance.verify;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.MigrationStreamWriter;
import org.ramwire.codec.RamRecordWriter;
import org.ramwire.codec.StreamOutput;
import org.ramwire.conformance.cases.CaseProfile;

/** The reference encoder behind the protocol: a case's images in, a stream out. */
final class ReferenceEncoder {

  private static final int SECTION_ID = 2;

  private final Path folder;
  private final CaseDescription description;
  private final boolean body;

  private ReferenceEncoder(Path folder, CaseDescription description) {
    this.folder = folder;
    this.description = description;
    this.body = description.profile() == CaseProfile.BODY;
  }

  /** Writes {@code out/main.bin}, whole or not at all. */
  static void encode(Path folder, CaseDescription description) throws IOException {
    Path out = Files.createDirectories(folder.resolve("out"));
    Path unfinished = out.resolve(CaseDescription.STREAM_NAME + ".unfinished");
    try (OutputStream file = Files.newOutputStream(unfinished)) {
      StreamOutput output = new StreamOutput(file);
      new ReferenceEncoder(folder, description).write(output);
      output.flush();
    } catch (IOException e) {
      Files.deleteIfExists(unfinished);
      throw e;
    }
    Files.move(
        unfinished,
        out.resolve(CaseDescription.STREAM_NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private void write(StreamOutput output) throws IOException {
    MigrationStreamWriter stream = new MigrationStreamWriter(output);
    RamRecordWriter records = new RamRecordWriter(output, description.pageSize());
    if (!body) {
      stream.header();
      stream.ramStart(SECTION_ID);
    }
    records.blockList(BlockList.of(description.blocks()));
    close(stream, records);
    try (GuestRounds guest = new GuestRounds(folder, description);
        PageChoice choice = new PageChoice(description, records)) {
      for (int round = 0; round < description.rounds().rounds(); round++) {
        if (!body) {
          stream.part(SECTION_ID);
        }
        guest.read(round, choice);
        close(stream, records);
      }
    }
    if (!body) {
      stream.end(SECTION_ID);
    }
    close(stream, records);
    if (!body) {
      stream.endOfFile();
    }
  }

  private void close(MigrationStreamWriter stream, RamRecordWriter records) throws IOException {
    records.endOfSection();
    if (!body) {
      stream.footer(SECTION_ID);
    }
  }
}
