package org.ramwire.conformance.harness.reference;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.container.MigrationStreamWriter;
import org.ramwire.compression.pipeline.RecordOrder;
import org.ramwire.conformance.files.Access;
import org.ramwire.conformance.files.Unfinished;
import org.ramwire.conformance.harness.protocol.CaseDescription;
import org.ramwire.conformance.suite.cases.CaseProfile;
import org.ramwire.conformance.suite.cases.EncoderKind;
import org.ramwire.sender.SenderClock;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.SenderSeams;
import org.ramwire.sender.migration.RamSender;
import org.ramwire.sender.profile.SenderProfile;
import org.ramwire.xbzrle.XbzrleEncoder;

/** The reference sender behind the protocol: a case's images in, a stream out. */
public final class ReferenceEncoder {

  private static final int SECTION_ID = 2;
  private static final int LEVEL = 1;

  /** A turn ends when its pages have gone, and not after some time. */
  private static final SenderClock STANDING =
      new SenderClock() {
        @Override
        public long nanoTime() {
          return 0;
        }

        @Override
        public void sleepMillis(long millis) {
          throw new AssertionError("a sender without a rate limit does not wait");
        }
      };

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
    Path out = folder.toAbsolutePath().resolve("out");
    if (!Files.isDirectory(out, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(out);
    }
    Path stream = out.resolve(CaseDescription.STREAM_NAME);
    try (Unfinished unfinished = Unfinished.file(stream, Access.EVERYBODY)) {
      write(folder, description, Channels.newOutputStream(unfinished.channel()));
      unfinished.replaceFile();
    }
  }

  /** Writes a case's stream to a file. */
  public static void write(Path folder, CaseDescription description, Path target)
      throws IOException {
    try (OutputStream file = Files.newOutputStream(target)) {
      write(folder, description, file);
    }
  }

  private static void write(Path folder, CaseDescription description, OutputStream target)
      throws IOException {
    StreamOutput output = new StreamOutput(target);
    new ReferenceEncoder(folder, description).write(output);
    output.flush();
  }

  private void write(StreamOutput output) throws IOException {
    MigrationStreamWriter stream = new MigrationStreamWriter(output);
    try (GuestRounds guest = new GuestRounds(folder, description);
        RamSender sender =
            new RamSender(
                guest.memory(), options(), output, SenderSeams.DEFAULT.withClock(STANDING))) {
      guest.play(0);
      if (!body) {
        stream.header();
        stream.ramStart(SECTION_ID);
      }
      sender.setup();
      footer(stream);
      for (int round = 0; round < description.rounds().rounds(); round++) {
        if (round > 0) {
          guest.play(round);
          sender.pending(Long.MAX_VALUE);
        }
        if (!body) {
          stream.part(SECTION_ID);
        }
        sender.iterate();
        footer(stream);
      }
      if (!body) {
        stream.end(SECTION_ID);
      }
      sender.complete();
      footer(stream);
    }
    if (!body) {
      stream.endOfFile();
    }
  }

  private void footer(MigrationStreamWriter stream) throws IOException {
    if (!body) {
      stream.footer(SECTION_ID);
    }
  }

  private SenderOptions options() {
    SenderOptions.Builder options =
        SenderOptions.builder()
            .pageSize(description.pageSize())
            // 7.2 leaves compressed pages to a later section; a round's pages belong into its own.
            .profile(SenderProfile.SEED)
            .maxBandwidth(0);
    if (description.rounds().allow().contains(EncoderKind.COMPRESS)) {
      int threads = Math.min(4, Runtime.getRuntime().availableProcessors());
      options.compression(threads, LEVEL).compressionOrder(RecordOrder.AS_SUBMITTED);
    }
    if (description.rounds().allow().contains(EncoderKind.XBZRLE)
        && XbzrleEncoder.supports(description.pageSize())) {
      options.xbzrle(description.rounds().cacheBytes());
    }
    return options.build();
  }
}
