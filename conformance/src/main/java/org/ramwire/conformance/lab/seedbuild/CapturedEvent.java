package org.ramwire.conformance.lab.seedbuild;

import java.util.List;

/**
 * Something that happened beside a captured migration, between two of its sections.
 *
 * @param kind what
 * @param phase the number of the mark that it belongs to; 0 before the first
 * @param value dirty pages at a mark; a size or a level as it was set
 * @param writes what the guest wrote at a mark
 */
public record CapturedEvent(Kind kind, int phase, long value, List<CapturedWrite> writes) {

  /** The choices. */
  public enum Kind {
    /** The guest wrote; the dirty log had been synced as often as the mark's number says. */
    MARK,
    /** Likewise, and the migration was let go to its end. */
    LAST_MARK,
    /** The cache of sent pages was given a size. */
    CACHE_SIZE,
    /** Compression was given a level. */
    LEVEL
  }

  /**
   * Copies the list.
   *
   * @param kind what
   * @param phase the number of the mark that it belongs to; 0 before the first
   * @param value dirty pages at a mark; a size or a level as it was set
   * @param writes what the guest wrote at a mark
   */
  public CapturedEvent {
    writes = List.copyOf(writes);
  }

  /**
   * Tells whether this is a mark.
   *
   * @return true if the guest wrote
   */
  public boolean isMark() {
    return kind == Kind.MARK || kind == Kind.LAST_MARK;
  }
}
