package org.ramwire.conformance.cli;

/** The exit codes that every command shares. Constants only. */
final class ExitCode {

  /** All good. */
  static final int OK = 0;

  /** A case failed. */
  static final int CASE_FAILED = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** The implementation under test failed a canary: its harness, not its codec. */
  static final int CANARY_FAILED = 3;

  /** The input breaks a clause. */
  static final int MALFORMED = 10;

  /** The input cannot be read, or the output cannot be written. */
  static final int UNREADABLE = 11;

  /** What came before a fault has been written, because it was asked for. */
  static final int INCOMPLETE = 12;

  /** Ramwire itself is at fault: what sysexits.h calls EX_SOFTWARE. */
  static final int OUR_FAULT = 70;

  /** Memory has been written that rests on a guess which was asked for. */
  static final int GUESSED = 13;

  /** For {@code exitCodeList} of a command that reads a stream. */
  static final String OK_TEXT = "0:all good";

  /** Likewise. */
  static final String GUESSED_TEXT =
      "13:--guess was needed: memory is written, but may differ from the guest's";

  /** For a command's help. */
  static final String USAGE_TEXT = "2:the command line is wrong";

  /** Likewise. */
  static final String MALFORMED_TEXT =
      "10:the input is malformed; the error gives the clause, the offset and what was "
          + "expected";

  /** Likewise. */
  static final String UNREADABLE_TEXT =
      "11:the input cannot be read or the output cannot be written";

  /** Likewise. */
  static final String INCOMPLETE_TEXT =
      "12:memory is incomplete: --partial wrote what came before the input broke off; "
          + "blocks.json says whether only devices are missing";

  private ExitCode() {}
}
