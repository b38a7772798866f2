package org.ramwire.conformance.suite.library;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.series.GeneratedCases;

/** Lists of cases' ids for people: a series is shown by its first and last. */
public final class CaseIds {

  private CaseIds() {}

  /**
   * Names a case, or the series that it is in.
   *
   * @param one the case
   * @return an id, or the beginning of many with a star
   */
  public static String seriesOrId(ConformanceCase one) {
    boolean inSeries = GeneratedCases.series(one.heading().group());
    return inSeries ? one.id().substring(0, one.id().lastIndexOf('-')) + "-*" : one.id();
  }

  /**
   * Names cases.
   *
   * @param cases the cases
   * @return an id each, but one text for all of a series
   */
  public static List<String> collapsed(List<ConformanceCase> cases) {
    Map<String, List<String>> series = new LinkedHashMap<>();
    for (ConformanceCase one : cases) {
      series.computeIfAbsent(seriesOrId(one), unused -> new ArrayList<>()).add(one.id());
    }
    List<String> names = new ArrayList<>();
    series.forEach(
        (key, ids) -> names.add(ids.size() == 1 ? ids.get(0) : key + " (" + ids.size() + ")"));
    return names;
  }
}
