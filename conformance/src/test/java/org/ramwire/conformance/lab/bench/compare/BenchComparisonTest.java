package org.ramwire.conformance.lab.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.lab.bench.BenchReport;
import org.ramwire.conformance.lab.bench.Row;
import org.ramwire.conformance.lab.bench.report.SampleReports;
import org.ramwire.conformance.lab.bench.text.Cells;

class BenchComparisonTest {

  private static BenchReport run(double machine, Map<String, Double> slow) {
    return SampleReports.run(new Random(2), SampleReports.ENCODERS, 14, machine, 0.03, slow);
  }

  private static BenchComparison compare(BenchReport before, BenchReport after) {
    return BenchComparison.of(before, after, BenchComparison.DEFAULT_TOLERANCE);
  }

  @Test
  void aMachineThatIsSlowerAsAWholeIsNoChange() {
    BenchComparison comparison = compare(run(1, Map.of()), run(1.2, Map.of()));

    assertThat(comparison.changed()).isFalse();
    assertThat(comparison.regression()).isFalse();
    assertThat(comparison.encode.machine()).isEqualTo(1.2, within(0.01));
    assertThat(comparison.text())
        .startsWith("Verdict: no difference beyond noise, of 168 rows compared.")
        .contains("second run: 20% slower at encoding", "11 encoders");
  }

  @Test
  void anEncoderThatIsSlowerIsNamedAndTheOthersAreNot() {
    BenchComparison comparison = compare(run(1, Map.of()), run(0.9, Map.of("zstd-3", 1.15)));

    assertThat(comparison.regression()).isTrue();
    assertThat(comparison.text())
        .startsWith("REGRESSION: zstd-3 encodes 15% slower, noise ±")
        .contains("Verdict: a regression")
        .containsOnlyOnce("REGRESSION:")
        .doesNotContain("changed:");
  }

  @Test
  void oneThatIsFasterIsToldAndNoRegression() {
    BenchComparison comparison = compare(run(1, Map.of("lz4", 1.3)), run(1, Map.of()));

    assertThat(comparison.regression()).isFalse();
    assertThat(comparison.text()).startsWith("changed: lz4 encodes 23% faster");
  }

  @Test
  void theToleranceDecides() {
    BenchReport before = run(1, Map.of());
    BenchReport after = run(1, Map.of("zstd-3", 1.15));

    assertThat(BenchComparison.of(before, after, 14).regression()).isTrue();
    assertThat(BenchComparison.of(before, after, 16).regression()).isFalse();
    assertThat(BenchComparison.of(before, after, 16).changed()).isTrue();
  }

  @Test
  void memoryThatIsSlowerIsNoChangeOfAnEncoderThatMostlyCopies() {
    Map<String, Double> copying = Map.of("plain", 1.3, "zero-aware", 1.3, "xbzrle", 1.08);

    assertThat(compare(run(1, Map.of()), run(1, copying)).changed()).isFalse();
    assertThat(compare(run(1, Map.of()), run(1, Map.of("zero-aware", 1.3))).regression()).isTrue();
  }

  @Test
  void otherBytesAreToldHoweverFewAndARegressionBeyondTheTolerance() {
    BenchReport before = run(1, Map.of());
    BenchComparison oneByte = compare(before, withPayload(before, "lz4", 1, 1));
    BenchComparison larger = compare(before, withPayload(before, "lz4", 1.08, 0));

    assertThat(oneByte.regression()).isFalse();
    assertThat(oneByte.text())
        .startsWith("changed: lz4 gives +0.0% bytes over its corpora, others on 14 of 14");
    assertThat(larger.regression()).isTrue();
    assertThat(larger.text()).startsWith("REGRESSION: lz4 gives +7.9% bytes");
    assertThat(compare(before, withPayload(before, "lz4", 0.5, 0)).regression()).isFalse();
  }

  private static BenchReport withPayload(
      BenchReport report, String encoder, double times, long more) {
    List<Row> rows = new ArrayList<>();
    for (Row row : report.rows()) {
      Row.Figures f = row.figures();
      long payload = Math.round(f.payloadBytes() * times) + more;
      rows.add(
          row.encoder().equals(encoder)
              ? new Row(
                  encoder,
                  row.kind(),
                  row.corpus(),
                  null,
                  new Row.Figures(
                      f.pages(),
                      f.pageBytes(),
                      payload,
                      f.plainPages(),
                      f.encodeNanos(),
                      f.decodeNanos(),
                      f.allocatedBytes() + 1000 * more,
                      f.scaling()))
              : row);
    }
    return SampleReports.of(report.corpora(), rows);
  }

  @Test
  void allocationIsTold() {
    BenchReport before = run(1, Map.of());

    assertThat(compare(before, withPayload(before, "lz4", 1, 1)).text())
        .contains("changed: lz4 allocates 1000 bytes a page, and did 0");
  }

  @Test
  void oneThatFailsNowIsARegressionAndOneThatFailedBeforeIsNot() {
    BenchReport good =
        SampleReports.of(
            List.of(SampleReports.corpus("c")), List.of(SampleReports.row("lz4", "c", 100, 9)));
    BenchReport bad =
        SampleReports.of(
            good.corpora(), List.of(SampleReports.fault("lz4", null, "c", "it hangs")));

    assertThat(compare(good, bad).regression()).isTrue();
    assertThat(compare(good, bad).text()).startsWith("REGRESSION: lz4 fails now on c\n");
    assertThat(compare(bad, good).regression()).isFalse();
    assertThat(compare(bad, good).text()).contains("lz4 on c failed in the first run only");
  }

  @Test
  void onlyTheSamePagesAreCompared() {
    BenchReport.Corpus other =
        new BenchReport.Corpus("c", "origin", 4096, 256, 256, 1, "f".repeat(64));
    BenchReport.Corpus large =
        new BenchReport.Corpus(
            "c", "origin", 16384, 256, 256, 1, SampleReports.corpus("c").fingerprint());
    List<Row> rows = List.of(SampleReports.row("lz4", "c", 100, 9));
    BenchReport before = SampleReports.of(List.of(SampleReports.corpus("c")), rows);

    assertThat(compare(before, SampleReports.of(List.of(other), rows)).text())
        .startsWith("Nothing can be compared")
        .contains("Not compared: c has other pages: another fingerprint.");
    assertThat(compare(before, SampleReports.of(List.of(large), rows)).text())
        .contains("Not compared: c has pages of another size.");
    assertThat(compare(before, SampleReports.empty()).text())
        .contains("c is only in the first run.", "encoder lz4 is only in the first run.");
    assertThat(compare(SampleReports.empty(), before).regression()).isFalse();
  }

  @Test
  void oneEncoderAloneMayNotBeBlamedForItsMachine() {
    BenchReport before = SampleReports.run(new Random(1), List.of("lz4"), 14, 1, 0.03, Map.of());
    BenchReport slower = SampleReports.run(new Random(2), List.of("lz4"), 14, 1.2, 0.03, Map.of());
    BenchReport broken = SampleReports.run(new Random(3), List.of("lz4"), 14, 1.6, 0.03, Map.of());

    assertThat(compare(before, slower).changed()).isFalse();
    assertThat(compare(before, slower).text()).contains("Measure 'plain' beside them");
    assertThat(compare(before, broken).regression()).isTrue();
  }

  @Test
  void plainIsTheYardstickOfOneEncoder() {
    List<String> two = List.of("plain", "lz4");
    BenchReport before = SampleReports.run(new Random(1), two, 14, 1, 0.03, Map.of());
    BenchReport machine = SampleReports.run(new Random(2), two, 14, 1.2, 0.03, Map.of());
    BenchReport encoder = SampleReports.run(new Random(3), two, 14, 1.2, 0.03, Map.of("lz4", 1.15));

    assertThat(compare(before, machine).changed()).isFalse();
    assertThat(compare(before, encoder).regression()).isTrue();
  }

  @Test
  void aReportIsLikeItselfWhateverIsInIt() {
    for (BenchReport report :
        List.of(SampleReports.usual(), SampleReports.odd(), SampleReports.empty())) {
      BenchComparison comparison = compare(report, report);

      assertThat(comparison.changed()).isFalse();
      assertThat(comparison.text()).doesNotContain("NaN", "Infinity", "\u001b");
      assertThat(comparison.text().lines())
          .allSatisfy(line -> assertThat(Cells.width(line)).isLessThanOrEqualTo(100));
    }
  }

  @Test
  void quantilesAreThoseOfTheTables() {
    assertThat(Quantiles.normal(0.025)).isEqualTo(1.960, within(0.001));
    assertThat(Quantiles.student(0.025, 10)).isEqualTo(2.228, within(0.003));
    assertThat(Quantiles.student(0.0005, 30)).isEqualTo(3.646, within(0.01));
  }
}
