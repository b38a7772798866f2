package org.ramwire.format.grammar;

import org.ramwire.format.Clause;

/**
 * A field of a stream, found by the layout.
 *
 * @param unit the element or record that it belongs to, or the structure that the reading began
 *     with
 * @param unitOffset where that starts, in bytes from the stream's first
 * @param name the field's, as the layout has it
 * @param show what it is
 * @param offset bytes from the stream's first
 * @param length bytes of it that are there; never 0 unless it is empty or cut
 * @param cut true if the stream ends inside it
 * @param value the number, unsigned; of a field of bytes its stated length
 * @param clause that defines the field
 */
public record Span(
    Structure unit,
    int unitOffset,
    String name,
    Part.Show show,
    int offset,
    int length,
    boolean cut,
    long value,
    Clause clause) {

  /**
   * Returns where the field ends.
   *
   * @return bytes from the stream's first
   */
  public int end() {
    return offset + length;
  }
}
