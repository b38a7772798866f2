package org.ramwire.conformance.lab.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import org.ramwire.conformance.files.FileFault;
import org.ramwire.conformance.lab.bench.BenchReport;
import org.ramwire.conformance.lab.bench.EncoderKind;
import org.ramwire.conformance.lab.bench.Estimate;
import org.ramwire.conformance.lab.bench.MigrationModel;
import org.ramwire.conformance.lab.bench.Row;

/** A benchmark as a JSON document, which {@code schemas/bench-report.schema.json} describes. */
public final class BenchJson {

  static final String FORMAT = "ramwire-bench";

  /** Rises when a program that reads the document has to be changed. */
  static final int VERSION = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private BenchJson() {}

  /**
   * Writes a report. Ratios, throughputs and forecasts are there for other programs: they follow
   * from the rest, and {@link #read} does not look at them.
   *
   * @param report the figures
   * @return one JSON object
   */
  public static String text(BenchReport report) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("version", VERSION);
    root.put("ramwire", report.ramwire());
    root.put("command", report.command());
    root.put("started", report.started());
    root.put("seconds", report.seconds());
    root.put("mode", report.mode().name().toLowerCase(Locale.ROOT));
    addMachine(root.putObject("machine"), report.machine());
    ArrayNode corpora = root.putArray("corpora");
    report.corpora().forEach(corpus -> addCorpus(corpora.addObject(), corpus));
    addModel(root.putObject("model"), report.model());
    report.linksBitsPerSecond().forEach(root.putArray("linksBitsPerSecond")::add);
    ArrayNode rows = root.putArray("rows");
    report.rows().forEach(row -> addRow(rows.addObject(), row, report));
    report.notes().forEach(root.putArray("notes")::add);
    try {
      return JSON.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a tree is always written", e);
    }
  }

  /** Puts a number; null if JSON has none of that kind. */
  private static void putFinite(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }

  private static void addMachine(ObjectNode node, BenchReport.Machine machine) {
    node.put("processor", machine.processor());
    node.put("processors", machine.processors());
    node.put("memoryBytes", machine.memoryBytes());
    node.put("system", machine.system());
    node.put("java", machine.java());
    node.put("loadAverage", machine.loadAverage());
    machine.libraries().forEach(node.putObject("libraries")::put);
  }

  private static void addCorpus(ObjectNode node, BenchReport.Corpus corpus) {
    node.put("name", corpus.name());
    node.put("origin", corpus.origin());
    node.put("pageBytes", corpus.pageBytes());
    node.put("pages", corpus.pages());
    node.put("foundPages", corpus.foundPages());
    node.put("rounds", corpus.rounds());
    node.put("fingerprint", corpus.fingerprint());
  }

  private static void addModel(ObjectNode node, MigrationModel model) {
    node.put("guestBytes", model.guestBytes());
    node.put("workingSetBytes", model.workingSetBytes());
    node.put("dirtyBytesPerSecond", model.dirtyBytesPerSecond());
    node.put("downtimeSeconds", model.downtimeSeconds());
    node.put("threads", model.threads());
  }

  private static void addRow(ObjectNode node, Row row, BenchReport report) {
    node.put("encoder", row.encoder());
    node.put("kind", row.kind() == null ? null : row.kind().label());
    node.put("corpus", row.corpus());
    Row.Figures figures = row.figures();
    if (figures == null) {
      node.put("fault", row.fault());
      return;
    }
    node.put("pages", figures.pages());
    node.put("pageBytes", figures.pageBytes());
    node.put("payloadBytes", figures.payloadBytes());
    node.put("plainPages", figures.plainPages());
    addEstimate(node.putObject("encodeNanos"), figures.encodeNanos());
    if (figures.decodeNanos() == null) {
      node.putNull("decodeNanos");
    } else {
      addEstimate(node.putObject("decodeNanos"), figures.decodeNanos());
    }
    node.put("allocatedBytes", figures.allocatedBytes());
    ArrayNode scaling = node.putArray("scaling");
    for (Row.Scaling one : figures.scaling()) {
      scaling.addObject().put("threads", one.threads()).put("pagesPerSecond", one.pagesPerSecond());
    }
    putFinite(node, "ratio", figures.ratio());
    node.put("bytesPerPage", figures.bytesPerPage());
    node.put("plainShare", figures.plainShare());
    putFinite(node, "encodeBytesPerSecond", figures.bytesPerSecond(figures.encodeNanos().value()));
    putFinite(node, "decodeBytesPerSecond", figures.decodeBytesPerSecond());
    addForecasts(node.putArray("forecasts"), figures, row.kind(), report);
  }

  private static void addEstimate(ObjectNode node, Estimate estimate) {
    node.put("value", estimate.value());
    node.put("low", estimate.low());
    node.put("high", estimate.high());
    node.put("confidence", estimate.confidence());
    node.put("samples", estimate.samples());
  }

  private static void addForecasts(
      ArrayNode forecasts, Row.Figures figures, EncoderKind kind, BenchReport report) {
    for (double link : report.linksBitsPerSecond()) {
      MigrationModel.Forecast forecast = report.model().forecast(figures, kind, link);
      forecasts
          .addObject()
          .put("linkBitsPerSecond", link)
          .put("converges", forecast.converges())
          .put("rounds", forecast.rounds())
          .put("seconds", forecast.seconds())
          .put("wireBytes", forecast.wireBytes())
          .put("processorSeconds", forecast.processorSeconds());
    }
  }

  /**
   * Reads a report.
   *
   * @param file as a person has named it
   * @return what it holds
   * @throws IOException naming the file, if it cannot be read or is no such report
   */
  public static BenchReport read(Path file) throws IOException {
    String text = FileFault.read(file);
    try {
      return parse(text);
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a report's text.
   *
   * @param text what {@link #text(BenchReport)} has written
   * @return the report
   * @throws IOException in one sentence, if it is no such report
   */
  public static BenchReport parse(String text) throws IOException {
    try {
      return new ReportReader(JSON.readTree(text)).report();
    } catch (JsonProcessingException e) {
      throw new IOException(
          "is no report of ramwire bench: it is not JSON"
              + (e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")"),
          e);
    }
  }
}
