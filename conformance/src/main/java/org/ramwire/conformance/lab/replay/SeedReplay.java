package org.ramwire.conformance.lab.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ramwire.codec.record.RamRecordKind;
import org.ramwire.compression.pipeline.SeedOrder;
import org.ramwire.conformance.lab.seedbuild.CaptureFault;
import org.ramwire.conformance.lab.seedbuild.CapturedMemory;
import org.ramwire.conformance.lab.seedbuild.SeedCapture;
import org.ramwire.sender.SenderStatistics;

/** The playing of a capture of the seed's build on our sender with the seed's profile. */
public final class SeedReplay {

  /** Far more than a capture leaves open. */
  private static final int MAX_RUNS = 256;

  private static final int LEAST_RUNS = 20;

  /** How often the counters may differ, with the choices that are theirs, until they do. */
  private static final int MAX_COUNTERS = 32;

  /** So that a capture of nothing but open choices ends. */
  private static final long MAX_BYTES = 1L << 30;

  private static final double BILLION = 1e9;

  private final SeedCapture capture;
  private final SeedSections golden;
  private final int mostRuns;
  private final Choices choices = new Choices();
  private @Nullable ReplayMismatch furthest;
  private List<CounterRow> counters = List.of();

  private SeedReplay(SeedCapture capture, SeedSections golden, int mostRuns) {
    this.capture = capture;
    this.golden = golden;
    this.mostRuns = mostRuns;
  }

  /**
   * Replays a capture.
   *
   * @param capture which
   * @return what came of it
   * @throws IOException if its stream breaks a clause, or the sender fails
   */
  public static ReplayResult of(SeedCapture capture) throws IOException {
    return of(capture, MAX_RUNS);
  }

  /** Replays a capture, trying no more than so many choices of what it leaves open. */
  static ReplayResult of(SeedCapture capture, int mostRuns) throws IOException {
    SeedSections golden = SeedSections.of(capture.stream());
    if (golden.all().size() < 2) {
      throw new CaptureFault(capture.name() + "/stream.bin", "has no whole ram section");
    }
    return new SeedReplay(capture, golden, mostRuns).result();
  }

  private ReplayResult result() throws IOException {
    Optional<String> difference = difference();
    boolean inOrder = !compressesWithSeveralThreads();
    return new ReplayResult(
        capture.name(), inOrder, golden.all().size(), golden.records(), difference, counters);
  }

  private Optional<String> difference() throws IOException {
    Optional<String> wrongMemory = CapturedMemory.before(capture).afterAll().differenceFromTruth();
    if (wrongMemory.isPresent()) {
      return wrongMemory;
    }
    CapturedMemory before = CapturedMemory.before(capture);
    long affordable = Math.max(LEAST_RUNS, MAX_BYTES / capture.stream().length);
    int counterRuns = 0;
    for (int runs = 0; runs < Math.min(mostRuns, affordable); runs++) {
      SeedRun run = new SeedRun(capture, golden, before, choices);
      try {
        SeedSections own = SeedSections.of(whole(run.perform()));
        checkSets(own);
        if (compressesWithSeveralThreads()) {
          checkOrder(run.visitedBySection());
        }
        counters = counters(run.statistics());
        if (counters.stream().allMatch(CounterRow::equal)) {
          return Optional.empty();
        }
        keepFurthest(ReplayMismatch.ofCounters());
        if (++counterRuns == MAX_COUNTERS) {
          break;
        }
      } catch (ReplayMismatch e) {
        keepFurthest(e);
      }
      choices.cutToAsked();
      if (!choices.advance()) {
        break;
      }
    }
    boolean countersOnly = furthest.progress() == Integer.MAX_VALUE;
    return countersOnly ? Optional.empty() : Optional.of(furthest.getMessage());
  }

  private void keepFurthest(ReplayMismatch mismatch) {
    if (furthest == null || mismatch.progress() > furthest.progress()) {
      furthest = mismatch;
    }
  }

  /** Adds what followed the ram section in the capture. */
  private byte[] whole(byte[] sent) {
    byte[] stream = capture.stream();
    int from = golden.all().get(golden.all().size() - 1).to();
    byte[] whole = Arrays.copyOf(sent, sent.length + stream.length - from);
    System.arraycopy(stream, from, whole, sent.length, stream.length - from);
    return whole;
  }

  private void checkSets(SeedSections own) throws ReplayMismatch {
    for (int i = 0; i < golden.all().size(); i++) {
      if (!golden.counted(golden.all().get(i)).equals(own.counted(own.all().get(i)))) {
        throw ReplayMismatch.afterAll(i, "other records, in a section of the same length");
      }
    }
  }

  private boolean compressesWithSeveralThreads() {
    return capture.settings().compress() && capture.settings().compressThreads() > 1;
  }

  /** Checks that the seed's threads can give the order in which the capture has the records. */
  private void checkOrder(List<List<SeedRun.PagePlace>> visitedBySection) throws ReplayMismatch {
    SeedOrder order = new SeedOrder(capture.settings().compressThreads());
    for (int i = 0; i < golden.all().size(); i++) {
      Map<SeedRun.PagePlace, SeedOrder.Page> pages = new HashMap<>();
      List<SeedOrder.Page> written = new ArrayList<>();
      for (SeedRecord record : golden.all().get(i).records()) {
        SeedOrder.Page page = page(record);
        written.add(page);
        pages.put(new SeedRun.PagePlace(record.block(), record.pageOffset()), page);
      }
      // What has no record turned out unchanged; it has not been submitted to a thread.
      List<SeedOrder.Page> submitted =
          visitedBySection.get(i).stream().map(pages::get).filter(Objects::nonNull).toList();
      if (!order.isPossible(submitted, written)) {
        throw ReplayMismatch.afterAll(
            i, "an order that " + capture.settings().compressThreads() + " threads cannot give");
      }
    }
  }

  private SeedOrder.Page page(SeedRecord record) {
    SeedOrder.Way way = SeedOrder.Way.FIRST;
    if (record.continued() && record.kind() == RamRecordKind.ZERO) {
      way = SeedOrder.Way.OVERTAKING;
    } else if (record.continued() && record.kind() == RamRecordKind.COMPRESS_PAGE) {
      way = SeedOrder.Way.HELD;
    }
    String idstr = capture.blocks().get(record.block()).idstr();
    return new SeedOrder.Page(idstr, record.pageOffset(), way);
  }

  private List<CounterRow> counters(SenderStatistics sent) {
    List<CounterRow> rows = new ArrayList<>();
    String query = "final";
    add(rows, sent.transferredBytes(), query, "ram", "transferred");
    add(rows, sent.remainingBytes(), query, "ram", "remaining");
    add(rows, sent.totalBytes(), query, "ram", "total");
    add(rows, sent.duplicatePages(), query, "ram", "duplicate");
    add(rows, sent.normalPages(), query, "ram", "normal");
    add(rows, sent.normalBytes(), query, "ram", "normal-bytes");
    add(rows, sent.skippedPages(), query, "ram", "skipped");
    add(rows, sent.dirtySyncCount(), query, "ram", "dirty-sync-count");
    if (capture.settings().xbzrle()) {
      add(rows, sent.xbzrleCacheBytes(), query, "xbzrle-cache", "cache-size");
      add(rows, sent.xbzrleBytes(), query, "xbzrle-cache", "bytes");
      add(rows, sent.xbzrlePages(), query, "xbzrle-cache", "pages");
      add(rows, sent.xbzrleCacheMisses(), query, "xbzrle-cache", "cache-miss");
      add(rows, sent.xbzrleOverflows(), query, "xbzrle-cache", "overflow");
    }
    String internals = "internals";
    add(rows, sent.iterations(), internals, "acct_info", "iterations");
    add(rows, sent.throttlePercent(), internals, "throttle_percentage");
    capture
        .counter(internals, "acct_info", "xbzrle_cache_miss_rate")
        .ifPresent(
            rate ->
                rows.add(
                    new CounterRow(
                        "acct_info.cache_miss_rate*1e9",
                        Math.round(rate.asDouble() * BILLION),
                        Math.round(sent.xbzrleCacheMissRate() * BILLION),
                        "")));
    return rows;
  }

  private void add(List<CounterRow> rows, long replayed, String... path) {
    Optional<JsonNode> value = capture.counter(path);
    if (value.isPresent()) {
      String name = path[path.length - 1];
      String group = path.length > 2 ? path[path.length - 2] + "." : "";
      rows.add(new CounterRow(group + name, value.get().asLong(), replayed, ""));
    }
  }
}
