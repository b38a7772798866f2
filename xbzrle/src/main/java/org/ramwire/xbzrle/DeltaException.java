package org.ramwire.xbzrle;

import org.ramwire.format.Clause;

/**
 * A delta that breaks a clause: the peer's fault.
 *
 * <p>The offset counts from the delta's first byte; only the caller knows where that lies in the
 * stream. Immutable.
 */
public final class DeltaException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Clause clause;
  private final int deltaOffset;
  // Length in bytes of the runs before the one at fault.
  private final int wholeRunsLength;

  /** Takes the clause, the offsets of the offending field and of its run, and what was found. */
  DeltaException(Clause clause, int deltaOffset, int wholeRunsLength, String detail) {
    super(clause.id() + " at delta offset 0x" + Integer.toHexString(deltaOffset) + ": " + detail);
    this.clause = clause;
    this.deltaOffset = deltaOffset;
    this.wholeRunsLength = wholeRunsLength;
  }

  /**
   * Returns the clause that the delta breaks.
   *
   * @return one of the XBZ clauses
   */
  public Clause clause() {
    return clause;
  }

  /**
   * Returns where the offending field starts.
   *
   * @return bytes from the delta's first
   */
  public int deltaOffset() {
    return deltaOffset;
  }

  /** Returns how much of the delta precedes the run at fault: whole valid runs, in bytes. */
  int wholeRunsLength() {
    return wholeRunsLength;
  }
}
