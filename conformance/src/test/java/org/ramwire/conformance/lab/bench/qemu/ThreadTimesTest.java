package org.ramwire.conformance.lab.bench.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ThreadTimesTest {

  private static final long NOBODY = 1L << 40;

  @Test
  void countsWhatAThreadUsesAndNotWhatItSleeps() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/task")), "this system is not Linux");
    long self = ProcessHandle.current().pid();
    ThreadTimes start = ThreadTimes.of(self);
    Thread busy = Thread.currentThread();
    long until = java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    until += 20_000_000;
    while (java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
        < until) {
      assertThat(busy.isAlive()).isTrue();
    }
    assertThat(ThreadTimes.of(self).since(start)).isGreaterThan(18_000_000);
    assertThat(ThreadTimes.allAsleep(self)).isFalse();
  }

  @Test
  void saysThatItDoesNotKnow() {
    assertThat(ThreadTimes.of(NOBODY).since(ThreadTimes.of(NOBODY))).isEqualTo(-1);
    assertThat(ThreadTimes.allAsleep(NOBODY)).isTrue();
  }
}
