package org.ramwire.conformance.lab.bench.qemu;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ramwire.conformance.lab.bench.EncoderFault;
import org.ramwire.conformance.lab.bench.Estimate;
import org.ramwire.conformance.lab.bench.Row;
import org.ramwire.conformance.lab.history.PageHistory;
import org.ramwire.conformance.lab.qemu.CaptureException;
import org.ramwire.conformance.lab.qemu.GuestQemu;
import org.ramwire.format.PageSize;

/**
 * Rows of a real QEMU's own ways of sending pages.
 *
 * <p>Bytes are those of the stream, read by Ramwire's own reader, which must give back every page
 * as it was written. Time is that of a migration's last round, by the round's pages, less what such
 * a round takes without any page. It is processor time of QEMU's threads of migration, as all times
 * of the benchmark are, and where the system does not tell that, what {@code query-migrate} counts.
 * Unlike an encoder's it holds all of a round: looking for pages in the dirty bitmap, testing for
 * zero, looking up the cache, encoding, and sending to a socket. Decoding is not measured.
 *
 * <p>Each migration has a QEMU of its own, which ends with it. Not thread-safe.
 */
public final class QemuRows {

  /** More would take gigabytes of the JVM's memory. */
  public static final int MOST_PAGES = 16_384;

  private final String program;
  private final List<PageHistory> histories;
  private final int sweeps;
  private final Consumer<String> progress;
  private final Map<QemuEncoder, List<Double>> emptyRounds = new EnumMap<>(QemuEncoder.class);
  private final Map<Cell, Samples> cells = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private String version = "";

  /** An encoder on a history. */
  private record Cell(QemuEncoder encoder, PageHistory history) {}

  /** What was measured of a cell, or why nothing can be. */
  private static final class Samples {
    final List<LastRound> rounds = new ArrayList<>();
    @Nullable String fault;
  }

  /**
   * What was found.
   *
   * @param version of QEMU, as {@code 7.2.22}
   * @param rows by history, and then plain, XBZRLE and compress
   * @param notes what a reader has to know beside the rows, one sentence each
   */
  public record Found(String version, List<Row> rows, List<String> notes) {}

  private QemuRows(
      String program, List<PageHistory> histories, int sweeps, Consumer<String> progress) {
    this.program = program;
    this.histories = List.copyOf(histories);
    this.sweeps = sweeps;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @param program path of the QEMU program
   * @param histories what its guests hold; a history of more than {@value #MOST_PAGES} pages, or of
   *     other pages than x86 has, gets a fault
   * @param sweeps how many migrations each row is of, 1 or more; those of a row are spread over the
   *     whole run
   * @param progress is told what is being done, a few words at a time
   * @return the rows
   * @throws CaptureException in one sentence, if this QEMU cannot be driven at all or lacks what
   *     every migration of the benchmark needs
   * @throws IOException if a file of Ramwire's own cannot be read
   */
  public static Found measure(
      String program, List<PageHistory> histories, int sweeps, Consumer<String> progress)
      throws IOException {
    return new QemuRows(program, histories, sweeps, progress).measure();
  }

  private Found measure() throws IOException {
    List<QemuEncoder> encoders = encoders();
    for (PageHistory history : histories) {
      for (QemuEncoder encoder : encoders) {
        cells.put(new Cell(encoder, history), new Samples());
      }
    }
    for (int sweep = 1; sweep <= sweeps; sweep++) {
      for (QemuEncoder encoder : encoders) {
        emptyRound(encoder);
      }
      for (Map.Entry<Cell, Samples> cell : cells.entrySet()) {
        tell("sweep " + sweep + " of " + sweeps, cell.getKey().encoder(), cell.getKey().history());
        sample(cell.getKey(), cell.getValue());
      }
    }
    encoders.forEach(this::noteClock);
    List<Row> rows = new ArrayList<>();
    cells.forEach((cell, samples) -> rows.add(row(cell, samples)));
    return new Found(version, List.copyOf(rows), List.copyOf(notes));
  }

  private void tell(String what, QemuEncoder encoder, PageHistory history) {
    progress.accept(what + ": " + encoder.label(version) + " on " + history.name());
  }

  /** Finds out what this build can do. */
  private List<QemuEncoder> encoders() throws IOException {
    progress.accept("starting " + program);
    List<QemuEncoder> encoders = new ArrayList<>();
    GuestContent content = GuestContent.of(histories.get(0), QemuEncoder.PLAIN);
    try (GuestQemu guest =
        GuestQemu.start(program, content.guest(), new byte[1 << 16], List.of())) {
      version = guest.version();
      Set<String> known = guest.capabilities();
      for (QemuEncoder encoder : QemuEncoder.values()) {
        if (known.containsAll(encoder.capabilities())) {
          encoders.add(encoder);
        } else {
          notes.add(
              encoder.label(version)
                  + " is not there: this build has no capability "
                  + String.join(", ", encoder.capabilities()));
        }
      }
    }
    return encoders;
  }

  /** Measures what a last round takes in which no page is sent. */
  private void emptyRound(QemuEncoder encoder) throws IOException {
    for (PageHistory history : histories) {
      if (unfit(history) == null) {
        tell("without a page", encoder, history);
        try {
          LastRound round = LastRoundRun.perform(program, GuestContent.of(history, encoder), false);
          emptyRounds
              .computeIfAbsent(encoder, name -> new ArrayList<>())
              .add((double) round.nanos());
        } catch (EncoderFault e) {
          throw new CaptureException("QEMU " + version + ": " + e.getMessage(), e);
        }
        return;
      }
    }
  }

  private void sample(Cell cell, Samples samples) throws IOException {
    if (samples.fault == null) {
      samples.fault = unfit(cell.history());
    }
    if (samples.fault != null) {
      return;
    }
    try {
      LastRound round =
          LastRoundRun.perform(program, GuestContent.of(cell.history(), cell.encoder()), true);
      samples.rounds.add(round);
      if (round.payloadBytes() != samples.rounds.get(0).payloadBytes()) {
        throw new EncoderFault("it gives other bytes each time");
      }
    } catch (EncoderFault | CaptureException e) {
      samples.fault = e.getMessage();
    }
  }

  private static @Nullable String unfit(PageHistory history) {
    if (!history.pageSize().equals(PageSize.X86)) {
      return "QEMU's guests have pages of 4096 bytes, not of " + history.pageSize().bytes();
    }
    if (history.pages() > MOST_PAGES) {
      return "a guest here holds " + MOST_PAGES + " pages at most, not " + history.pages();
    }
    return null;
  }

  private Row row(Cell cell, Samples samples) {
    String name = cell.encoder().label(version);
    PageHistory history = cell.history();
    if (samples.fault != null) {
      return new Row(name, cell.encoder().kind(), history.name(), samples.fault, null);
    }
    double empty = median(emptyRounds.get(cell.encoder()));
    int pages = GuestContent.of(history, cell.encoder()).pages();
    double[] nanos =
        samples.rounds.stream()
            .mapToDouble(round -> perPage(round.nanos(), empty, pages))
            .toArray();
    LastRound round = samples.rounds.get(0);
    Row.Figures figures =
        new Row.Figures(
            history.pages(),
            history.pageSize().bytes(),
            round.payloadBytes(),
            round.plainPages(),
            Estimate.of(nanos),
            null,
            -1,
            List.of());
    return new Row(name, cell.encoder().kind(), history.name(), null, figures);
  }

  /**
   * What each page of a round takes, 1 ns at least: that of the round itself may be all there is.
   */
  static double perPage(double nanos, double emptyNanos, int pages) {
    return Math.max(1, (nanos - emptyNanos) / pages);
  }

  private static double median(List<Double> values) {
    return Estimate.of(values.stream().mapToDouble(Double::doubleValue).toArray()).value();
  }

  /** Tells of a way to send what the clock and what the processors count, in all its rounds. */
  private void noteClock(QemuEncoder encoder) {
    List<LastRound> rounds = new ArrayList<>();
    int pages = 0;
    for (Map.Entry<Cell, Samples> cell : cells.entrySet()) {
      if (cell.getKey().encoder() == encoder && cell.getValue().fault == null) {
        rounds.addAll(cell.getValue().rounds);
        pages = Math.max(pages, GuestContent.of(cell.getKey().history(), encoder).pages());
      }
    }
    if (!rounds.isEmpty()) {
      boolean processor = rounds.stream().allMatch(round -> round.processorNanos() >= 0);
      double clock = median(rounds.stream().map(round -> (double) round.migrateNanos()).toList());
      double used = median(rounds.stream().map(round -> (double) round.nanos()).toList());
      notes.add(
          String.format(
              Locale.ROOT,
              "%s: last rounds of up to %d pages; in the median %.0f ms by query-migrate%s",
              encoder.label(version),
              pages,
              clock / 1e6,
              processor
                  ? String.format(Locale.ROOT, ", %.1f ms of them processor time", used / 1e6)
                  : "; this system does not tell processor time of threads"));
    }
  }
}
