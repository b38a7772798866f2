package org.ramwire.sender.model;

import java.util.BitSet;

/** One block of the modelled guest, its content, and which of its pages were written. */
final class ModelBlock {

  final String name;
  final long address;
  final byte[] content;
  final BitSet written = new BitSet();
  int usedBytes;

  /** The block after it in the list; kept when the block is unplugged, as readers still need it. */
  ModelBlock next;

  ModelBlock(String name, long address, int usedBytes, int maxBytes) {
    this.name = name;
    this.address = address;
    this.usedBytes = usedBytes;
    this.content = new byte[maxBytes];
  }

  int maxBytes() {
    return content.length;
  }

  byte[] page(long offset, int pageBytes) {
    byte[] page = new byte[pageBytes];
    System.arraycopy(content, (int) offset, page, 0, pageBytes);
    return page;
  }
}
