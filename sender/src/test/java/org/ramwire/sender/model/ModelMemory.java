package org.ramwire.sender.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The modelled guest's memory: a list of blocks, the longest first, each with a place in one space
 * of addresses that has as few and as small gaps as the order of plugging allows.
 */
final class ModelMemory {

  /** Told when the space of addresses has grown at its end. */
  interface GrowthWatcher {
    void grew(int fromPage, int toPage);
  }

  final int pageBytes;
  private ModelBlock first;
  private long version;
  private GrowthWatcher watcher = (from, to) -> {};
  private Runnable logWatcher = () -> {};

  ModelMemory(int pageBytes) {
    this.pageBytes = pageBytes;
  }

  void watchGrowth(GrowthWatcher value) {
    watcher = value;
  }

  /** Has something happen whenever a block's written pages are about to be taken. */
  void watchLog(Runnable value) {
    logWatcher = value;
  }

  /** Returns the pages of a block before an end that were written, and forgets them. */
  int[] takeWritten(ModelBlock block, int endPage) {
    logWatcher.run();
    int[] pages = block.written.stream().takeWhile(page -> page < endPage).toArray();
    block.written.clear(0, endPage);
    return pages;
  }

  long version() {
    return version;
  }

  ModelBlock first() {
    return first;
  }

  List<ModelBlock> blocks() {
    List<ModelBlock> all = new ArrayList<>();
    for (ModelBlock block = first; block != null; block = block.next) {
      all.add(block);
    }
    return all;
  }

  long usedBytes() {
    return blocks().stream().mapToLong(block -> block.usedBytes).sum();
  }

  /** Returns the page after the last one that any block could have. */
  int endPage() {
    long end = 0;
    for (ModelBlock block : blocks()) {
      end = Math.max(end, block.address + block.maxBytes());
    }
    return pageAt(end);
  }

  int pageAt(long address) {
    return (int) (address / pageBytes);
  }

  ModelBlock plug(String name, int usedBytes, int maxBytes) {
    int endBefore = endPage();
    ModelBlock block = new ModelBlock(name, freeAddress(maxBytes), usedBytes, maxBytes);
    link(block);
    version++;
    if (endPage() > endBefore) {
      watcher.grew(endBefore, endPage());
    }
    markAll(block);
    return block;
  }

  void unplug(ModelBlock gone) {
    if (first == gone) {
      first = gone.next;
    } else {
      ModelBlock before = first;
      while (before.next != gone) {
        before = before.next;
      }
      before.next = gone.next;
    }
    version++;
  }

  void resize(ModelBlock block, int usedBytes) {
    if (usedBytes != block.usedBytes) {
      block.written.clear();
      block.usedBytes = usedBytes;
      markAll(block);
    }
  }

  void write(ModelBlock block, int page, byte[] bytes) {
    System.arraycopy(bytes, 0, block.content, page * pageBytes, pageBytes);
    block.written.set(page);
  }

  private void markAll(ModelBlock block) {
    block.written.set(0, block.usedBytes / pageBytes);
  }

  private void link(ModelBlock block) {
    ModelBlock before = null;
    ModelBlock after = first;
    while (after != null && after.maxBytes() >= block.maxBytes()) {
      before = after;
      after = after.next;
    }
    block.next = after;
    if (before == null) {
      first = block;
    } else {
      before.next = block;
    }
  }

  /** Returns the start of the smallest gap that fits; a gap starts where a block ends. */
  private long freeAddress(long bytes) {
    long best = 0;
    long bestGap = Long.MAX_VALUE;
    boolean found = false;
    for (ModelBlock block : blocks()) {
      long start = block.address + block.maxBytes();
      long end = Long.MAX_VALUE;
      for (ModelBlock other : blocks()) {
        if (other.address >= start) {
          end = Math.min(end, other.address);
        }
      }
      long gap = end - start;
      boolean better = !found || gap < bestGap;
      if (gap >= bytes && better) {
        best = start;
        bestGap = gap;
        found = true;
      }
    }
    return best;
  }
}
