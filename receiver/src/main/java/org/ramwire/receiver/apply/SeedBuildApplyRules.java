package org.ramwire.receiver.apply;

import org.ramwire.xbzrle.DeltaException;
import org.ramwire.xbzrle.XbzrleDecoder;

/** What the seed's build does with records where it departs from a clause: {@code leniency.md}. */
final class SeedBuildApplyRules extends ApplyRules {

  static final ApplyRules RULES = new SeedBuildApplyRules();

  private SeedBuildApplyRules() {}

  /** LEN-022: a delta with a fault after good runs. */
  @Override
  void decodeDelta(byte[] delta, int from, int length, byte[] page) throws DeltaException {
    XbzrleDecoder.decodePartially(delta, from, length, page, 0, page.length);
  }

  /** LEN-022: the runs before the fault are in the page. */
  @Override
  boolean keepsRunsOfBadDelta() {
    return true;
  }

  /** LEN-038, LEN-039: it never asks which pages came. */
  @Override
  public boolean refusesLostPages() {
    return false;
  }
}
