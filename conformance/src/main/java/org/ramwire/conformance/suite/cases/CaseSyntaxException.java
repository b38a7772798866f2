package org.ramwire.conformance.suite.cases;

import org.ramwire.conformance.files.OneLine;

/** A case file that does not follow the notation: the author's fault. Immutable. */
public final class CaseSyntaxException extends Exception {

  private static final long serialVersionUID = 1L;

  private static final int MAX_DETAIL_CHARS = 300;

  private final String file;
  private final int line;

  public CaseSyntaxException(String file, int line, String detail) {
    // Whoever wrote the file chose the words that are cited.
    super(OneLine.of(file + ":" + line + ": ") + OneLine.of(detail, MAX_DETAIL_CHARS));
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
