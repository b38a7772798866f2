package org.ramwire.sender.count;

/** A sender's live counters: the sender's thread changes them, any thread reads them. */
public final class Counters {

  public final Counter transferredBytes = new Counter();
  public final Counter remainingPages = new Counter();
  public final Counter totalBytes = new Counter();
  public final Counter duplicatePages = new Counter();
  public final Counter normalPages = new Counter();
  public final Counter compressedPages = new Counter();
  public final Counter iterations = new Counter();
  public final Counter xbzrleBytes = new Counter();
  public final Counter xbzrlePages = new Counter();
  public final Counter xbzrleCacheMisses = new Counter();
  public final Counter xbzrleOverflows = new Counter();
  public final Counter dirtySyncCount = new Counter();
  public final Counter dirtyPagesRate = new Counter();
  public final Counter throttlePercent = new Counter();

  /** Misses in a page searched for, over the last period; 0 before the first. */
  public volatile double xbzrleCacheMissRate;
}
