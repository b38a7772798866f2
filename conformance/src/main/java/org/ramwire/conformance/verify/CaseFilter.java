package org.ramwire.conformance.verify;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.ramwire.conformance.cases.ConformanceCase;
import org.ramwire.conformance.cases.GeneratedCases;
import org.ramwire.format.Clause;

/**
 * A choice of cases by a text: a case's id, a clause's id, or words.
 *
 * @param text what a person typed
 * @param cases the cases that match
 * @param clauses the clauses that match or that a matching case tests, in their order
 */
public record CaseFilter(String text, List<ConformanceCase> cases, List<Clause> clauses) {

  /**
   * Applies a text.
   *
   * @param text a case's id, a clause's id or the beginning of several, or words that all have to
   *     occur in a case or its clauses
   * @param all the cases to choose from
   * @return the choice; without a case if nothing matches
   */
  public static CaseFilter of(String text, List<ConformanceCase> all) {
    List<ConformanceCase> exact =
        all.stream().filter(one -> one.id().equalsIgnoreCase(text)).toList();
    if (!exact.isEmpty()) {
      return new CaseFilter(text, exact, exact.get(0).clauses());
    }
    List<String> words = List.of(text.toLowerCase(Locale.ROOT).strip().split("\\s+"));
    List<ConformanceCase> cases =
        all.stream().filter(one -> words.stream().allMatch(haystack(one)::contains)).toList();
    List<Clause> clauses =
        Stream.of(Clause.values())
            .filter(
                clause ->
                    words.stream().allMatch(haystack(clause)::contains)
                        || cases.stream().anyMatch(one -> one.clauses().contains(clause)))
            .toList();
    return new CaseFilter(text, cases, clauses);
  }

  /**
   * Tells whether the text was one case's id.
   *
   * @return true if the choice is that case
   */
  public boolean oneCase() {
    return cases.size() == 1 && cases.get(0).id().equalsIgnoreCase(text);
  }

  private static String haystack(ConformanceCase one) {
    StringBuilder text = new StringBuilder(one.id());
    text.append(' ').append(one.heading().group());
    boolean series = GeneratedCases.series(one.heading().group());
    // A series has every kind of record in it: who looks for one of them does not mean a thousand
    // cases.
    if (!series) {
      text.append(' ').append(one.heading().title());
      one.setup().needs().forEach(need -> text.append(' ').append(need));
    }
    one.clauses()
        .forEach(clause -> text.append(' ').append(series ? clause.id() : haystack(clause)));
    return text.toString().toLowerCase(Locale.ROOT);
  }

  private static String haystack(Clause clause) {
    // The delta's clauses do not say its name, and people look for that.
    String group = clause.id().startsWith("XBZ-") ? " xbzrle" : "";
    return (clause.id() + " " + clause.summary() + group).toLowerCase(Locale.ROOT);
  }
}
