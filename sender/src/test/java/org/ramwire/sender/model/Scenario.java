package org.ramwire.sender.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A made-up migration: a guest, options, what a hook answers, and what happens.
 *
 * @param pageBytes the page size
 * @param blocks the guest's first blocks
 * @param deltas whether XBZRLE is on
 * @param cachePages the size of its cache
 * @param compressionLevel zlib's level, or -1 for none
 * @param bandwidth bytes a second
 * @param throttleFirst first percentage of auto-converge, or 0 for none
 * @param throttleStep its step
 * @param hookAnswers what the hook answers in turn; empty if there is none
 * @param atSetup what happens during setup
 * @param steps what happens after setup; the end of all is a complete
 */
record Scenario(
    int pageBytes,
    List<BlockPlan> blocks,
    boolean deltas,
    int cachePages,
    int compressionLevel,
    int bandwidth,
    int throttleFirst,
    int throttleStep,
    List<HookAnswer> hookAnswers,
    List<Step.Moment> atSetup,
    List<Step> steps) {

  /** What a hook says to a page. */
  enum HookAnswer {
    REFUSES,
    TAKES,
    TAKES_WITHOUT_BYTES,
    DELAYS,
    DELAYS_WITH_BYTES
  }

  /** A block's lengths in pages. */
  record BlockPlan(int usedPages, int morePages) {}

  /** Adds steps. */
  Scenario then(Step... more) {
    List<Step> all = new ArrayList<>(steps);
    all.addAll(List.of(more));
    return new Scenario(
        pageBytes,
        blocks,
        deltas,
        cachePages,
        compressionLevel,
        bandwidth,
        throttleFirst,
        throttleStep,
        hookAnswers,
        atSetup,
        all);
  }

  /** Has a hook answer. */
  Scenario hooked(HookAnswer... answers) {
    return new Scenario(
        pageBytes,
        blocks,
        deltas,
        cachePages,
        compressionLevel,
        bandwidth,
        throttleFirst,
        throttleStep,
        List.of(answers),
        atSetup,
        steps);
  }

  /** Switches deltas on. */
  Scenario withDeltas() {
    return new Scenario(
        pageBytes,
        blocks,
        true,
        cachePages,
        compressionLevel,
        bandwidth,
        throttleFirst,
        throttleStep,
        hookAnswers,
        atSetup,
        steps);
  }

  ModelSettings settings(Set<Departure> departures) {
    return new ModelSettings(
        pageBytes,
        deltas,
        (long) cachePages * pageBytes,
        compressionLevel >= 0,
        compressionLevel,
        bandwidth,
        throttleFirst > 0,
        throttleFirst,
        throttleStep,
        departures);
  }
}
