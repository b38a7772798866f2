package org.ramwire.conformance.suite.library;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.series.GeneratedCases;
import org.ramwire.format.Clause;

/**
 * A choice of cases by a text: a case's id, a clause's id, or words.
 *
 * @param text what a person typed
 * @param cases the cases that match
 * @param clauses the clauses that match or that a matching case tests, in their order
 */
public record CaseFilter(String text, List<ConformanceCase> cases, List<Clause> clauses) {

  /** How long a text may be. */
  public static final int MAX_CHARS = 1000;

  /** A clause's id, or the beginning of several: RAM, RAM-0, RAM-053. */
  private static final Pattern CLAUSES = Pattern.compile("[A-Za-z]{3}(-[0-9]{0,3})?");

  /**
   * Applies a text.
   *
   * @param text a case's id; a clause's id or the beginning of several, for the cases that test
   *     them; or words, or beginnings of words, that all have to occur in a case or its clauses
   * @param all the cases to choose from
   * @return the choice; without a case if nothing matches
   */
  public static CaseFilter of(String text, List<ConformanceCase> all) {
    List<ConformanceCase> exact =
        all.stream().filter(one -> one.id().equalsIgnoreCase(text)).toList();
    if (!exact.isEmpty()) {
      return new CaseFilter(text, exact, exact.get(0).clauses());
    }
    if (CLAUSES.matcher(text.strip()).matches()) {
      CaseFilter tested = byClause(text.strip().toUpperCase(Locale.ROOT), all);
      if (!tested.clauses().isEmpty()) {
        return tested;
      }
    }
    List<String> words = List.of(text.toLowerCase(Locale.ROOT).strip().split("\\s+"));
    List<ConformanceCase> cases = all.stream().filter(one -> occur(words, haystack(one))).toList();
    List<Clause> clauses =
        Stream.of(Clause.values())
            .filter(
                clause ->
                    occur(words, haystack(clause))
                        || cases.stream().anyMatch(one -> one.clauses().contains(clause)))
            .toList();
    return new CaseFilter(text, cases, clauses);
  }

  /** A clause's id is no word: that it occurs in a case's id or title says nothing. */
  private static CaseFilter byClause(String beginning, List<ConformanceCase> all) {
    List<Clause> clauses =
        Stream.of(Clause.values()).filter(clause -> clause.id().startsWith(beginning)).toList();
    List<ConformanceCase> cases =
        all.stream().filter(one -> one.clauses().stream().anyMatch(clauses::contains)).toList();
    return new CaseFilter(beginning, cases, clauses);
  }

  /** Tells whether a text has words that begin so. */
  private static boolean occur(List<String> beginnings, String text) {
    return beginnings.stream().allMatch(beginning -> occurs(beginning, text));
  }

  private static boolean occurs(String beginning, String text) {
    int at = text.indexOf(beginning);
    while (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))) {
      at = text.indexOf(beginning, at + 1);
    }
    return at >= 0;
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
