package org.ramwire.receiver.apply;

import org.ramwire.compression.PayloadRules;
import org.ramwire.format.Strictness;
import org.ramwire.xbzrle.DeltaException;
import org.ramwire.xbzrle.XbzrleDecoder;

/**
 * The clauses on what records do to memory that a build of QEMU does not keep: here as the
 * specification has them. Immutable.
 *
 * <p>What the seed's build does otherwise stands in {@code SeedBuildApplyRules}, for payloads in
 * {@link PayloadRules}, and nowhere else.
 */
public sealed class ApplyRules permits SeedBuildApplyRules {

  private static final ApplyRules CLAUSES = new ApplyRules();

  ApplyRules() {}

  /**
   * Returns the rules of a way to read.
   *
   * @param strictness by the clauses, or like the seed's build
   * @return its rules
   */
  public static ApplyRules of(Strictness strictness) {
    return switch (strictness) {
      case STRICT -> CLAUSES;
      case SEED_BUILD -> SeedBuildApplyRules.RULES;
    };
  }

  /** XBZ-012: a page takes all runs of a delta or none. */
  void decodeDelta(byte[] delta, int from, int length, byte[] page) throws DeltaException {
    XbzrleDecoder.decode(delta, from, length, page, 0, page.length);
  }

  /** Tells whether a refused delta has changed the page. */
  boolean keepsRunsOfBadDelta() {
    return false;
  }

  /**
   * Tells whether memory has to be whole at a stream's end.
   *
   * @return true if pages that went by other channels, and stale ones, are refused (RAM-091,
   *     RAM-092, RAM-093)
   */
  public boolean refusesLostPages() {
    return true;
  }
}
