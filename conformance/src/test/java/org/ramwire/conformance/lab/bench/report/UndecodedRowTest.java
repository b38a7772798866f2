package org.ramwire.conformance.lab.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.lab.bench.BenchReport;
import org.ramwire.conformance.lab.bench.EncoderKind;
import org.ramwire.conformance.lab.bench.Estimate;
import org.ramwire.conformance.lab.bench.MigrationModel;
import org.ramwire.conformance.lab.bench.Row;
import org.ramwire.conformance.lab.bench.compare.BenchComparison;

/** A row of an encoder whose decoding was not measured, in every kind of report. */
class UndecodedRowTest {

  private static final Estimate ENCODE = new Estimate(2000, 1900, 2100, 0.75, 3);
  private static final Row ROW = row(null);

  private static Row row(Estimate decode) {
    Row.Figures figures = new Row.Figures(256, 4096, 25_600, 0, ENCODE, decode, -1, List.of());
    return new Row("qemu-7.2.22-xbzrle", EncoderKind.DELTA, "pages", null, figures);
  }

  private static BenchReport report(Row row) {
    BenchReport none = SampleReports.of(List.of(SampleReports.corpus("pages")), List.of());
    List<Row> rows = new ArrayList<>();
    rows.add(SampleReports.row("plain", "pages", 150, 256 * 4096));
    rows.add(row);
    return new BenchReport(
        none.ramwire(),
        none.command(),
        none.started(),
        none.seconds(),
        none.mode(),
        none.machine().withLibrary("qemu", "7.2.22"),
        none.corpora(),
        none.model(),
        none.linksBitsPerSecond(),
        rows,
        List.of("compress is not there"));
  }

  @Test
  void jsonSaysNullAndIsReadAsItWasWritten() throws Exception {
    String text = BenchJson.text(report(ROW));

    assertThat(text).contains("\"decodeNanos\" : null", "\"decodeBytesPerSecond\" : null");
    assertThat(BenchJson.parse(text)).isEqualTo(report(ROW));
    assertThat(BenchJsonTest.faults(text, "bench-report")).isEmpty();
  }

  @Test
  void theTableShowsADashAndSaysWhatTheRowIs() {
    String text = BenchTable.text(report(ROW), true);

    String line =
        text.lines().filter(one -> one.startsWith("qemu-7.2.22-xbzrle")).findFirst().orElseThrow();
    assertThat(line.trim().split("\\s+"))
        .startsWith("qemu-7.2.22-xbzrle", "41.0", "1953", "5.0%", "–", "0%");
    assertThat(text).contains("qemu-*: a real QEMU's time", "notes     compress is not there");
    assertThat(BenchTable.text(report(row(ENCODE)), true)).doesNotContain("qemu-*:");
  }

  @Test
  void csvLeavesItsCellsEmpty() {
    String[] lines = BenchCsv.text(report(ROW)).split("\r\n");
    List<String> columns = List.of(lines[0].split(","));
    String[] cells = lines[2].split(",");

    assertThat(cells[columns.indexOf("encode_nanos")]).isEqualTo("2000");
    assertThat(cells[columns.indexOf("decode_nanos")]).isEmpty();
    assertThat(cells[columns.indexOf("decode_bytes_per_second")]).isEmpty();
  }

  @Test
  void aForecastTakesEncodingAndTheLinkAlone() {
    Row slow = row(new Estimate(1e6, 1e6, 1e6, 0, 1));

    assertThat(forecast(ROW)).isEqualTo(forecast(row(new Estimate(0, 0, 0, 0, 1))));
    assertThat(forecast(slow)).isGreaterThan(forecast(ROW));
    assertThat(EncoderSummary.of(List.of(ROW)).get(0).forecast(MigrationModel.DEFAULT, 10e9))
        .hasValueSatisfying(one -> assertThat(one.seconds()).isPositive());
  }

  private static double forecast(Row row) {
    return MigrationModel.DEFAULT.forecast(row.figures(), row.kind(), 10e9).seconds();
  }

  @Test
  void aComparisonComparesItsEncodingAlone() {
    BenchComparison comparison = BenchComparison.of(report(ROW), report(ROW), 0);

    assertThat(comparison.compared()).isEqualTo(2);
    assertThat(comparison.regression()).isFalse();
    assertThat(comparison.text()).isNotEmpty();
    assertThat(comparison.json()).isNotEmpty();
  }

  @Test
  void thePageIsWritten() {
    assertThat(BenchPage.text(report(ROW))).contains("qemu-7.2.22-xbzrle").doesNotContain("NaN");
  }
}
