package org.ramwire.conformance.harness.judge;

import java.time.Duration;
import java.util.List;
import org.ramwire.conformance.suite.cases.ConformanceCase;

/**
 * What an implementation made of a case.
 *
 * @param testCase the case
 * @param verdict what it amounts to
 * @param expected half a sentence: what was expected
 * @param found half a sentence: what was found
 * @param difference the first wrong byte, or null if no image was wrong
 * @param evidence lines for people: the bytes that it is about beside their meaning; may be empty
 * @param time how long the run took
 */
public record CaseResult(
    ConformanceCase testCase,
    Verdict verdict,
    String expected,
    String found,
    ImageDifference difference,
    List<String> evidence,
    Duration time) {

  /**
   * Copies the list.
   *
   * @param testCase the case
   * @param verdict what it amounts to
   * @param expected what was expected
   * @param found what was found
   * @param difference the first wrong byte, or null
   * @param evidence lines for people
   * @param time how long the run took
   */
  public CaseResult {
    evidence = List.copyOf(evidence);
  }

  /**
   * A result without evidence.
   *
   * @param testCase the case
   * @param verdict what it amounts to
   * @param expected what was expected
   * @param found what was found
   * @param difference the first wrong byte, or null
   * @param time how long the run took
   */
  public CaseResult(
      ConformanceCase testCase,
      Verdict verdict,
      String expected,
      String found,
      ImageDifference difference,
      Duration time) {
    this(testCase, verdict, expected, found, difference, List.of(), time);
  }

  /**
   * Adds evidence.
   *
   * @param lines lines for people
   * @return a result that has these alone
   */
  public CaseResult withEvidence(List<String> lines) {
    return new CaseResult(testCase, verdict, expected, found, difference, lines, time);
  }
}
