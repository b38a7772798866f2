package org.ramwire.format;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream that breaks a clause: the peer's fault, as opposed to a failing device or a bug of ours.
 *
 * <p>Carries the clause and the absolute offset, counted from byte 0 of the channel that was read,
 * at which the offending field starts. The message reads {@code RAM-012 at 0x1f40 in pc.ram: …}.
 * Immutable.
 */
public abstract sealed class StreamException extends IOException
    permits MalformedStreamException,
        TruncatedStreamException,
        UnsupportedStreamException,
        LimitExceededException {

  private static final long serialVersionUID = 1L;

  private final Clause clause;
  private final long offset;
  private final @Nullable String block;
  private final String detail;

  /** Takes the clause, the offset, the block's name or null, and what was expected and found. */
  StreamException(Clause clause, long offset, @Nullable String block, String detail) {
    super(message(Objects.requireNonNull(clause, "clause"), offset, block, detail));
    this.clause = clause;
    this.offset = offset;
    this.block = block;
    this.detail = detail;
  }

  private static String message(Clause clause, long offset, @Nullable String block, String detail) {
    String where = block == null ? "" : " in " + block;
    return clause.id() + " at 0x" + Long.toHexString(offset) + where + ": " + detail;
  }

  /**
   * Returns the clause that the stream breaks.
   *
   * @return the clause
   */
  public Clause clause() {
    return clause;
  }

  /**
   * Returns where the offending field starts.
   *
   * @return the absolute offset in bytes
   */
  public long offset() {
    return offset;
  }

  /**
   * Returns the RAM block that the error concerns.
   *
   * @return its idstr, or null if the error concerns none
   */
  public @Nullable String block() {
    return block;
  }

  /**
   * Returns what was expected and what was found.
   *
   * @return the message without clause, offset and block
   */
  public String detail() {
    return detail;
  }

  /**
   * Makes the same report with more to say, such as what to do.
   *
   * @param more goes after the detail
   * @return a report of the same type, clause, offset and block, caused by this one
   */
  public abstract StreamException withMore(String more);
}
