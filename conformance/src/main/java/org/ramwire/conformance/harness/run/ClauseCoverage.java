package org.ramwire.conformance.harness.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.format.Clause;

/** Which clauses the cases of a verification test, and how the cases came out. */
public final class ClauseCoverage {

  private final Map<Clause, List<CaseResult>> byClause = new EnumMap<>(Clause.class);

  /**
   * Sums up a report.
   *
   * @param report all results
   */
  public ClauseCoverage(VerificationReport report) {
    for (CaseResult result : report.results()) {
      for (Clause clause : result.testCase().clauses()) {
        byClause.computeIfAbsent(clause, key -> new ArrayList<>()).add(result);
      }
    }
  }

  /**
   * One group of clauses, those whose ids start alike.
   *
   * @param name the beginning, for example {@code RAM}
   * @param clauses how many clauses there are
   * @param covered how many of them some passed case tests
   * @param cases how many cases have their first clause in the group
   * @param passed how many of those have passed
   */
  public record Group(String name, int clauses, int covered, int cases, int passed) {}

  /**
   * Returns the results of the cases that test a clause.
   *
   * @param clause the clause
   * @return in the order in which they were run
   */
  public List<CaseResult> results(Clause clause) {
    return List.copyOf(byClause.getOrDefault(clause, List.of()));
  }

  /**
   * Tells whether a clause is covered.
   *
   * @param clause the clause
   * @return true if some case that tests it has passed
   */
  public boolean covered(Clause clause) {
    return results(clause).stream().anyMatch(result -> result.verdict() == Verdict.PASS);
  }

  /**
   * Tells whether a decoder can be held to a clause.
   *
   * @param clause the clause
   * @return false if it binds writers alone and no case shows its effect on a reader
   */
  public boolean testable(Clause clause) {
    return clause.role() != Clause.Role.WRITER || byClause.containsKey(clause);
  }

  /**
   * Sums the groups up.
   *
   * @return in the order of the clauses
   */
  public List<Group> groups() {
    Map<String, List<Clause>> names = new LinkedHashMap<>();
    for (Clause clause : Clause.values()) {
      names.computeIfAbsent(group(clause), key -> new ArrayList<>()).add(clause);
    }
    return names.entrySet().stream().map(entry -> sum(entry.getKey(), entry.getValue())).toList();
  }

  private Group sum(String name, List<Clause> clauses) {
    List<CaseResult> cases =
        byClause.values().stream()
            .flatMap(Collection::stream)
            .distinct()
            .filter(result -> group(result.testCase().clauses().get(0)).equals(name))
            .toList();
    return new Group(
        name,
        (int) clauses.stream().filter(this::testable).count(),
        (int) clauses.stream().filter(this::covered).count(),
        cases.size(),
        (int) cases.stream().filter(result -> result.verdict() == Verdict.PASS).count());
  }

  /** Returns how many clauses bind writers alone. */
  public long writersAlone() {
    return Stream.of(Clause.values()).filter(clause -> !testable(clause)).count();
  }

  private static String group(Clause clause) {
    return clause.id().substring(0, clause.id().indexOf('-'));
  }
}
