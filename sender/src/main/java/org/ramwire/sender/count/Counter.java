package org.ramwire.sender.count;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A number that one thread changes and any thread reads. */
public final class Counter {

  private static final VarHandle VALUE;

  static {
    try {
      VALUE = MethodHandles.lookup().findVarHandle(Counter.class, "value", long.class);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private long value;

  /** Adds an amount. The sender's thread alone. */
  public void add(long amount) {
    VALUE.setRelease(this, value + amount);
  }

  /** Changes the number. The sender's thread alone. */
  public void set(long newValue) {
    VALUE.setRelease(this, newValue);
  }

  /** Returns the number as it is now. */
  public long value() {
    return (long) VALUE.getAcquire(this);
  }
}
