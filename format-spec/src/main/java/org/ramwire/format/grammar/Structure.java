package org.ramwire.format.grammar;

import java.util.List;
import org.ramwire.format.Clause;

/**
 * A named structure of the format.
 *
 * @param name unique among all; an example of the specification may have the same
 * @param clause that defines it
 * @param unit true if it is an element or a record that is looked at as a whole, false if it is
 *     made of such or is part of one
 * @param parts in the order of the wire
 */
public record Structure(String name, Clause clause, boolean unit, List<Part> parts) {

  /**
   * Copies the parts.
   *
   * @param name unique among all
   * @param clause that defines it
   * @param unit true if it is looked at as a whole
   * @param parts in the order of the wire
   */
  public Structure {
    parts = List.copyOf(parts);
  }

  /**
   * Makes an element or a record.
   *
   * @param name unique among all
   * @param clause that defines it
   * @param parts in the order of the wire
   * @return the structure
   */
  public static Structure unit(String name, Clause clause, Part... parts) {
    return new Structure(name, clause, true, List.of(parts));
  }

  /**
   * Makes what consists of elements, or is part of one.
   *
   * @param name unique among all
   * @param clause that defines it
   * @param parts in the order of the wire
   * @return the structure
   */
  public static Structure group(String name, Clause clause, Part... parts) {
    return new Structure(name, clause, false, List.of(parts));
  }
}
