package org.ramwire.conformance.harness.run;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.judge.Verdict;

/**
 * The failures that are known: a file of lines {@code id verdict reason}, with comments.
 *
 * <p>A run that has them and no others is good. Whatever differs is a deviation, in either
 * direction: a failure that has gone is as much of a change as a new one.
 */
public final class ExpectedFailures {

  /** How the reason of an entry starts that nobody has explained yet. */
  public static final String UNEXPLAINED = "unexplained, first seen ";

  private static final int MAX_LINES = 100_000;
  private static final int MAX_LINE_CHARS = 4000;

  private final List<Line> lines;

  /**
   * A line of the file.
   *
   * @param text the line as it stands
   * @param entry what it says, or null for a comment or a blank line
   */
  private record Line(String text, Entry entry) {}

  /**
   * A failure that is known.
   *
   * @param id the case
   * @param verdict what it amounts to
   * @param reason why, or where that is written
   */
  public record Entry(String id, Verdict verdict, String reason) {}

  /**
   * A run, seen with what was expected.
   *
   * @param report the same results, with XFAIL and XPASS where they belong
   * @param deviations what else keeps the run from being good, a line each
   */
  public record Review(VerificationReport report, List<String> deviations) {}

  /**
   * A file that says what a run has shown.
   *
   * @param text the file
   * @param added how many failures are new
   * @param dropped how many entries have gone
   * @param changed how many have another verdict
   * @param unproven those of the dropped lines whose case did not pass: it was not run for lack of
   *     a feature, or there is none of that name
   */
  public record Update(String text, int added, int dropped, int changed, List<String> unproven) {}

  private ExpectedFailures(List<Line> lines) {
    this.lines = lines;
  }

  /**
   * Reads a file.
   *
   * @param text the file's content
   * @return the failures
   * @throws IllegalArgumentException naming the line that is none
   */
  public static ExpectedFailures parse(String text) {
    List<Line> lines = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    int number = 0;
    for (Iterator<String> raws = withoutMark(text).lines().iterator(); raws.hasNext(); ) {
      String raw = raws.next();
      number++;
      check(raw, number);
      if (raw.isBlank() || raw.stripLeading().startsWith("#")) {
        lines.add(new Line(raw, null));
        continue;
      }
      Entry entry = entry(raw.strip(), "line " + number + ": ");
      if (!seen.add(entry.id())) {
        throw new IllegalArgumentException("line " + number + ": a second line for " + entry.id());
      }
      lines.add(new Line(raw, entry));
    }
    return new ExpectedFailures(lines);
  }

  private static void check(String line, int number) {
    if (number > MAX_LINES) {
      throw new IllegalArgumentException("line " + number + ": more than " + MAX_LINES + " lines");
    }
    if (line.length() > MAX_LINE_CHARS) {
      throw new IllegalArgumentException(
          "line " + number + ": longer than " + MAX_LINE_CHARS + " characters");
    }
    // Reasons stand in reports and on terminals.
    if (!OneLine.of(line.replace('\t', ' ')).equals(line.replace('\t', ' '))) {
      throw new IllegalArgumentException(
          "line " + number + ": holds a character that cannot be seen: " + OneLine.of(line, 200));
    }
  }

  /** Some editors put a byte order mark in front, which would belong to the first id. */
  private static String withoutMark(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static Entry entry(String line, String where) {
    String[] words = line.split("\\s+", 3);
    if (words.length < 3) {
      throw new IllegalArgumentException(
          where + "expected ID VERDICT REASON, found: " + OneLine.of(line, 200));
    }
    Optional<Verdict> verdict =
        Stream.of(Verdict.values()).filter(one -> one.name().equals(words[1])).findFirst();
    if (verdict.isEmpty() || !verdict.get().bad() || verdict.get() == Verdict.XPASS) {
      throw new IllegalArgumentException(
          where
              + "expected FAIL, CRASH, TIMEOUT, RESOURCE or HARNESS, found "
              + OneLine.of(words[1], 200));
    }
    return new Entry(words[0], verdict.get(), words[2]);
  }

  /**
   * Compares a run with the file.
   *
   * @param run the run
   * @param known the ids of all cases, also of those that were not run
   * @return the run with what was expected
   */
  public Review review(VerificationReport run, Set<String> known) {
    Map<String, Entry> entries = entries();
    List<String> deviations = new ArrayList<>();
    entries.keySet().stream()
        .filter(id -> !known.contains(id))
        .forEach(id -> deviations.add(id + ": there is no such case"));
    List<CaseResult> results = new ArrayList<>();
    for (CaseResult result : run.results()) {
      Entry entry = entries.get(result.testCase().id());
      results.add(entry == null ? result : reviewed(result, entry, deviations));
    }
    VerificationReport report =
        new VerificationReport(
            run.implementation(), run.option(), results, run.time(), run.choice());
    return new Review(report, List.copyOf(deviations));
  }

  private static CaseResult reviewed(CaseResult result, Entry entry, List<String> deviations) {
    if (result.verdict() == entry.verdict()) {
      return with(result, Verdict.XFAIL, entry.verdict() + " as expected: " + entry.reason());
    }
    if (result.verdict() == Verdict.PASS) {
      return with(
          result, Verdict.XPASS, entry.verdict() + " was expected (" + entry.reason() + ")");
    }
    deviations.add(
        entry.id() + ": " + entry.verdict() + " was expected, it is " + result.verdict());
    return result;
  }

  private static CaseResult with(CaseResult result, Verdict verdict, String note) {
    return new CaseResult(
        result.testCase(),
        verdict,
        result.expected(),
        result.found() + "; " + note,
        result.difference(),
        result.evidence(),
        result.time());
  }

  /**
   * Writes down what a run has shown. Comments stay, and so do reasons and the lines of cases that
   * were not run.
   *
   * @param run the run, not reviewed
   * @param known the ids of all cases
   * @param today for the reason of a new entry
   * @return the new file
   */
  public Update updated(VerificationReport run, Set<String> known, LocalDate today) {
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    run.results().forEach(result -> verdicts.put(result.testCase().id(), result.verdict()));
    List<String> kept = new ArrayList<>();
    List<String> unproven = new ArrayList<>();
    int dropped = 0;
    int changed = 0;
    for (Line line : lines) {
      Entry entry = line.entry();
      if (entry == null) {
        kept.add(line.text());
        continue;
      }
      Verdict verdict = verdicts.getOrDefault(entry.id(), entry.verdict());
      if (!known.contains(entry.id()) || !verdict.bad()) {
        dropped++;
        if (verdict != Verdict.PASS) {
          unproven.add(line.text());
        }
      } else if (verdict == entry.verdict()) {
        kept.add(line.text());
      } else {
        changed++;
        kept.add(entry.id() + " " + verdict + " " + entry.reason());
      }
    }
    Set<String> old = entries().keySet();
    List<String> added =
        verdicts.entrySet().stream()
            .filter(result -> result.getValue().bad() && !old.contains(result.getKey()))
            .map(result -> result.getKey() + " " + result.getValue() + " " + UNEXPLAINED + today)
            .toList();
    kept.addAll(added);
    String text = kept.isEmpty() ? "" : String.join("\n", kept) + "\n";
    return new Update(text, added.size(), dropped, changed, List.copyOf(unproven));
  }

  /**
   * Counts the entries that nobody has explained yet.
   *
   * @return how many
   */
  public long unexplained() {
    return entries().values().stream()
        .filter(entry -> entry.reason().startsWith(UNEXPLAINED))
        .count();
  }

  private Map<String, Entry> entries() {
    Map<String, Entry> entries = new HashMap<>();
    for (Line line : lines) {
      if (line.entry() != null) {
        entries.put(line.entry().id(), line.entry());
      }
    }
    return entries;
  }
}
