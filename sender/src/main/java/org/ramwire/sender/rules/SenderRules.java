package org.ramwire.sender.rules;

import org.ramwire.compression.pipeline.DeflateOptions;
import org.ramwire.compression.pipeline.RecordOrder;
import org.ramwire.sender.count.Counters;
import org.ramwire.sender.profile.SenderProfile;

/**
 * What a sender does where the clauses leave it the choice (RAM-015), and how it counts. The bodies
 * here are the plain way; a build's own class overrides what that build does otherwise. Immutable.
 */
public interface SenderRules {

  /** Returns a profile's rules. */
  static SenderRules of(SenderProfile profile) {
    return switch (profile) {
      case SEED -> new SeedRules();
      case QEMU_7_2 -> new Qemu72Rules();
    };
  }

  /** Returns the order of compressed records that the build has. */
  RecordOrder recordOrder();

  /** Returns how pages are deflated. */
  default DeflateOptions deflating(int threads, int level, RecordOrder order) {
    return new DeflateOptions(threads, level, order);
  }

  /** Returns at multiples of how many pages blocks start (ERR-062). */
  default int alignedPages() {
    return 1;
  }

  /** Tells whether a block that changes its used length is followed. */
  default boolean followsResizedBlocks() {
    return true;
  }

  /**
   * Tells whether a search takes the next dirty page, and not the one after the last, dirty or not.
   *
   * @param bulkStage whether it is in the first round
   * @param page where the search is
   */
  default boolean takesDirtyPagesOnly(boolean bulkStage, long page) {
    return true;
  }

  /** Returns the page at which the next search begins after a page has been sent. */
  default long searchGoesOnAt(long sentPage) {
    return sentPage + 1;
  }

  /** Tells whether pages that are being compressed go out at a round's end. */
  default boolean flushesAtRoundEnd(boolean usesDeltas) {
    return true;
  }

  /** Tells whether pages that are being compressed go out before a payload's EOS. */
  default boolean flushesAtPayloadEnd(boolean lastStage) {
    return true;
  }

  /** Returns the bandwidth from which follows how much may be left for END. */
  default double bandwidth(double measuredBytesPerMilli) {
    return measuredBytesPerMilli;
  }

  /** Counts a page that goes as COMPRESS_PAGE. */
  default void countCompressed(Counters counters) {
    counters.compressedPages.add(1);
  }

  /**
   * Counts a delta.
   *
   * @param recordBytes the bytes of its record, be64 and idstr too
   */
  default void countDelta(Counters counters, long recordBytes) {
    counters.xbzrlePages.add(1);
    counters.xbzrleBytes.add(recordBytes);
  }

  /** Counts a page that the destination has already. */
  default void countUnchanged(Counters counters) {}

  /** Counts a page whose delta does not fit. */
  default void countOverflow(Counters counters, int pageBytes) {
    counters.xbzrleOverflows.add(1);
  }
}
