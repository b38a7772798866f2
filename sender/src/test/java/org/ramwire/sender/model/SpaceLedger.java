package org.ramwire.sender.model;

import java.util.BitSet;

/**
 * The record as the seed keeps it: one bit for each page of the space of addresses, gaps included,
 * and a number that is kept beside the bits rather than counted. It looks at the list itself.
 */
final class SpaceLedger implements PageLedger {

  private final ModelMemory memory;
  private final BitSet due = new BitSet();
  private long number;

  SpaceLedger(ModelMemory memory) {
    this.memory = memory;
    this.number = memory.usedBytes() / memory.pageBytes;
    due.set(0, memory.endPage());
    memory.watchGrowth(this::grow);
  }

  private void grow(int fromPage, int toPage) {
    due.set(fromPage, toPage);
    number += toPage - fromPage;
  }

  @Override
  public boolean follow() {
    return false;
  }

  @Override
  public ModelBlock first() {
    return memory.first();
  }

  @Override
  public ModelBlock after(ModelBlock block) {
    return block.next;
  }

  @Override
  public boolean lists(ModelBlock block) {
    return memory.blocks().contains(block);
  }

  @Override
  public int pages(ModelBlock block) {
    return block.usedBytes / memory.pageBytes;
  }

  @Override
  public boolean isDue(ModelBlock block, int page) {
    return due.get(index(block, page));
  }

  @Override
  public void settle(ModelBlock block, int page) {
    due.clear(index(block, page));
    number--;
  }

  @Override
  public long takeWritten() {
    long fresh = 0;
    for (ModelBlock block : memory.blocks()) {
      for (int page : memory.takeWritten(block, pages(block))) {
        if (!isDue(block, page)) {
          due.set(index(block, page));
          fresh++;
        }
      }
    }
    number += fresh;
    return fresh;
  }

  @Override
  public long remaining() {
    return number;
  }

  @Override
  public long totalBytes() {
    return memory.usedBytes();
  }

  private int index(ModelBlock block, int page) {
    return memory.pageAt(block.address) + page;
  }
}
