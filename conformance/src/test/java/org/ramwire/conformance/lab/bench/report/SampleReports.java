package org.ramwire.conformance.lab.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.ramwire.conformance.lab.bench.BenchReport;
import org.ramwire.conformance.lab.bench.EncoderKind;
import org.ramwire.conformance.lab.bench.Estimate;
import org.ramwire.conformance.lab.bench.MigrationModel;
import org.ramwire.conformance.lab.bench.Row;

/** Reports made by hand, and reports of runs that never were. */
public final class SampleReports {

  /** Markup, quotes, what moves a cursor, and letters beyond the basic plane. */
  public static final String NASTY = "<b>&\"x\",=1\u001b[31m 日本 😀";

  public static final String LONG = "an-encoder-whose-name-has-forty-letters!";

  public static final List<String> ENCODERS =
      List.of(
          "plain",
          "zero-aware",
          "xbzrle",
          "lz4",
          "zlib-1",
          "zlib-6",
          "zstd-fast-5",
          "zstd-1",
          "zstd-3",
          "zstd-1-fresh",
          "multifd-zlib-1",
          "multifd-zstd-1");

  private static final int PAGE = 4096;
  private static final int PAGES = 256;

  private static final double[] NANOS = {
    150, 140, 600, 3000, 40e3, 120e3, 6000, 14e3, 16e3, 33e3, 20e3, 7e3
  };
  private static final double[] BYTES = {
    4096, 3800, 90, 1200, 900, 850, 1300, 950, 930, 950, 800, 780
  };

  private SampleReports() {}

  public static BenchReport of(List<BenchReport.Corpus> corpora, List<Row> rows) {
    return new BenchReport(
        "0.1.0",
        "ramwire bench --json out.json",
        "2026-05-04T03:02:01Z",
        44.5,
        BenchReport.Mode.QUICK,
        new BenchReport.Machine(
            "A processor at 2.5 GHz",
            2,
            8L << 30,
            "Linux 6.1 amd64",
            "17.0.15+6, a JVM",
            0.4,
            Map.of("zstd-jni", "1.5.7-4", "zlib", "the JVM's java.util.zip")),
        corpora,
        MigrationModel.DEFAULT,
        BenchReport.DEFAULT_LINKS,
        rows);
  }

  public static BenchReport.Corpus corpus(String name) {
    return new BenchReport.Corpus(
        name, "pages of " + name, PAGE, PAGES, 1000, 1, String.format("%064x", name.hashCode()));
  }

  public static Row row(String encoder, String corpus, double nanos, long payloadBytes) {
    Estimate time = new Estimate(nanos, nanos * 0.97, nanos * 1.03, 0.984, 7);
    return row(encoder, corpus, time, payloadBytes, List.of());
  }

  public static Row row(
      String encoder,
      String corpus,
      Estimate encode,
      long payloadBytes,
      List<Row.Scaling> scaling) {
    EncoderKind kind =
        encoder.startsWith("xbz")
            ? EncoderKind.DELTA
            : encoder.startsWith("multi") ? EncoderKind.PACKET : EncoderKind.PAGE;
    Estimate decode =
        new Estimate(
            encode.value() / 2,
            encode.low() / 2,
            encode.high() / 2,
            encode.confidence(),
            encode.samples());
    return new Row(
        encoder,
        kind,
        corpus,
        null,
        new Row.Figures(PAGES, PAGE, payloadBytes, 3, encode, decode, 16, scaling));
  }

  public static Row fault(String encoder, @Nullable EncoderKind kind, String corpus, String fault) {
    return new Row(encoder, kind, corpus, fault, null);
  }

  /** A bit of everything: faults, nothing that comes out, one sample, names that are no names. */
  public static BenchReport odd() {
    List<Row> rows = new ArrayList<>();
    rows.add(row("plain", "zero", 150, PAGES * PAGE));
    rows.add(row("empty", "zero", 100, 0));
    rows.add(row(NASTY, "zero", 4000, 70_000));
    rows.add(row(LONG, "zero", new Estimate(900, 900, 900, 0, 1), 50_000, List.of()));
    rows.add(fault("broken", null, "zero", "opening it failed with " + NASTY));
    rows.add(row("plain", NASTY, 150, PAGES * PAGE));
    rows.add(row("empty", NASTY, 100, PAGES * PAGE));
    rows.add(fault(NASTY, EncoderKind.PAGE, NASTY, "page 3: its length is 9999"));
    rows.add(
        row(
            LONG,
            NASTY,
            new Estimate(900, 880, 1000, 0.984, 7),
            50_000,
            List.of(new Row.Scaling(1, 1.1e6), new Row.Scaling(2, 2e6))));
    rows.add(fault("broken", null, NASTY, "it hangs: no answer in 20 s"));
    return of(List.of(corpus("zero"), corpus(NASTY)), rows);
  }

  public static BenchReport empty() {
    return of(List.of(), List.of());
  }

  /** One run, of the usual encoders, without noise. */
  public static BenchReport usual() {
    return run(new Random(1), ENCODERS, 14, 1, 0, Map.of());
  }

  /**
   * A run that never was.
   *
   * @param machine how many times longer all takes
   * @param noise the most by which a row's time is off, as a share
   * @param slow how many times longer an encoder takes to encode
   */
  public static BenchReport run(
      Random random,
      List<String> encoders,
      int corpora,
      double machine,
      double noise,
      Map<String, Double> slow) {
    List<BenchReport.Corpus> all = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (int c = 0; c < corpora; c++) {
      BenchReport.Corpus corpus = corpus("corpus-" + (char) ('a' + c));
      all.add(corpus);
      double hard = 0.2 + 1.6 * c / corpora;
      for (String encoder : encoders) {
        int i = Math.floorMod(ENCODERS.indexOf(encoder), NANOS.length);
        double nanos = NANOS[i] * (0.5 + hard / 2) * machine * slow.getOrDefault(encoder, 1.0);
        Estimate encode = noisy(random, nanos, noise);
        Estimate decode = noisy(random, NANOS[i] / (1 + i % 4) * (0.5 + hard / 2) * machine, noise);
        long payload = Math.round(Math.min(PAGE, BYTES[i] * (i == 0 ? 1 : hard)) * PAGES);
        Row row = row(encoder, corpus.name(), encode, payload, List.of());
        Row.Figures f = row.figures();
        rows.add(
            new Row(
                encoder,
                row.kind(),
                corpus.name(),
                null,
                new Row.Figures(
                    f.pages(), f.pageBytes(), payload, 0, encode, decode, 0, List.of())));
      }
    }
    return of(all, rows);
  }

  private static Estimate noisy(Random random, double nanos, double noise) {
    double value = nanos * (1 + noise * (2 * random.nextDouble() - 1));
    return new Estimate(value, value * (1 - noise), value * (1 + noise), 0.984, 7);
  }
}
