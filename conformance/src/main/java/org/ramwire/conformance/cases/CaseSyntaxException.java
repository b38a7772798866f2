package org.ramwire.conformance.cases;

/** A case file that does not follow the notation: the author's fault. Immutable. */
public final class CaseSyntaxException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final int line;

  CaseSyntaxException(String file, int line, String detail) {
    super(file + ":" + line + ": " + detail);
    this.file = file;
    this.line = line;
  }

  /**
   * Returns the file at fault.
   *
   * @return its name as the parser was given it
   */
  public String file() {
    return file;
  }

  /**
   * Returns the line at fault.
   *
   * @return counted from 1
   */
  public int line() {
    return line;
  }
}
