package org.ramwire.codec.section;

import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.PageSize;

/** The comparison of a page size that the stream states with the one in force. */
public final class StatedPageSize {

  private StatedPageSize() {}

  /**
   * Refuses another page size.
   *
   * @param at where it is stated
   * @param bytes what is stated
   * @param inForce the page size in force
   * @param source who states it, for the message
   */
  public static void check(long at, long bytes, PageSize inForce, String source)
      throws MalformedStreamException {
    if (bytes != inForce.bytes()) {
      throw new MalformedStreamException(
          Clause.PAGE_SIZE,
          at,
          source + " states a page size of " + bytes + ", but " + inForce.bytes() + " is in force");
    }
  }
}
