package org.ramwire.compression;

import org.ramwire.format.Clause;

/** A COMPRESS_PAGE payload that breaks a clause. The caller knows where in the stream it stands. */
public final class PayloadException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Clause clause;
  private final int payloadOffset;

  /**
   * States a fault of a payload.
   *
   * @param clause RAM-061, RAM-062 or RAM-063
   * @param payloadOffset how far the payload was taken, bytes from its first
   * @param detail what is wrong
   */
  public PayloadException(Clause clause, int payloadOffset, String detail) {
    super(detail);
    this.clause = clause;
    this.payloadOffset = payloadOffset;
  }

  /**
   * Returns the clause that the payload breaks.
   *
   * @return RAM-061, RAM-062 or RAM-063
   */
  public Clause clause() {
    return clause;
  }

  /**
   * Returns how far the payload was taken.
   *
   * @return bytes from its first
   */
  public int payloadOffset() {
    return payloadOffset;
  }
}
