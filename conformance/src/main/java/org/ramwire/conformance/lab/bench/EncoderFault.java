package org.ramwire.conformance.lab.bench;

import java.io.Serial;

/** An encoder that does not do what it promises, so that it has no figure: one sentence. */
public final class EncoderFault extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private final boolean hangs;

  /**
   * Tells a fault.
   *
   * @param message one sentence without a full stop
   */
  public EncoderFault(String message) {
    this(message, false);
  }

  private EncoderFault(String message, boolean hangs) {
    super(message);
    this.hangs = hangs;
  }

  /**
   * Tells of an encoder that does not come back.
   *
   * @param seconds how long it was waited for
   * @return the fault
   */
  public static EncoderFault hanging(long seconds) {
    return new EncoderFault("it hangs: no answer in " + seconds + " s", true);
  }

  /**
   * Tells whether the encoder did not come back.
   *
   * @return true if there is no use in another attempt
   */
  boolean hangs() {
    return hangs;
  }

  /**
   * Tells of an encoder that threw.
   *
   * @param where what was done
   * @param thrown what it threw
   * @return the fault
   */
  static EncoderFault thrown(String where, Throwable thrown) {
    EncoderFault fault = new EncoderFault(where + " failed with " + thrown);
    fault.initCause(thrown);
    return fault;
  }
}
