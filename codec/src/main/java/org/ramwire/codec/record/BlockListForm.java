package org.ramwire.codec.record;

import org.jspecify.annotations.Nullable;

/**
 * What the container has announced about the entries of a block list.
 *
 * @param ignoreShared whether entries carry an address (RAM-031)
 * @param postcopyPageSizes the page sizes that POSTCOPY_ADVISE summed up, any of which an entry may
 *     carry (RAM-030), or 0
 * @param mappedRam the reader of header, bitmap and pages after each entry (MAP-001), or null if
 *     pages come in records
 */
public record BlockListForm(
    boolean ignoreShared, long postcopyPageSizes, @Nullable MappedEntries mappedRam) {

  /** Name and used length alone. */
  public static final BlockListForm PLAIN = new BlockListForm(false, 0, null);
}
