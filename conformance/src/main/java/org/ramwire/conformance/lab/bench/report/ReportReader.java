package org.ramwire.conformance.lab.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ramwire.conformance.lab.bench.BenchReport;
import org.ramwire.conformance.lab.bench.EncoderKind;
import org.ramwire.conformance.lab.bench.Estimate;
import org.ramwire.conformance.lab.bench.MigrationModel;
import org.ramwire.conformance.lab.bench.Row;
import org.ramwire.conformance.lab.bench.text.Amount;

/**
 * A report out of its JSON document. Properties that it does not know are left alone. What a person
 * or another program has spoiled is refused in one sentence.
 */
final class ReportReader {

  private final Field root;
  private final Set<String> corpora = new HashSet<>();

  ReportReader(JsonNode root) {
    this.root = new Field("", root);
  }

  BenchReport report() throws IOException {
    String format = root.node.path("format").asText();
    if (!format.equals(BenchJson.FORMAT)) {
      throw new IOException(
          "is no report of ramwire bench: its 'format' is not '" + BenchJson.FORMAT + "'");
    }
    int version = root.of("version").integer(1);
    if (version != BenchJson.VERSION) {
      throw new IOException(
          "is a report of version "
              + version
              + ": this program reads version "
              + BenchJson.VERSION);
    }
    List<BenchReport.Corpus> histories = new ArrayList<>();
    for (Field corpus : root.of("corpora").items()) {
      histories.add(corpus(corpus));
    }
    List<Double> links = new ArrayList<>();
    for (Field link : root.of("linksBitsPerSecond").items()) {
      links.add(link.above(0));
    }
    List<Row> rows = new ArrayList<>();
    Set<List<String>> pairs = new HashSet<>();
    for (Field field : root.of("rows").items()) {
      Row row = row(field);
      if (!pairs.add(List.of(row.encoder(), row.corpus()))) {
        throw field.fault("a second row of " + row.encoder() + " on " + row.corpus());
      }
      rows.add(row);
    }
    List<String> notes = new ArrayList<>();
    if (root.node.has("notes")) {
      for (Field note : root.of("notes").items()) {
        notes.add(note.text());
      }
    }
    return new BenchReport(
        root.of("ramwire").text(),
        root.of("command").text(),
        root.of("started").text(),
        root.of("seconds").number(0),
        root.of("mode").oneOf(BenchReport.Mode.values()),
        machine(root.of("machine")),
        List.copyOf(histories),
        model(root.of("model")),
        List.copyOf(links),
        List.copyOf(rows),
        List.copyOf(notes));
  }

  private static BenchReport.Machine machine(Field field) throws IOException {
    Map<String, String> libraries = new TreeMap<>();
    Field versions = field.of("libraries");
    for (var names = versions.node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      libraries.put(name, versions.of(name).text());
    }
    return new BenchReport.Machine(
        field.of("processor").text(),
        field.of("processors").integer(1),
        (long) field.of("memoryBytes").number(-1),
        field.of("system").text(),
        field.of("java").text(),
        field.of("loadAverage").number(-1),
        libraries);
  }

  private BenchReport.Corpus corpus(Field field) throws IOException {
    String name = field.of("name").text();
    if (!corpora.add(name)) {
      throw field.fault("a second corpus named " + name);
    }
    return new BenchReport.Corpus(
        name,
        field.of("origin").text(),
        field.of("pageBytes").integer(1),
        field.of("pages").integer(1),
        (long) field.of("foundPages").number(0),
        field.of("rounds").integer(0),
        field.of("fingerprint").text());
  }

  private static MigrationModel model(Field field) throws IOException {
    return new MigrationModel(
        (long) field.of("guestBytes").number(1),
        (long) field.of("workingSetBytes").number(0),
        field.of("dirtyBytesPerSecond").number(0),
        field.of("downtimeSeconds").number(0),
        field.of("threads").integer(1));
  }

  private Row row(Field field) throws IOException {
    String encoder = field.of("encoder").text();
    String corpus = field.of("corpus").text();
    if (!corpora.contains(corpus)) {
      throw field.of("corpus").fault("'" + corpus + "' is none of the corpora");
    }
    boolean failed = field.node.hasNonNull("fault");
    EncoderKind kind =
        failed && !field.node.hasNonNull("kind")
            ? null
            : field.of("kind").oneOf(EncoderKind.values());
    return failed
        ? new Row(encoder, kind, corpus, field.of("fault").text(), null)
        : new Row(encoder, kind, corpus, null, figures(field));
  }

  private static Row.Figures figures(Field field) throws IOException {
    List<Row.Scaling> scaling = new ArrayList<>();
    for (Field one : field.of("scaling").items()) {
      scaling.add(new Row.Scaling(one.of("threads").integer(1), one.of("pagesPerSecond").above(0)));
    }
    return new Row.Figures(
        field.of("pages").integer(1),
        field.of("pageBytes").integer(1),
        (long) field.of("payloadBytes").number(0),
        field.of("plainPages").integer(0),
        estimate(field.of("encodeNanos")),
        field.node.path("decodeNanos").isNull() ? null : estimate(field.of("decodeNanos")),
        field.of("allocatedBytes").number(-1),
        List.copyOf(scaling));
  }

  private static Estimate estimate(Field field) throws IOException {
    double low = field.of("low").number(0);
    double value = field.of("value").number(low);
    return new Estimate(
        value,
        low,
        field.of("high").number(value),
        field.of("confidence").number(0),
        field.of("samples").integer(1));
  }

  /** A value and where it stands in the document. */
  private record Field(String path, JsonNode node) {

    Field of(String name) {
      return new Field(path.isEmpty() ? name : path + "." + name, node.path(name));
    }

    List<Field> items() throws IOException {
      if (!node.isArray()) {
        throw fault("expected an array");
      }
      List<Field> items = new ArrayList<>();
      for (int i = 0; i < node.size(); i++) {
        items.add(new Field(path + "[" + i + "]", node.get(i)));
      }
      return items;
    }

    String text() throws IOException {
      if (!node.isTextual()) {
        throw fault("expected a string");
      }
      return node.asText();
    }

    double number(double least) throws IOException {
      if (!node.isNumber() || !(node.asDouble() >= least) || Double.isInfinite(node.asDouble())) {
        throw fault("expected a number from " + Amount.plain(least));
      }
      return node.asDouble();
    }

    double above(double bound) throws IOException {
      double value = number(bound);
      if (value == bound) {
        throw fault("expected a number above " + Amount.plain(bound));
      }
      return value;
    }

    int integer(int least) throws IOException {
      if (!node.canConvertToInt() || !node.isIntegralNumber() || node.asInt() < least) {
        throw fault("expected a whole number from " + least);
      }
      return node.asInt();
    }

    <E extends Enum<E>> E oneOf(E[] values) throws IOException {
      List<String> names = new ArrayList<>();
      for (E value : values) {
        String name = value.name().toLowerCase(Locale.ROOT);
        if (name.equals(node.textValue())) {
          return value;
        }
        names.add(name);
      }
      throw fault("expected one of " + String.join(", ", names));
    }

    IOException fault(String expected) {
      return new IOException(
          "is a spoiled report of ramwire bench: "
              + path
              + (node.isMissingNode() ? " is missing, " : ": ")
              + expected);
    }
  }
}
