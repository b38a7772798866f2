package org.ramwire.sender.model;

/** The modelled periods between syncs: rates, and the decision to slow the guest down. */
final class SyncWatch {

  private static final int PERIOD_MILLIS = 1000;
  private static final int BAD_PERIODS = 3;

  private final ModelSettings settings;
  private final Tally tally;
  private long periodBegan;
  private long dirtied;
  private long transferredBefore;
  private long missesBefore;
  private long iterationsBefore;
  private int badPeriods;

  SyncWatch(ModelSettings settings, Tally tally) {
    this.settings = settings;
    this.tally = tally;
  }

  /** Called as a sync begins. */
  void begin(long nowMillis) {
    tally.syncs++;
    if (transferredBefore == 0) {
      transferredBefore = tally.transferred;
    }
    if (periodBegan == 0) {
      periodBegan = nowMillis;
    }
  }

  /** Called when a sync has found so many pages that were not due before. */
  void end(long fresh, long nowMillis) {
    dirtied += fresh;
    if (nowMillis - periodBegan > PERIOD_MILLIS) {
      endPeriod(nowMillis);
    }
    tally.shownSyncs = tally.syncs;
  }

  private void endPeriod(long nowMillis) {
    tally.saw(Sight.PERIOD);
    if (settings.autoConverge()) {
      judgePeriod();
      transferredBefore = tally.transferred;
    }
    if (settings.deltas()) {
      long pages = tally.iterations - iterationsBefore;
      if (pages != 0) {
        tally.missRate = (double) (tally.misses - missesBefore) / pages;
        tally.sawIf(tally.missRate > 0, Sight.MISS_RATE);
      }
      iterationsBefore = tally.iterations;
      missesBefore = tally.misses;
    }
    tally.dirtyPagesRate = dirtied * 1000 / (nowMillis - periodBegan);
    periodBegan = nowMillis;
    dirtied = 0;
  }

  /** A period is bad if more than half as much was dirtied as went; the first one has no rate. */
  private void judgePeriod() {
    long half = (tally.transferred - transferredBefore) / 2;
    if (tally.dirtyPagesRate == 0 || dirtied * settings.pageBytes() <= half) {
      return;
    }
    badPeriods++;
    if (badPeriods == BAD_PERIODS) {
      badPeriods = 0;
      slowDown();
    }
  }

  private void slowDown() {
    boolean running = tally.throttlePercent != 0;
    int wanted =
        running ? tally.throttlePercent + settings.throttleStep() : settings.throttleFirst();
    tally.throttlePercent = Math.max(1, Math.min(99, wanted));
    tally.saw(running ? Sight.THROTTLE_MORE : Sight.THROTTLE);
    tally.sawIf(wanted > 99, Sight.THROTTLE_CLAMPED);
  }
}
