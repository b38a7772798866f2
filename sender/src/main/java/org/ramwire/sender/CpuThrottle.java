package org.ramwire.sender;

/**
 * What slows a guest down, so that it writes less: the extension point of auto-converge. Called by
 * the sender's thread; the guest is another's.
 */
@FunctionalInterface
public interface CpuThrottle {

  /** For a guest that cannot be slowed down. */
  CpuThrottle NONE = percent -> {};

  /**
   * Takes a share of the guest's time away.
   *
   * @param percent 1 to 99, or 0 to give it all back
   */
  void slowDown(int percent);
}
