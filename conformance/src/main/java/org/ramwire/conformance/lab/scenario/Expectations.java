package org.ramwire.conformance.lab.scenario;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a capture of a scenario must show.
 *
 * @param determinism how much comes out the same again
 * @param totals how many records of a kind, or {@code PART} sections, there are in all
 * @param pages what happens to single pages
 * @param from what holds in place of this, from a version of QEMU on
 */
public record Expectations(
    Determinism determinism,
    Map<String, Integer> totals,
    List<PageExpectation> pages,
    Map<String, Expectations> from) {

  private static final Comparator<String> BY_VERSION =
      (a, b) -> Arrays.compare(numbers(a), numbers(b));

  /**
   * Copies the lists.
   *
   * @param determinism how much comes out the same again
   * @param totals how many records of a kind, or {@code PART} sections, there are in all
   * @param pages what happens to single pages
   * @param from what holds in place of this, from a version of QEMU on
   */
  public Expectations {
    from = Map.copyOf(from);
    totals = Map.copyOf(new TreeMap<>(totals));
    pages = List.copyOf(pages);
  }

  /**
   * Expects the same of every version.
   *
   * @param determinism how much comes out the same again
   * @param totals how many records of a kind, or {@code PART} sections, there are in all
   * @param pages what happens to single pages
   */
  public Expectations(
      Determinism determinism, Map<String, Integer> totals, List<PageExpectation> pages) {
    this(determinism, totals, pages, Map.of());
  }

  /**
   * Returns what a version has to show.
   *
   * @param version of QEMU, as {@code 10.0.2}
   * @return these, or those of the last version up to it that differs
   */
  public Expectations of(String version) {
    return from.keySet().stream()
        .filter(first -> BY_VERSION.compare(first, version) <= 0)
        .max(BY_VERSION)
        .map(from::get)
        .orElse(this);
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }
}
