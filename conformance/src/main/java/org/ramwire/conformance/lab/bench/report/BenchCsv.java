package org.ramwire.conformance.lab.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ramwire.conformance.lab.bench.BenchReport;
import org.ramwire.conformance.lab.bench.Estimate;
import org.ramwire.conformance.lab.bench.MigrationModel;
import org.ramwire.conformance.lab.bench.Row;
import org.ramwire.conformance.lab.bench.text.Amount;

/**
 * A benchmark as RFC 4180 has it: a header, and one line for each pair of encoder and corpus, with
 * the machine and the command in columns of their own. What is not known is empty; what is infinite
 * is {@code inf}.
 */
public final class BenchCsv {

  private static final String LINE_END = "\r\n";

  private final BenchReport report;

  private BenchCsv(BenchReport report) {
    this.report = report;
  }

  /**
   * Writes a report.
   *
   * @param report the figures
   * @return lines, each ended by CR and LF; the header only, if there are no rows
   */
  public static String text(BenchReport report) {
    return new BenchCsv(report).write();
  }

  private String write() {
    StringBuilder text = new StringBuilder();
    Row none = new Row("", null, "", "", null);
    line(text, List.copyOf(columns(none).keySet()));
    report.rows().forEach(row -> line(text, List.copyOf(columns(row).values())));
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append(cells.stream().map(BenchCsv::quoted).collect(Collectors.joining(",")))
        .append(LINE_END);
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  /** The cells by column; the columns are the same for all rows. */
  private Map<String, String> columns(Row row) {
    Map<String, String> cells = new LinkedHashMap<>();
    cells.put("encoder", row.encoder());
    cells.put("kind", row.kind() == null ? "" : row.kind().label());
    cells.put("corpus", row.corpus());
    cells.put("fault", row.fault() == null ? "" : row.fault());
    figures(cells, row);
    forecasts(cells, row);
    corpus(cells, row.corpus());
    run(cells);
    return cells;
  }

  private static void figures(Map<String, String> cells, Row row) {
    Row.Figures f = row.figures();
    cells.put("pages", f == null ? "" : "" + f.pages());
    cells.put("page_bytes", f == null ? "" : "" + f.pageBytes());
    cells.put("payload_bytes", f == null ? "" : "" + f.payloadBytes());
    cells.put("plain_pages", f == null ? "" : "" + f.plainPages());
    cells.put("ratio", f == null ? "" : number(f.ratio()));
    cells.put("bytes_per_page", f == null ? "" : number(f.bytesPerPage()));
    cells.put("plain_share", f == null ? "" : number(f.plainShare()));
    estimate(cells, "encode", f == null ? null : f.encodeNanos());
    estimate(cells, "decode", f == null ? null : f.decodeNanos());
    cells.put(
        "encode_bytes_per_second",
        f == null ? "" : number(f.bytesPerSecond(f.encodeNanos().value())));
    cells.put(
        "decode_bytes_per_second",
        f == null || f.decodeNanos() == null ? "" : number(f.decodeBytesPerSecond()));
    cells.put(
        "allocated_bytes", f == null || f.allocatedBytes() < 0 ? "" : number(f.allocatedBytes()));
    cells.put(
        "threads_pages_per_second",
        f == null
            ? ""
            : f.scaling().stream()
                .map(one -> one.threads() + ":" + number(one.pagesPerSecond()))
                .collect(Collectors.joining(" ")));
  }

  private static void estimate(Map<String, String> cells, String what, @Nullable Estimate found) {
    cells.put(what + "_nanos", found == null ? "" : number(found.value()));
    cells.put(what + "_nanos_low", found == null ? "" : number(found.low()));
    cells.put(what + "_nanos_high", found == null ? "" : number(found.high()));
    cells.put(what + "_confidence", found == null ? "" : number(found.confidence()));
    cells.put(what + "_samples", found == null ? "" : "" + found.samples());
  }

  private void forecasts(Map<String, String> cells, Row row) {
    for (double link : report.linksBitsPerSecond()) {
      String name =
          "_" + Amount.link(link).replace(' ', '_').replace('/', '_').toLowerCase(Locale.ROOT);
      if (row.figures() == null) {
        cells.put("converges" + name, "");
        cells.put("seconds" + name, "");
      } else {
        MigrationModel.Forecast forecast = report.model().forecast(row.figures(), row.kind(), link);
        cells.put("converges" + name, "" + forecast.converges());
        cells.put("seconds" + name, forecast.converges() ? number(forecast.seconds()) : "inf");
      }
    }
    MigrationModel model = report.model();
    cells.put("guest_bytes", "" + model.guestBytes());
    cells.put("working_set_bytes", "" + model.workingSetBytes());
    cells.put("dirty_bytes_per_second", number(model.dirtyBytesPerSecond()));
    cells.put("downtime_seconds", number(model.downtimeSeconds()));
    cells.put("model_threads", "" + model.threads());
  }

  private void corpus(Map<String, String> cells, String name) {
    BenchReport.Corpus corpus =
        report.corpora().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElse(new BenchReport.Corpus(name, "", 0, 0, 0, 0, ""));
    cells.put("corpus_origin", corpus.origin());
    cells.put("corpus_fingerprint", corpus.fingerprint());
    cells.put("corpus_pages", "" + corpus.pages());
    cells.put("corpus_found_pages", "" + corpus.foundPages());
    cells.put("corpus_rounds", "" + corpus.rounds());
  }

  private void run(Map<String, String> cells) {
    BenchReport.Machine machine = report.machine();
    cells.put("mode", report.mode().name().toLowerCase(Locale.ROOT));
    cells.put("started", report.started());
    cells.put("run_seconds", number(report.seconds()));
    cells.put("ramwire", report.ramwire());
    cells.put("command", report.command());
    cells.put("processor", machine.processor());
    cells.put("processors", "" + machine.processors());
    cells.put("memory_bytes", machine.memoryBytes() < 0 ? "" : "" + machine.memoryBytes());
    cells.put("system", machine.system());
    cells.put("java", machine.java());
    cells.put("load_average", machine.loadAverage() < 0 ? "" : number(machine.loadAverage()));
    List<String> libraries = new ArrayList<>();
    machine.libraries().forEach((library, version) -> libraries.add(library + " " + version));
    cells.put("libraries", String.join("; ", libraries));
  }

  private static String number(double value) {
    return Double.isInfinite(value) ? "inf" : Double.isNaN(value) ? "" : Amount.plain(value);
  }
}
