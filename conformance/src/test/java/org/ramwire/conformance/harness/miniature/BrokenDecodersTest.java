package org.ramwire.conformance.harness.miniature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.conformance.harness.protocol.RunLimits;
import org.ramwire.conformance.harness.run.CaseTrial;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Role;
import org.ramwire.conformance.suite.library.CaseLibrary;

/**
 * Whether the cases of a clause find the decoder that breaks it, and spare the one that does not.
 */
class BrokenDecodersTest {

  /** Where the table goes. */
  private static final Path TABLE = Path.of("target", "broken-decoders.txt");

  @Test
  void theUnbrokenMiniaturePassesEveryCase() throws Exception {
    assertThat(verify(null, decodeCases()))
        .filteredOn(result -> result.verdict() != Verdict.PASS)
        .extracting(
            result -> result.testCase().id() + ": " + result.verdict() + ", " + result.found())
        .isEmpty();
  }

  @Test
  void everyFaultIsKilledByACaseOfItsClause() throws Exception {
    List<ConformanceCase> cases = decodeCases();
    List<String> rows = new ArrayList<>();
    List<Fault> survivors = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      List<ConformanceCase> own =
          cases.stream().filter(one -> one.clauses().contains(fault.clause())).toList();
      List<CaseResult> kills =
          verify(fault, own).stream().filter(result -> result.verdict().bad()).toList();
      if (kills.isEmpty()) {
        survivors.add(fault);
      }
      rows.add(row(fault, own.size(), kills));
    }

    print(rows, survivors.size());
    assertThat(survivors).isEmpty();
  }

  private static String row(Fault fault, int own, List<CaseResult> kills) {
    return String.format(
        "%-8s %-62s %4d of %4d  %s",
        fault.clause().id(),
        fault.text(),
        kills.size(),
        own,
        kills.isEmpty() ? "SURVIVES" : kills.get(0).testCase().id());
  }

  private static void print(List<String> rows, int survivors) throws Exception {
    String sum =
        String.format(
            "%d broken decoders, %d killed by a case of their own clause",
            rows.size(), rows.size() - survivors);
    Files.createDirectories(TABLE.toAbsolutePath().getParent());
    try (PrintWriter table = new PrintWriter(TABLE.toFile())) {
      Stream.concat(rows.stream(), Stream.of(sum)).forEach(table::println);
    }
    System.out.println(sum + ": " + TABLE);
  }

  private static List<CaseResult> verify(Fault fault, List<ConformanceCase> cases)
      throws Exception {
    MiniatureUnderTest miniature = new MiniatureUnderTest(fault);
    List<CaseResult> results = new ArrayList<>();
    try (CaseTrial trial =
        new CaseTrial(miniature, miniature.features(RunLimits.DEFAULT), RunLimits.DEFAULT)) {
      for (ConformanceCase one : cases) {
        results.add(trial.run(one));
      }
    }
    return results;
  }

  private static List<ConformanceCase> decodeCases() throws Exception {
    return CaseLibrary.all().stream().filter(one -> one.role() == Role.DECODE).toList();
  }
}
