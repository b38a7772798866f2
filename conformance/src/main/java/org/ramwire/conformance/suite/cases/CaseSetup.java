package org.ramwire.conformance.suite.cases;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ramwire.codec.RamBlock;
import org.ramwire.format.PageSize;

/**
 * What an implementation is told before it reads the stream.
 *
 * @param profile what kind of file the stream is
 * @param pageSize the page size
 * @param blocks the receiver's own blocks, numbered from 0
 * @param before memory before the stream by block index; a block without is all zero
 * @param needs names of the features without which the case cannot be run
 */
public record CaseSetup(
    CaseProfile profile,
    PageSize pageSize,
    List<RamBlock> blocks,
    SortedMap<Integer, MemoryImage> before,
    SortedSet<String> needs) {

  /**
   * Copies the collections, and adds the features that the other values imply.
   *
   * @param profile what kind of file the stream is
   * @param pageSize the page size
   * @param blocks the receiver's own blocks, numbered from 0
   * @param before memory before the stream by block index
   * @param needs names of features
   */
  public CaseSetup {
    blocks = List.copyOf(blocks);
    before = Collections.unmodifiableSortedMap(new TreeMap<>(before));
    SortedSet<String> all = new TreeSet<>(needs);
    if (profile == CaseProfile.BODY) {
      all.add(Feature.BODY.label());
    } else if (profile == CaseProfile.MIGRATION) {
      all.add(Feature.MIGRATION.label());
    } else if (profile == CaseProfile.QEMU_IDENTICAL) {
      all.add(Feature.QEMU_IDENTICAL.label());
    }
    if (!pageSize.equals(PageSize.X86)) {
      all.add(Feature.PAGE_SIZES.label());
    }
    if (blocks.stream().anyMatch(block -> block.usedLength() > Integer.MAX_VALUE)) {
      all.add(Feature.LARGE_BLOCKS.label());
    }
    needs = Collections.unmodifiableSortedSet(all);
  }
}
