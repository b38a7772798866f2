package org.ramwire.conformance.suite.series;

import java.util.ArrayList;
import java.util.List;
import org.ramwire.conformance.suite.cases.CaseSource;
import org.ramwire.conformance.suite.cases.CaseSyntaxException;

/**
 * The cases that code makes because there are too many to write: they come in series, whose ids
 * never change.
 */
public final class GeneratedCases {

  private static final List<String> SERIES = List.of(CutSeries.GROUP, FlagSeries.GROUP);

  private GeneratedCases() {}

  /**
   * Tells whether a group is a series, which lists show as one line.
   *
   * @param group a case's group
   * @return true if its cases differ in a number alone
   */
  public static boolean series(String group) {
    return SERIES.contains(group);
  }

  public static List<CaseSource> sources() throws CaseSyntaxException {
    List<CaseSource> sources = new ArrayList<>(CutSeries.sources());
    sources.addAll(FlagSeries.sources());
    sources.addAll(CrowdCases.sources());
    return sources;
  }
}
