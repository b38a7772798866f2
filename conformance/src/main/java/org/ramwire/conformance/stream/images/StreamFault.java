package org.ramwire.conformance.stream.images;

import java.io.IOException;
import org.ramwire.conformance.files.FileFault;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.format.LimitExceededException;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.StreamException;
import org.ramwire.format.TruncatedStreamException;

/**
 * Where and why reading broke off, for programs: the {@code error} object of every JSON document.
 *
 * @param kind {@code cut}, {@code malformed}, {@code unsupported} or {@code limit} for a stream
 *     that breaks a clause; {@code unreadable} for an input that fails; {@code usage} for a command
 *     line that is wrong; {@code harness} for an implementation that cannot be judged; {@code
 *     internal} for a fault of Ramwire itself
 * @param clause the clause's id; null for an input that fails
 * @param see where the clause stands in the specification, or null
 * @param offset where the offending field starts, or how far reading has come; null if it has not
 *     begun
 * @param block the RAM block that the fault concerns, or null
 * @param message what people read
 */
public record StreamFault(
    String kind, String clause, String see, Long offset, String block, String message) {

  /**
   * Describes a failure.
   *
   * @param failure a stream's fault, or an input's
   * @param reached how far reading has come in bytes, or -1 if it has not begun
   * @return the fault
   */
  public static StreamFault of(IOException failure, long reached) {
    if (failure instanceof StreamException fault) {
      return new StreamFault(
          kind(fault),
          fault.clause().id(),
          fault.clause().address(),
          fault.offset(),
          fault.block(),
          fault.getMessage());
    }
    return new StreamFault(
        "unreadable",
        null,
        null,
        reached < 0 ? null : reached,
        null,
        OneLine.of(FileFault.text(failure)));
  }

  /**
   * Describes what is wrong with the command line.
   *
   * @param message what people read
   * @return the fault
   */
  public static StreamFault usage(String message) {
    return new StreamFault("usage", null, null, null, null, message);
  }

  /**
   * Describes an implementation under test that cannot be judged.
   *
   * @param message what people read
   * @return the fault
   */
  public static StreamFault harness(String message) {
    return new StreamFault("harness", null, null, null, null, message);
  }

  /**
   * Describes a fault of Ramwire itself.
   *
   * @param failure what should not have happened
   * @return the fault
   */
  public static StreamFault internal(Throwable failure) {
    return new StreamFault("internal", null, null, null, null, OneLine.of(failure.toString()));
  }

  private static String kind(StreamException fault) {
    if (fault instanceof TruncatedStreamException) {
      return "cut";
    }
    if (fault instanceof MalformedStreamException) {
      return "malformed";
    }
    return fault instanceof LimitExceededException ? "limit" : "unsupported";
  }
}
