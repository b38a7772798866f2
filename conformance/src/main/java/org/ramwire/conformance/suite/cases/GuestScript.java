package org.ramwire.conformance.suite.cases;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ramwire.codec.RamBlock;
import org.ramwire.conformance.suite.cases.EncoderRound.DirtyRange;
import org.ramwire.format.PageSize;

/** A guest's memory while the lines {@code round}, {@code write} and {@code dirty} act on it. */
final class GuestScript {

  private final PageSize pageSize;
  private final List<RamBlock> blocks;
  private final CaseLimits limits;

  /** The pages that are not zero, by block and offset. */
  private final List<NavigableMap<Long, byte[]>> memory = new ArrayList<>();

  /** Where pages were written in the round in hand, by block. */
  private final List<SortedSet<Long>> dirty = new ArrayList<>();

  private final List<EncoderRound> rounds = new ArrayList<>();

  GuestScript(PageSize pageSize, List<RamBlock> blocks, CaseLimits limits) {
    this.pageSize = pageSize;
    this.blocks = blocks;
    this.limits = limits;
    for (int i = 0; i < blocks.size(); i++) {
      memory.add(new TreeMap<>());
      dirty.add(new TreeSet<>());
    }
  }

  /** Writes bytes; the pages that they touch become dirty. */
  void write(int block, long offset, byte[] content) {
    touch(block, offset, content.length);
    int pageBytes = pageSize.bytes();
    // Each page becomes a whole one, however little is written to it.
    long pages = pages(offset, content.length);
    if (!limits.take(pages, pageBytes)) {
      throw new IllegalArgumentException(
          "the pages of this file are more than " + CaseLimits.MAX_BYTES + " bytes");
    }
    for (int done = 0; done < content.length; ) {
      long page = pageSize.address(offset + done);
      int inPage = (int) (offset + done - page);
      int step = Math.min(content.length - done, pageBytes - inPage);
      byte[] old = memory.get(block).get(page);
      // A new array: images of earlier rounds keep theirs.
      byte[] fresh = old == null ? new byte[pageBytes] : old.clone();
      System.arraycopy(content, done, fresh, inPage, step);
      memory.get(block).put(page, fresh);
      done += step;
    }
  }

  /** Makes the pages of a range dirty without a change. */
  void touch(int block, long offset, long length) {
    if (block < 0 || block >= blocks.size()) {
      throw new IllegalArgumentException("there is no block " + block);
    }
    long end = blocks.get(block).usedLength();
    if (offset < 0 || length < 1 || length > end - offset) {
      throw new IllegalArgumentException(
          length + " bytes at " + offset + " of block " + block + ", which has " + end);
    }
    if (!limits.takeDirtyPages(pages(offset, length))) {
      throw new IllegalArgumentException("too many dirty pages in this file");
    }
    for (long page = pageSize.address(offset); page < offset + length; page += pageSize.bytes()) {
      dirty.get(block).add(page);
    }
  }

  private long pages(long offset, long length) {
    return (offset + length - 1) / pageSize.bytes() - offset / pageSize.bytes() + 1;
  }

  /** Ends the round in hand. */
  void endRound() {
    if (rounds.size() == CaseLimits.MAX_ROUNDS) {
      throw new IllegalArgumentException("more than " + CaseLimits.MAX_ROUNDS + " rounds");
    }
    List<MemoryImage> images = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      images.add(image(i));
    }
    rounds.add(new EncoderRound(images, rounds.isEmpty() ? List.of() : ranges()));
    dirty.forEach(SortedSet::clear);
  }

  List<EncoderRound> rounds() {
    return rounds;
  }

  private MemoryImage image(int block) {
    byte[] zero = new byte[pageSize.bytes()];
    NavigableMap<Long, byte[]> pieces = new TreeMap<>(memory.get(block));
    pieces.values().removeIf(page -> Arrays.equals(page, zero));
    return MemoryImage.of(blocks.get(block).usedLength(), pieces);
  }

  /** Joins neighbouring pages. */
  private List<DirtyRange> ranges() {
    List<DirtyRange> ranges = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      long from = -1;
      long to = -1;
      for (long page : dirty.get(i)) {
        if (page != to) {
          addRange(ranges, i, from, to);
          from = page;
        }
        to = page + pageSize.bytes();
      }
      addRange(ranges, i, from, to);
    }
    return ranges;
  }

  private static void addRange(List<DirtyRange> ranges, int block, long from, long to) {
    if (from >= 0) {
      ranges.add(new DirtyRange(block, from, to - from));
    }
  }
}
