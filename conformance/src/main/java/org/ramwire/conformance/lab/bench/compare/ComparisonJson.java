package org.ramwire.conformance.lab.bench.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ramwire.conformance.lab.bench.BenchReport;

/** A comparison for programs. */
final class ComparisonJson {

  private static final String FORMAT = "ramwire-bench-comparison";

  /** Rises when a program that reads the document has to be changed. */
  private static final int VERSION = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ComparisonJson() {}

  static String text(BenchComparison comparison) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("version", VERSION);
    root.put("regression", comparison.regression());
    root.put("changed", comparison.changed());
    root.put("tolerancePercent", 100 * comparison.tolerance);
    root.put("rows", comparison.pairs);
    addRun(root.putObject("before"), comparison.before);
    addRun(root.putObject("after"), comparison.after);
    ObjectNode machine = root.putObject("machine");
    addMachine(machine.putObject("encode"), comparison.encode);
    addMachine(machine.putObject("decode"), comparison.decode);
    ArrayNode encoders = root.putArray("encoders");
    for (EncoderChange change : comparison.changes) {
      addChange(encoders.addObject(), change, comparison.tolerance);
    }
    comparison.notes.forEach(root.putArray("notes")::add);
    try {
      return JSON.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a tree is always written", e);
    }
  }

  private static void addRun(ObjectNode node, BenchReport report) {
    node.put("ramwire", report.ramwire());
    node.put("command", report.command());
    node.put("started", report.started());
  }

  private static void addMachine(ObjectNode node, TimeComparison times) {
    node.put("times", times.machine());
    node.put("basis", times.basis().name().toLowerCase(Locale.ROOT));
  }

  private static void addChange(ObjectNode node, EncoderChange change, double tolerance) {
    node.put("encoder", change.encoder());
    node.put("regression", change.worse(tolerance));
    node.put("changed", change.changed());
    node.put("corpora", change.pairs().size());
    addTime(node, "encode", change.encode());
    addTime(node, "decode", change.decode());
    ObjectNode bytes = node.putObject("bytes");
    bytes.put("times", change.bytes());
    ArrayNode rows = bytes.putArray("others");
    for (TimeComparison.Pair pair : change.otherBytes()) {
      rows.addObject()
          .put("corpus", pair.after().corpus())
          .put("before", pair.before().figures().payloadBytes())
          .put("after", pair.after().figures().payloadBytes());
    }
    ObjectNode allocation = node.putObject("allocatedBytes");
    putFinite(allocation, "before", change.allocatedBefore());
    putFinite(allocation, "after", change.allocatedAfter());
    allocation.put("beyondNoise", change.allocatesOtherwise());
    change.breaks().forEach(node.putArray("failsNowOn")::add);
  }

  private static void putFinite(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }

  private static void addTime(
      ObjectNode node, String name, TimeComparison.@Nullable Change change) {
    if (change == null) {
      node.putNull(name);
      return;
    }
    node.putObject(name)
        .put("times", change.times())
        .put("noise", change.noise())
        .put("beyondNoise", change.beyondNoise());
  }
}
