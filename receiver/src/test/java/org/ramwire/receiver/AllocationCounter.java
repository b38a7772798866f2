package org.ramwire.receiver;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** How many bytes the thread that asks has allocated. The answer allocates nothing. */
final class AllocationCounter {

  private final MethodHandle allocatedBytes;

  /** Found by name: this module does not read jdk.management. */
  AllocationCounter() throws ReflectiveOperationException {
    Object threads =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getThreadMXBean")
            .invoke(null);
    allocatedBytes =
        MethodHandles.publicLookup()
            .findVirtual(
                Class.forName("com.sun.management.ThreadMXBean"),
                "getThreadAllocatedBytes",
                MethodType.methodType(long.class, long.class))
            .bindTo(threads);
  }

  long bytes() {
    try {
      return (long) allocatedBytes.invokeExact(Thread.currentThread().getId());
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
