package org.ramwire.conformance.harness.miniature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
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
  @Tag("slow")
  void theUnbrokenMiniaturePassesEveryCase() throws Exception {
    passes(decodeCases());
  }

  /** Of the series, one case in twenty. */
  @Test
  void theUnbrokenMiniaturePassesEveryHandWrittenCaseAndSomeOfTheSeries() throws Exception {
    List<ConformanceCase> all = decodeCases();
    Set<String> handWritten =
        CaseLibrary.handWritten().stream().map(ConformanceCase::id).collect(Collectors.toSet());
    List<ConformanceCase> some =
        IntStream.range(0, all.size())
            .filter(i -> i % 20 == 0 || handWritten.contains(all.get(i).id()))
            .mapToObj(all::get)
            .toList();
    assertThat(some).hasSizeBetween(handWritten.size() / 2, all.size() / 2);
    passes(some);
  }

  private static void passes(List<ConformanceCase> cases) throws Exception {
    List<CaseResult> results = new ArrayList<>();
    try (CaseTrial trial = trial(null)) {
      for (ConformanceCase one : cases) {
        results.add(trial.run(one));
      }
    }

    assertThat(results)
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
      ConformanceCase kill = firstKill(fault, own);
      if (kill == null) {
        survivors.add(fault);
      }
      rows.add(row(fault, kill));
    }

    print(rows, survivors.size());
    assertThat(survivors).isEmpty();
  }

  /** Returns the first case that finds the fault, or null if none does. */
  private static ConformanceCase firstKill(Fault fault, List<ConformanceCase> cases)
      throws Exception {
    try (CaseTrial trial = trial(fault)) {
      for (ConformanceCase one : cases) {
        if (trial.run(one).verdict().bad()) {
          return one;
        }
      }
    }
    return null;
  }

  private static String row(Fault fault, ConformanceCase kill) {
    return String.format(
        "%-8s %-62s %s", fault.clause().id(), fault.text(), kill == null ? "SURVIVES" : kill.id());
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

  private static CaseTrial trial(Fault fault) throws Exception {
    MiniatureUnderTest miniature = new MiniatureUnderTest(fault);
    return new CaseTrial(miniature, miniature.features(RunLimits.DEFAULT), RunLimits.DEFAULT);
  }

  private static List<ConformanceCase> decodeCases() throws Exception {
    return CaseLibrary.all().stream().filter(one -> one.role() == Role.DECODE).toList();
  }
}
