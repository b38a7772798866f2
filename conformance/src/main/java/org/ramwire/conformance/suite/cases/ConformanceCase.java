package org.ramwire.conformance.suite.cases;

import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.ramwire.codec.Bytes;
import org.ramwire.format.Clause;

/**
 * One case, for a decoder or an encoder.
 *
 * @param heading what it is about
 * @param setup what an implementation is told before
 * @param stream what a decoder is given; empty for an encoder
 * @param expectation what it should make of it
 */
public record ConformanceCase(
    CaseHeading heading, CaseSetup setup, Bytes stream, Expectation expectation) {

  /**
   * Checks that all is there.
   *
   * @param heading what the case is about
   * @param setup what an implementation is told before
   * @param stream what a decoder is given; empty for an encoder
   * @param expectation what it should make of it
   */
  public ConformanceCase {
    Objects.requireNonNull(heading, "heading");
    Objects.requireNonNull(setup, "setup");
    Objects.requireNonNull(stream, "stream");
    Objects.requireNonNull(expectation, "expectation");
  }

  /**
   * Returns the case's id.
   *
   * @return unique among the cases
   */
  public String id() {
    return heading.id();
  }

  /**
   * Returns the clauses that the case tests.
   *
   * @return the first before all
   */
  public List<Clause> clauses() {
    return heading.clauses();
  }

  /**
   * Returns whom the case is for.
   *
   * @return the role that an implementation plays in it
   */
  public Role role() {
    return expectation.kind() == Expectation.Kind.WRITE ? Role.ENCODE : Role.DECODE;
  }

  /**
   * Makes a case that needs one feature more.
   *
   * @param feature a name, which need be no feature's
   * @return a case that differs in that
   */
  public ConformanceCase needing(String feature) {
    TreeSet<String> needs = new TreeSet<>(setup.needs());
    needs.add(feature);
    CaseSetup more =
        new CaseSetup(setup.profile(), setup.pageSize(), setup.blocks(), setup.before(), needs);
    return new ConformanceCase(heading, more, stream, expectation);
  }
}
