package org.ramwire.conformance.files;

import org.ramwire.format.Clause;
import org.ramwire.format.SpecText;

/** Pages of the specification for a terminal. */
public final class PlainText {

  private PlainText() {}

  /**
   * Returns a clause's text without Markdown's marks.
   *
   * @param clause the clause
   * @return the requirement, what explains it, and what it rests on
   */
  public static String of(Clause clause) {
    return SpecText.of(clause)
        .replaceAll("(?m)^```.*\n?", "")
        .replace("**", "")
        .replace("`", "")
        .strip();
  }

  /**
   * Says where to read a clause.
   *
   * @param clause the clause
   * @return its address in the specification, and the command that prints it
   */
  public static String whereToRead(Clause clause) {
    return clause.address() + ", or: ramwire explain " + clause.id();
  }
}
