package org.ramwire.sender;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A number that one thread changes and any thread reads. */
final class Counter {

  private static final VarHandle VALUE;

  static {
    try {
      VALUE = MethodHandles.lookup().findVarHandle(Counter.class, "value", long.class);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private long value;

  void add(long amount) {
    VALUE.setRelease(this, value + amount);
  }

  void set(long newValue) {
    VALUE.setRelease(this, newValue);
  }

  long value() {
    return (long) VALUE.getAcquire(this);
  }
}
