package org.ramwire.format;

import org.jspecify.annotations.Nullable;

/** A stream that ends inside an element. Immutable. */
public final class TruncatedStreamException extends StreamException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports a broken clause.
   *
   * @param clause the clause that the stream breaks
   * @param offset where the offending field starts, in bytes from the channel's first
   * @param detail what was expected and what was found
   */
  public TruncatedStreamException(Clause clause, long offset, String detail) {
    super(clause, offset, null, detail);
  }

  /**
   * Reports a broken clause in a RAM block.
   *
   * @param clause the clause that the stream breaks
   * @param offset where the offending field starts, in bytes from the channel's first
   * @param block the block's idstr
   * @param detail what was expected and what was found
   */
  public TruncatedStreamException(
      Clause clause, long offset, @Nullable String block, String detail) {
    super(clause, offset, block, detail);
  }

  @Override
  public TruncatedStreamException withMore(String more) {
    TruncatedStreamException said =
        new TruncatedStreamException(clause(), offset(), block(), detail() + more);
    said.initCause(this);
    return said;
  }
}
