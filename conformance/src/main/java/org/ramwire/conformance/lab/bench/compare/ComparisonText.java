package org.ramwire.conformance.lab.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.conformance.lab.bench.report.BenchTable;
import org.ramwire.conformance.lab.bench.text.Amount;
import org.ramwire.conformance.lab.bench.text.Cells;
import org.ramwire.conformance.lab.bench.text.TextTable;
import org.ramwire.conformance.lab.bench.text.Wrapped;

/** A comparison for people: the verdict, what has changed, then all encoders. */
final class ComparisonText {

  private static final int NAME = 30;

  private final BenchComparison comparison;
  private final StringBuilder text = new StringBuilder();

  ComparisonText(BenchComparison comparison) {
    this.comparison = comparison;
  }

  String write() {
    if (comparison.pairs == 0 && comparison.changes.isEmpty()) {
      paragraph("Nothing can be compared: no encoder has figures on the same pages in both runs.");
    } else {
      verdict();
      machine();
      table();
    }
    comparison.notes.forEach(note -> paragraph(OneLine.of(note) + "."));
    return text.toString();
  }

  private void verdict() {
    for (EncoderChange change : comparison.changes) {
      for (String sentence : sentences(change)) {
        paragraph(sentence);
      }
    }
    String rows = comparison.pairs + (comparison.pairs == 1 ? " row" : " rows");
    paragraph(
        comparison.regression()
            ? "Verdict: a regression, of " + rows + " compared."
            : comparison.changed()
                ? "Verdict: no regression, of " + rows + " compared; the changes are above."
                : "Verdict: no difference beyond noise, of " + rows + " compared.");
    text.append('\n');
  }

  private List<String> sentences(EncoderChange change) {
    List<String> sentences = new ArrayList<>();
    String name = OneLine.of(change.encoder());
    if (!change.breaks().isEmpty()) {
      sentences.add("REGRESSION: " + name + " fails now on " + String.join(", ", change.breaks()));
    }
    time(sentences, name + " encodes ", change, change.encode());
    time(sentences, name + " decodes ", change, change.decode());
    List<TimeComparison.Pair> bytes = change.otherBytes();
    if (!bytes.isEmpty()) {
      TimeComparison.Pair one = bytes.get(0);
      sentences.add(
          (change.larger() ? "REGRESSION: " : "changed: ")
              + name
              + " gives "
              + percent(change.bytes())
              + " bytes over its corpora, others on "
              + bytes.size()
              + " of "
              + change.pairs().size()
              + "; on "
              + OneLine.of(one.after().corpus())
              + " "
              + Amount.digits(one.before().figures().bytesPerPage())
              + " and now "
              + Amount.digits(one.after().figures().bytesPerPage())
              + " a page");
    }
    if (change.allocatesOtherwise()) {
      sentences.add(
          "changed: "
              + name
              + " allocates "
              + Amount.digits(change.allocatedAfter())
              + " bytes a page, and did "
              + Amount.digits(change.allocatedBefore()));
    }
    return sentences;
  }

  private void time(
      List<String> sentences,
      String what,
      EncoderChange encoder,
      TimeComparison.@Nullable Change change) {
    if (change != null && change.beyondNoise()) {
      boolean slower = change.times() > 1;
      sentences.add(
          (encoder.slower(change, comparison.tolerance) ? "REGRESSION: " : "changed: ")
              + what
              + Amount.share(Math.abs(change.times() - 1))
              + (slower ? " slower" : " faster")
              + ", noise ±"
              + Amount.share(change.noise()));
    }
  }

  private void machine() {
    switch (comparison.encode.basis()) {
      case MEDIAN ->
          paragraph(
              "The machine as a whole, in the second run: "
                  + factors()
                  + ". That is the median of "
                  + comparison.encode.judged()
                  + " encoders, and is left out below.");
      case YARDSTICK ->
          paragraph(
              "The machine as a whole, in the second run: "
                  + factors()
                  + ". That is what '"
                  + TimeComparison.YARDSTICK
                  + "' shows, the yardstick of so few encoders, and is left out below.");
      case NONE ->
          paragraph(
              "Too few encoders were measured to tell the machine's change from theirs: a change"
                  + " counts if it is 25 % beyond noise. Measure '"
                  + TimeComparison.YARDSTICK
                  + "' beside them.");
    }
    paragraph(
        "Times and bytes: of the second run in relation to the first. ±: what noise may make of it."
            + " Tolerance: "
            + Amount.share(comparison.tolerance)
            + ".");
    text.append('\n');
  }

  private String factors() {
    return factor(comparison.encode)
        + " at encoding, "
        + factor(comparison.decode)
        + " at decoding";
  }

  private static String factor(TimeComparison times) {
    double change = times.machine() - 1;
    return Amount.share(Math.abs(change)) + (change >= 0 ? " slower" : " faster");
  }

  private void table() {
    TextTable table =
        new TextTable(
            BenchTable.WIDTH,
            new String[] {"", "encode", "", "decode", "", "", "allocates", ""},
            new String[] {"encoder", "time", "±", "time", "±", "bytes", "B/page", ""});
    for (EncoderChange change : comparison.changes) {
      table.add(
          Cells.fitted(change.encoder(), NAME),
          times(change.encode()),
          noise(change.encode()),
          times(change.decode()),
          noise(change.decode()),
          change.pairs().isEmpty()
              ? Amount.UNKNOWN
              : change.otherBytes().isEmpty() ? "same" : percent(change.bytes()),
          Amount.digits(change.allocatedAfter()),
          verdict(change));
    }
    text.append(table.text()).append('\n');
  }

  private String verdict(EncoderChange change) {
    if (change.worse(comparison.tolerance)) {
      return "REGRESSION";
    }
    boolean yardstick = change.encode() == null && change.decode() == null;
    return change.changed() ? "changed" : yardstick ? "yardstick" : "same";
  }

  private static String times(TimeComparison.@Nullable Change change) {
    return change == null ? Amount.UNKNOWN : percent(change.times());
  }

  private static String noise(TimeComparison.@Nullable Change change) {
    return change == null ? Amount.UNKNOWN : Amount.share(change.noise());
  }

  private static String percent(double times) {
    return String.format(Locale.ROOT, "%+.1f%%", 100 * (times - 1));
  }

  private void paragraph(String words) {
    text.append(Wrapped.text(words, "  ", BenchTable.WIDTH));
  }
}
