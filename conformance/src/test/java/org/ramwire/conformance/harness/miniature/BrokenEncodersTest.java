package org.ramwire.conformance.harness.miniature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.conformance.harness.protocol.RunLimits;
import org.ramwire.conformance.harness.run.CaseTrial;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Role;
import org.ramwire.conformance.suite.library.CaseLibrary;

/** Whether the judge of streams finds the encoder that breaks a clause, and names that clause. */
class BrokenEncodersTest {

  /** Where the table goes. */
  private static final Path TABLE = Path.of("target", "broken-encoders.txt");

  private static List<ConformanceCase> cases;

  @BeforeAll
  static void readTheCases() throws Exception {
    cases = CaseLibrary.handWritten().stream().filter(one -> one.role() == Role.ENCODE).toList();
  }

  @Test
  void theUnbrokenMiniaturePassesEveryCase() throws Exception {
    List<CaseResult> results = new ArrayList<>();
    try (CaseTrial trial = trial(null)) {
      for (ConformanceCase one : cases) {
        results.add(trial.run(one));
      }
    }

    assertThat(results)
        .filteredOn(
            result -> result.verdict() != Verdict.PASS && result.verdict() != Verdict.UNSUPPORTED)
        .extracting(result -> result.testCase().id() + ": " + result.found())
        .isEmpty();
    assertThat(results)
        .filteredOn(result -> result.verdict() == Verdict.PASS)
        .hasSizeGreaterThan(40);
  }

  @Test
  void everyFaultIsKilledUnderItsClause() throws Exception {
    List<String> rows = new ArrayList<>();
    List<String> survivors = new ArrayList<>();
    for (EncoderFault fault : EncoderFault.values()) {
      CaseResult kill = firstKill(fault);
      rows.add(
          String.format(
              "%-8s %-62s %s",
              fault.clause().id(), fault.text(), kill == null ? "SURVIVES" : kill.testCase().id()));
      if (kill == null) {
        survivors.add(fault.name());
      }
    }

    print(rows, survivors.size());
    assertThat(survivors).isEmpty();
  }

  /** Runs the cases, those of the clause first, until one finds the fault; null if none does. */
  private static CaseResult firstKill(EncoderFault fault) throws Exception {
    List<ConformanceCase> ownFirst = new ArrayList<>(cases);
    ownFirst.sort(Comparator.comparing(one -> !one.clauses().contains(fault.clause())));
    try (CaseTrial trial = trial(fault)) {
      for (ConformanceCase one : ownFirst) {
        CaseResult result = trial.run(one);
        if (result.verdict().bad() && names(result, fault)) {
          return result;
        }
      }
    }
    return null;
  }

  /** The first violation in a stream is of the clause, or the case is. */
  private static boolean names(CaseResult result, EncoderFault fault) {
    return result.found().contains(": " + fault.clause().id() + " at ")
        || result.testCase().clauses().contains(fault.clause());
  }

  private static void print(List<String> rows, int survivors) throws Exception {
    String sum =
        String.format(
            "%d broken encoders, %d killed under their own clause",
            rows.size(), rows.size() - survivors);
    Files.createDirectories(TABLE.toAbsolutePath().getParent());
    try (PrintWriter table = new PrintWriter(TABLE.toFile())) {
      Stream.concat(rows.stream(), Stream.of(sum)).forEach(table::println);
    }
    System.out.println(sum + ": " + TABLE);
  }

  private static CaseTrial trial(EncoderFault fault) throws Exception {
    SortedSet<String> features = new TreeSet<>(MiniatureEncoder.EncoderTask.FEATURES);
    return new CaseTrial(new EncoderUnderTest(fault), features, RunLimits.DEFAULT);
  }
}
