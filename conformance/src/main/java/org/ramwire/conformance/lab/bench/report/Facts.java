package org.ramwire.conformance.lab.bench.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.ramwire.conformance.lab.bench.BenchReport;
import org.ramwire.conformance.lab.bench.text.Amount;

/** Where, when and how figures were taken, for people. */
final class Facts {

  private Facts() {}

  /** Returns facts by name, in the order in which they are to be read. */
  static Map<String, String> of(BenchReport report) {
    BenchReport.Machine machine = report.machine();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("command", report.command());
    facts.put("ramwire", report.ramwire());
    facts.put(
        "run",
        report.started()
            + String.format(Locale.ROOT, ", %.1f s, ", report.seconds())
            + (report.mode() == BenchReport.Mode.QUICK
                ? "quick: in one process"
                : "by JMH: in processes of their own"));
    facts.put(
        "machine",
        machine.processor()
            + ", "
            + machine.processors()
            + (machine.processors() == 1 ? " processor" : " processors")
            + (machine.memoryBytes() < 0 ? "" : ", " + Amount.size(machine.memoryBytes()))
            + (machine.loadAverage() < 0
                ? ""
                : ", load " + Amount.digits(machine.loadAverage()) + " at the start"));
    facts.put("system", machine.system());
    facts.put("java", machine.java());
    facts.put(
        "libraries",
        machine.libraries().entrySet().stream()
            .map(one -> one.getKey() + " " + one.getValue())
            .collect(Collectors.joining("; ")));
    facts.put(
        "corpora",
        report.corpora().stream()
            .map(one -> one.name() + " " + shortened(one.fingerprint()))
            .collect(Collectors.joining(", ")));
    if (!report.notes().isEmpty()) {
      facts.put("notes", String.join("; ", report.notes()));
    }
    return facts;
  }

  static String shortened(String fingerprint) {
    return fingerprint.substring(0, Math.min(12, fingerprint.length()));
  }
}
