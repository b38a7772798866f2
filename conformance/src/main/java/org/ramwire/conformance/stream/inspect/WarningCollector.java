package org.ramwire.conformance.stream.inspect;

import java.util.ArrayList;
import java.util.List;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.format.Clause;

/** A visitor that keeps a stream's warnings, up to a bound. */
public final class WarningCollector implements StreamAdapter {

  private static final int MAX_WARNINGS = 100;

  private final List<Warning> warnings = new ArrayList<>();
  private long dropped;

  /** Starts with none. */
  public WarningCollector() {}

  /**
   * A thing that a person should know of a stream that is not wrong.
   *
   * @param clause the clause that it touches
   * @param offset where, bytes
   * @param message one sentence
   */
  public record Warning(Clause clause, long offset, String message) {
    @Override
    public String toString() {
      return clause.id() + " at 0x" + Long.toHexString(offset) + ": " + message;
    }
  }

  /**
   * Returns the warnings so far.
   *
   * @return in stream order
   */
  public List<Warning> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * Returns how many warnings were left out.
   *
   * @return a count beyond the first hundred
   */
  public long dropped() {
    return dropped;
  }

  @Override
  public void warning(Clause clause, long offset, String message) {
    if (warnings.size() < MAX_WARNINGS) {
      warnings.add(new Warning(clause, offset, message));
    } else {
      dropped++;
    }
  }

  @Override
  public void trailingBytes(long offset, long length) {
    warning(
        Clause.TRAILING_BYTES,
        offset,
        length + " byte(s) after the stream's end are not part of it");
  }
}
