package org.ramwire.conformance.lab.bench;

import java.util.Locale;

/** What an encoder keeps and knows. */
public enum EncoderKind {
  /** Each page by itself. */
  PAGE,
  /** A page against what the other side has. */
  DELTA,
  /** A stream for each channel, in packets of pages. */
  PACKET;

  /**
   * Returns its name.
   *
   * @return what reports call it
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
