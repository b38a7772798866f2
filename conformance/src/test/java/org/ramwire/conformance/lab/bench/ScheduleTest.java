package org.ramwire.conformance.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final long SECOND = 1_000_000_000;

  @Test
  void fastCellsShareTheTime() {
    long[] passes = {1000, 1000, 1000, 1000};
    assertThat(Schedule.fill(6 * SECOND, passes, 15)).isEqualTo(new Schedule(15, SECOND / 10));
  }

  /** One cell of a second: five sweeps take five seconds of it, and five are left for the other. */
  @Test
  void aSlowCellTakesSweepsFromAll() {
    long[] passes = {SECOND, 1000};
    assertThat(Schedule.fill(10 * SECOND, passes, 15)).isEqualTo(new Schedule(5, SECOND));
  }

  @Test
  void thereAreFiveSweepsWhateverTheyTake() {
    assertThat(Schedule.fill(0, new long[] {SECOND}, 15)).isEqualTo(new Schedule(5, 1_000_000));
    assertThat(Schedule.fill(0, new long[] {SECOND}, 3).sweeps()).isEqualTo(3);
  }

  /** Either the time is kept, or there are as few sweeps and as short samples as there can be. */
  @Property(tries = 500)
  void keepsTheTimeWhereItCan(
      @ForAll @Size(min = 1, max = 30) long @LongRange(min = 0, max = 3 * SECOND) [] passes,
      @ForAll @LongRange(min = 0, max = 100 * SECOND) long left) {
    Schedule schedule = Schedule.fill(left, passes, 15);
    long sweep = Arrays.stream(passes).map(p -> Math.max(p, schedule.sampleNanos())).sum();
    boolean kept = sweep * schedule.sweeps() <= left;
    assertThat(kept || schedule.equals(new Schedule(BenchPlan.MIN_SWEEPS, 1_000_000))).isTrue();
  }
}
