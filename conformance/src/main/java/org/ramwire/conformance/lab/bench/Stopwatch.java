package org.ramwire.conformance.lab.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What the calling thread has used so far. Processor time, and not the clock on the wall: what else
 * the machine does must not count.
 */
final class Stopwatch {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Stopwatch() {}

  /** Returns nanoseconds of processor time, or of the clock where the JVM does not tell them. */
  static long nanos() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  /** Returns nanoseconds of processor time of all the JVM's threads, or -1 if nobody can tell. */
  static long processNanos() {
    return PROCESS.getProcessCpuTime();
  }

  /** Returns bytes allocated on the heap, or -1 where the JVM does not tell. */
  static long allocatedBytes() {
    return THREADS.isThreadAllocatedMemorySupported()
        ? THREADS.getCurrentThreadAllocatedBytes()
        : -1;
  }
}
