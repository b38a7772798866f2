package org.ramwire.sender.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ramwire.sender.CpuThrottle;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.count.Counters;

/** Periods of a guest that writes too fast, against what a build of the seed was seen to do. */
class AutoConvergeTest {

  private static final int PAGE = 4096;

  private final FakeClock clock = new FakeClock();
  private final Counters counters = new Counters();

  /** The sync of each throttling, and the percentage. */
  private final List<String> throttled = new ArrayList<>();

  private SyncPeriods periods;
  private AutoConverge autoConverge;

  private void start(int initial, int increment) {
    SenderOptions options = SenderOptions.builder().autoConverge(initial, increment).build();
    CpuThrottle throttle =
        percent -> throttled.add(counters.dirtySyncCount.value() + ":" + percent);
    autoConverge = new AutoConverge(throttle, options, counters);
    periods = new SyncPeriods(clock, options, counters, autoConverge);
    sync(0, 0);
  }

  /** A sync that finds pages newly dirty, when so many bytes have gone since the last one. */
  private void sync(long dirtied, long sentBytes) {
    counters.transferredBytes.add(sentBytes);
    periods.syncBegins();
    periods.syncEnded(dirtied);
  }

  private void bad(int periodCount) {
    for (int i = 0; i < periodCount; i++) {
      clock.advanceMillis(1200);
      sync(1000, 1000 * PAGE);
    }
  }

  @Test
  void throttlesAtTheFifthSyncAndThenAtEveryThird() {
    start(20, 10);
    bad(16);
    assertThat(throttled).containsExactly("5:20", "8:30", "11:40", "14:50", "17:60");
  }

  @Test
  void stopsAtNinetyNinePercent() {
    start(50, 30);
    bad(13);
    assertThat(throttled).containsExactly("5:50", "8:80", "11:99", "14:99");
  }

  @Test
  void givesTheGuestItsTimeBackInTheEnd() {
    start(20, 10);
    bad(4);
    autoConverge.end();
    autoConverge.end();
    assertThat(throttled).containsExactly("5:20", "5:0");
  }

  @Test
  void leavesAGuestAloneThatWritesHalfOfWhatIsSent() {
    start(20, 10);
    bad(1);
    for (int i = 0; i < 10; i++) {
      clock.advanceMillis(1200);
      sync(500, 1000 * PAGE);
    }
    assertThat(throttled).isEmpty();
    for (int i = 0; i < 3; i++) {
      clock.advanceMillis(1200);
      sync(501, 1000 * PAGE);
    }
    assertThat(throttled).hasSize(1);
  }

  @Test
  void countsBadPeriodsAcrossGoodOnes() {
    start(20, 10);
    bad(3);
    clock.advanceMillis(1200);
    sync(400, 1000 * PAGE);
    bad(1);
    assertThat(throttled).containsExactly("6:20");
  }

  @Test
  void endsAPeriodAfterMoreThanASecondOnly() {
    start(20, 10);
    clock.advanceMillis(1000);
    sync(7000, 0);
    assertThat(counters.dirtyPagesRate.value()).isZero();
    clock.advanceMillis(1);
    sync(8, 0);
    assertThat(counters.dirtyPagesRate.value()).isEqualTo(7008L * 1000 / 1001);
  }

  @Test
  void measuresMissesPerPageAndNothingWithoutPages() {
    SenderOptions options = SenderOptions.builder().xbzrle(1 << 20).build();
    periods =
        new SyncPeriods(
            clock, options, counters, new AutoConverge(CpuThrottle.NONE, options, counters));
    sync(0, 0);
    clock.advanceMillis(1001);
    sync(0, 0);
    assertThat(counters.xbzrleCacheMissRate).isZero();
    counters.iterations.add(8);
    counters.xbzrleCacheMisses.add(2);
    clock.advanceMillis(1001);
    sync(0, 0);
    assertThat(counters.xbzrleCacheMissRate).isEqualTo(0.25);
    clock.advanceMillis(1001);
    sync(0, 0);
    assertThat(counters.xbzrleCacheMissRate).isEqualTo(0.25);
  }
}
