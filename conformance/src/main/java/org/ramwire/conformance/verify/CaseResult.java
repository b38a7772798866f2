package org.ramwire.conformance.verify;

import java.time.Duration;
import org.ramwire.conformance.cases.ConformanceCase;

/**
 * What an implementation made of a case.
 *
 * @param testCase the case
 * @param verdict what it amounts to
 * @param expected half a sentence: what was expected
 * @param found half a sentence: what was found
 * @param difference the first wrong byte, or null if no image was wrong
 * @param time how long the run took
 */
public record CaseResult(
    ConformanceCase testCase,
    Verdict verdict,
    String expected,
    String found,
    ImageDifference difference,
    Duration time) {}
