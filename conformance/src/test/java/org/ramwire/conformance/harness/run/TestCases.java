package org.ramwire.conformance.harness.run;

import java.util.List;
import java.util.Set;
import org.ramwire.conformance.suite.cases.CaseSyntaxException;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.library.CaseLibrary;

/** Some of the cases, by id. */
public final class TestCases {

  /** A stream that is accepted, in the profile that every decoder knows. */
  public static final String ACCEPTED = "PAGE-EACH";

  /** A stream that is rejected. */
  public static final String REJECTED = "FLAG-NONE";

  /** A stream that leaves the choice. */
  static final String EITHER = "TRAILING-GARBAGE";

  private static final List<ConformanceCase> ALL = read();

  private TestCases() {}

  public static ConformanceCase one(String id) {
    return some(id).get(0);
  }

  public static List<ConformanceCase> some(String... ids) {
    Set<String> wanted = Set.of(ids);
    return ALL.stream().filter(one -> wanted.contains(one.id())).toList();
  }

  private static List<ConformanceCase> read() {
    try {
      return CaseLibrary.handWritten();
    } catch (CaseSyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
