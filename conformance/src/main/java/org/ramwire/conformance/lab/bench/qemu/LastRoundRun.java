package org.ramwire.conformance.lab.bench.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.conformance.lab.bench.EncoderFault;
import org.ramwire.conformance.lab.bench.Lossless;
import org.ramwire.conformance.lab.qemu.CaptureException;
import org.ramwire.conformance.lab.qemu.Deadline;
import org.ramwire.conformance.lab.qemu.GuestQemu;
import org.ramwire.conformance.stream.inspect.Tee;
import org.ramwire.format.PageSize;
import org.ramwire.format.StreamException;
import org.ramwire.format.Strictness;
import org.ramwire.receiver.RamReceiver;
import org.ramwire.receiver.store.HeapMemory;

/**
 * One migration of a guest that holds a history, in a QEMU of its own, of which the last round is
 * measured: the guest stands still, the history's {@code after} is written while QEMU waits before
 * that round, and nothing paces what follows.
 *
 * <p>For XBZRLE two rounds go before it. QEMU puts no page of its first round into its cache, so
 * the history's {@code before} is written again while the reading end holds the first round up, and
 * the second round brings every page into the cache. In its last round QEMU does not update the
 * cache any more, so that the copy of a page that this takes is not in the time.
 *
 * <p>The source waits in the end for a word on the return path. Until it gets it, its threads live
 * and what they have used can be read. Not thread-safe.
 */
final class LastRoundRun {

  private static final Duration ALLOWED = Duration.ofSeconds(60);

  /** For how long nothing comes before a source is taken to have sent all. */
  private static final long QUIET_NANOS = 50_000_000;

  /** In how many looks, one after the other, every thread of the source has to be asleep. */
  private static final int LOOKS = 3;

  private static final long MAX_MEMORY_BYTES = 512L << 20;
  private static final Set<String> CAPABILITIES =
      Set.of("events", "pause-before-switchover", "return-path");

  private final GuestQemu guest;
  private final GuestContent content;
  private final Deadline deadline = Deadline.in(ALLOWED);

  private LastRoundRun(GuestQemu guest, GuestContent content) {
    this.guest = guest;
    this.content = content;
  }

  /**
   * Migrates.
   *
   * @param program the QEMU program
   * @param content what the guest holds
   * @param writes false for a last round in which nothing has changed: what such a round takes
   *     without any page
   * @throws EncoderFault if what came is not what was written
   * @throws CaptureException if QEMU cannot be driven, or not in time
   */
  static LastRound perform(String program, GuestContent content, boolean writes)
      throws IOException, EncoderFault {
    try (GuestQemu guest =
        GuestQemu.start(program, content.guest(), new byte[1 << 16], List.of())) {
      try {
        return new LastRoundRun(guest, content).migrate(writes);
      } catch (CaptureException e) {
        throw guest.process().explained(e);
      } catch (StreamException e) {
        throw new EncoderFault("its stream cannot be read: " + e.getMessage());
      }
    }
  }

  private LastRound migrate(boolean writes) throws IOException, EncoderFault {
    guest.configure(CAPABILITIES);
    boolean deltas = content.encoder() == QemuEncoder.XBZRLE;
    Path socket = guest.process().file("stream");
    try (ReadingEnd end = new ReadingEnd(socket, deltas)) {
      if (deltas) {
        write(content.before());
      }
      guest.qmp().execute("migrate", argument("uri", "unix:" + socket));
      if (deltas) {
        end.awaitHold(deadline);
        write(content.before());
        byte[] tail = new byte[GuestContent.TAIL_BYTES];
        guest.write(GuestContent.START + (long) content.bytes(), tail, 0, tail.length);
        end.release();
      }
      awaitStatus("pre-switchover");
      if (writes) {
        // QEMU never compresses the first page that it sends of a block: let that be one of ours.
        guest.write(0, new byte[PageSize.X86.bytes()], 0, PageSize.X86.bytes());
        write(content.after());
      }
      return lastRound(end, writes);
    }
  }

  private void write(byte[] pages) throws IOException {
    guest.write(GuestContent.START, pages, 0, pages.length);
  }

  private LastRound lastRound(ReadingEnd end, boolean writes) throws IOException, EncoderFault {
    long pid = guest.process().pid();
    JsonNode before = guest.queryMigrate();
    ThreadTimes start = ThreadTimes.of(pid);
    long goes = System.nanoTime();
    guest.qmp().execute("migrate-continue", argument("state", "pre-switchover"));
    awaitLastByte(end, pid, goes);
    long processorNanos = ThreadTimes.of(pid).since(start);
    long waitedNanos = System.nanoTime() - end.lastByteNanos();
    end.sendShut();
    JsonNode after = awaitStatus("completed");
    checkCache(before, after);
    LastRoundRecords records = records(end.awaitEnd(deadline), writes);
    return new LastRound(
        processorNanos,
        Math.max(0, (millis(after) - millis(before)) * 1_000_000 - waitedNanos),
        records.payloadBytes(),
        records.plainPages());
  }

  private static long millis(JsonNode state) {
    return state.path("total-time").asLong();
  }

  /** Waits until the source has sent all and waits itself. */
  private void awaitLastByte(ReadingEnd end, long pid, long since) throws IOException {
    int asleep = 0;
    while (asleep < LOOKS) {
      if (deadline.passed()) {
        throw new CaptureException(
            "the migration's last round has not come in " + deadline.allowed());
      }
      Deadline.pause();
      long last = end.lastByteNanos();
      boolean quiet = last - since > 0 && System.nanoTime() - last > QUIET_NANOS;
      asleep = quiet && ThreadTimes.allAsleep(pid) ? asleep + 1 : 0;
    }
  }

  private JsonNode awaitStatus(String wanted) throws IOException {
    while (true) {
      JsonNode state = guest.queryMigrate();
      String status = state.path("status").asText();
      if (status.equals(wanted)) {
        return state;
      }
      if (status.equals("failed") || status.equals("completed")) {
        throw new CaptureException(
            "the migration has "
                + status
                + " instead of coming to "
                + wanted
                + ": "
                + state.path("error-desc").asText("QEMU gives no reason"));
      }
      if (deadline.passed()) {
        throw new CaptureException(
            "the migration is still '" + status + "' after " + deadline.allowed());
      }
      Deadline.pause();
    }
  }

  /** Refuses a last round in which pages were sent plain because the cache did not have them. */
  private static void checkCache(JsonNode before, JsonNode after) throws EncoderFault {
    long missed = misses(after) - misses(before);
    if (missed > 0) {
      throw new EncoderFault(
          missed + " pages were not in QEMU's cache, so it made no deltas of them");
    }
  }

  private static long misses(JsonNode state) {
    return state.path("xbzrle-cache").path("cache-miss").asLong();
  }

  private LastRoundRecords records(InputStream stream, boolean writes)
      throws IOException, EncoderFault {
    int pages = content.history().pages();
    LastRoundRecords records = new LastRoundRecords(pages, content.copies());
    HeapMemory memory = new HeapMemory(MAX_MEMORY_BYTES);
    try (RamReceiver receiver = new RamReceiver(memory, PageSize.X86, Strictness.STRICT)) {
      StreamInput input = new StreamInput(stream);
      Tee observers = new Tee(receiver, records);
      MigrationStreamReader.open(input, ReaderOptions.DEFAULT, observers).read();
      receiver.finish(input.offset());
    }
    if (writes) {
      byte[] image = memory.image(records.blockIndex());
      int length = content.history().after().length;
      for (int copy = 0; copy < content.copies(); copy++) {
        int from = GuestContent.START + copy * length;
        Lossless.check(content.history(), 0, pages, Arrays.copyOfRange(image, from, from + length));
      }
      records.checkCopies();
    }
    return records;
  }

  private static ObjectNode argument(String name, String value) {
    return JsonNodeFactory.instance.objectNode().put(name, value);
  }
}
