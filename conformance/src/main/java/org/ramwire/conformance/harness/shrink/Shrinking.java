package org.ramwire.conformance.harness.shrink;

import java.io.IOException;
import java.time.Duration;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.conformance.harness.run.CaseTrial;
import org.ramwire.conformance.suite.cases.CaseSyntaxException;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.library.CaseLibrary;
import org.ramwire.conformance.suite.random.Plan;

/**
 * The search for a smaller plan that an implementation gets wrong in the same way.
 *
 * <p>Each step is a run of the implementation, maybe a process, so tries and time are bounded.
 */
final class Shrinking {

  static final Duration MAX_TIME = Duration.ofSeconds(30);

  private static final int MAX_TRIES = 600;

  private final CaseTrial implementation;
  private final CaseTrial reference;
  private final String id;
  private final Duration time;

  private Plan plan;
  private CaseResult result;
  private int tries;

  Shrinking(CaseTrial implementation, CaseTrial reference, String id, Duration time) {
    this.implementation = implementation;
    this.reference = reference;
    this.id = id;
    this.time = time;
  }

  /** Makes a plan smaller as long as its verdict stays. */
  void shrink(Plan first, CaseResult firstResult) throws IOException {
    plan = first;
    result = firstResult;
    long deadline = System.nanoTime() + time.toNanos();
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      for (Plan candidate : plan.smaller()) {
        if (tries == MAX_TRIES || System.nanoTime() > deadline) {
          return;
        }
        if (!candidate.equals(plan) && failsAlike(candidate)) {
          smaller = true;
          break;
        }
      }
    }
  }

  private boolean failsAlike(Plan candidate) throws IOException {
    tries++;
    ConformanceCase one = parse(id, candidate);
    CaseResult now = implementation.run(one);
    // What the reference gets wrong too would say nothing about the implementation.
    if (now.verdict() != result.verdict() || reference.run(one).verdict() != Verdict.PASS) {
      return false;
    }
    plan = candidate;
    result = now;
    return true;
  }

  static ConformanceCase parse(String id, Plan plan) {
    try {
      return CaseLibrary.parse(id, "random", plan.caseText(id));
    } catch (CaseSyntaxException e) {
      throw new AssertionError("a plan that is no case: " + e.getMessage(), e);
    }
  }

  Plan plan() {
    return plan;
  }

  CaseResult result() {
    return result;
  }

  int tries() {
    return tries;
  }
}
