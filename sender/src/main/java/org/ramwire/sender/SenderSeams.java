package org.ramwire.sender;

import java.util.Objects;

/**
 * What a sender works with beside memory and stream. Immutable.
 *
 * @param clock what it goes by
 * @param throttle what slows the guest down
 * @param hook what may take pages over
 */
public record SenderSeams(SenderClock clock, CpuThrottle throttle, ControlHook hook) {

  /** The machine's clock, a guest that cannot be slowed down, every page by the stream. */
  public static final SenderSeams DEFAULT =
      new SenderSeams(SenderClock.SYSTEM, CpuThrottle.NONE, ControlHook.NONE);

  /**
   * Checks that all are there.
   *
   * @param clock what it goes by
   * @param throttle what slows the guest down
   * @param hook what may take pages over
   */
  public SenderSeams {
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(throttle, "throttle");
    Objects.requireNonNull(hook, "hook");
  }

  /**
   * Goes by another clock.
   *
   * @param value the clock
   * @return new seams
   */
  public SenderSeams withClock(SenderClock value) {
    return new SenderSeams(value, throttle, hook);
  }

  /**
   * Slows the guest down by other means.
   *
   * @param value the throttle
   * @return new seams
   */
  public SenderSeams withThrottle(CpuThrottle value) {
    return new SenderSeams(clock, value, hook);
  }

  /**
   * Offers pages to another hook.
   *
   * @param value the hook
   * @return new seams
   */
  public SenderSeams withHook(ControlHook value) {
    return new SenderSeams(clock, throttle, value);
  }
}
