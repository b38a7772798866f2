package org.ramwire.conformance.lab.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramwire.conformance.lab.bench.Bench;
import org.ramwire.conformance.lab.bench.BenchPlan;
import org.ramwire.conformance.lab.bench.BenchReport;
import org.ramwire.conformance.lab.bench.Entrants;
import org.ramwire.conformance.lab.bench.Machines;
import org.ramwire.conformance.lab.bench.Row;
import org.ramwire.conformance.lab.bench.compare.BenchComparison;
import org.ramwire.conformance.lab.history.BuiltInHistory;
import org.ramwire.conformance.lab.history.PageHistory;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PageEncoders;

/** The documents, against their schemas, and what is read of them. */
class BenchJsonTest {

  @TempDir private Path directory;

  @Test
  void everyReportIsReadAsItWasWritten() throws IOException {
    for (BenchReport report :
        List.of(SampleReports.usual(), SampleReports.odd(), SampleReports.empty(), measured())) {
      String text = BenchJson.text(report);

      assertThat(faults(text, "bench-report")).isEmpty();
      assertThat(BenchJson.parse(text)).isEqualTo(report);
    }
  }

  @Test
  void theSchemaRefusesARowWithoutFiguresOrFaultAndAnotherFormat() throws IOException {
    String text = BenchJson.text(SampleReports.odd());

    assertThat(faults(text.replace("\"fault\"", "\"fold\""), "bench-report")).isNotEmpty();
    assertThat(faults(text.replace("ramwire-bench", "other"), "bench-report")).isNotEmpty();
    assertThat(faults(text.replace("\"page\"", "\"p\""), "bench-report")).isNotEmpty();
  }

  @Test
  void ratiosAndForecastsAreWrittenForOthersAndNotRead() throws IOException {
    String text = BenchJson.text(SampleReports.odd());
    JsonNode rows = new ObjectMapper().readTree(text).path("rows");

    assertThat(rows.get(0).path("ratio").asDouble()).isEqualTo(1);
    assertThat(rows.get(1).path("ratio").isNull()).isTrue();
    assertThat(rows.get(0).path("forecasts")).hasSize(4);
    assertThat(rows.get(0).path("forecasts").get(0).path("converges").asBoolean()).isFalse();
    assertThat(BenchJson.parse(text.replace("\"ratio\" : 1.0", "\"ratio\" : \"none\"")))
        .isEqualTo(SampleReports.odd());
  }

  @Test
  void aFileThatIsNoSuchReportIsRefusedInOneSentence() throws IOException {
    Path file = directory.resolve("a.json");
    String good = BenchJson.text(SampleReports.odd());
    Map<String, String> cases =
        Map.of(
            "",
            "is no report of ramwire bench: its 'format' is not 'ramwire-bench'",
            "hello",
            "is no report of ramwire bench: it is not JSON (line 1)",
            "[]",
            "is no report of ramwire bench: its 'format' is not 'ramwire-bench'",
            "{\"format\":1}",
            "is no report of ramwire bench: its 'format' is not 'ramwire-bench'",
            good + "{}",
            "is no report of ramwire bench: it is not JSON",
            good.replace("\"version\" : 1", "\"version\" : 2"),
            "is a report of version 2: this program reads version 1",
            good.replace("\"rows\"", "\"raws\""),
            "rows is missing, expected an array",
            good.replace("\"payloadBytes\" : 0", "\"payloadBytes\" : -1"),
            "rows[1].payloadBytes: expected a number from 0",
            good.replace("\"corpus\" : \"zero\"", "\"corpus\" : \"nil\""),
            "rows[0].corpus: 'nil' is none of the corpora",
            good.replace("\"mode\" : \"quick\"", "\"mode\" : \"slow\""),
            "mode: expected one of quick, jmh");
    for (Map.Entry<String, String> one : cases.entrySet()) {
      Files.writeString(file, one.getKey());

      assertThatThrownBy(() -> BenchJson.read(file))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file + ": is ")
          .hasMessageContaining(one.getValue())
          .hasMessageNotContaining("\n");
    }
    Files.writeString(file, good);
    assertThat(BenchJson.read(file)).isEqualTo(SampleReports.odd());
  }

  @Test
  void refusesTwoRowsOfOnePair() {
    Row row = SampleReports.odd().rows().get(0);
    String text =
        BenchJson.text(SampleReports.of(List.of(SampleReports.corpus("zero")), List.of(row, row)));

    assertThatThrownBy(() -> BenchJson.parse(text)).hasMessageContaining("a second row of plain");
  }

  @Test
  void comparisonsFollowTheirSchema() throws IOException {
    BenchReport slow =
        SampleReports.run(new Random(5), SampleReports.ENCODERS, 14, 1, 0, Map.of("lz4", 2.0));
    for (BenchComparison comparison :
        List.of(
            BenchComparison.of(SampleReports.usual(), slow, 7),
            BenchComparison.of(SampleReports.usual(), SampleReports.odd(), 7),
            BenchComparison.of(SampleReports.odd(), SampleReports.odd(), 7),
            BenchComparison.of(SampleReports.empty(), SampleReports.empty(), 7))) {
      String text = comparison.json();

      assertThat(faults(text, "bench-comparison")).isEmpty();
      assertThat(new ObjectMapper().readTree(text).path("regression").asBoolean())
          .isEqualTo(comparison.regression());
    }
  }

  /** A short run of real encoders. */
  private static BenchReport measured() {
    PageHistory history = BuiltInHistory.ZERO.make(PageSize.X86, 8);
    PageEncoders encoders = PageEncoders.load();
    List<Row> rows =
        new Bench(
                List.of(Entrants.of(encoders, "plain"), Entrants.of(encoders, "zero-aware")),
                List.of(history),
                new BenchPlan(0, 2, 1, 0, 20_000_000_000L),
                text -> {})
            .run();
    BenchReport sample = SampleReports.empty();
    return new BenchReport(
        sample.ramwire(),
        sample.command(),
        sample.started(),
        sample.seconds(),
        sample.mode(),
        Machines.here(),
        List.of(BenchReport.Corpus.of(history)),
        sample.model(),
        sample.linksBitsPerSecond(),
        rows);
  }

  static List<String> faults(String json, String schema) throws IOException {
    try (InputStream text =
        BenchJson.class.getResourceAsStream("/schemas/" + schema + ".schema.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(text)
          .validate(json, InputFormat.JSON)
          .stream()
          .map(Object::toString)
          .toList();
    }
  }
}
