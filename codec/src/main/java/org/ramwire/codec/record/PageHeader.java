package org.ramwire.codec.record;

import org.ramwire.codec.RamBlock;

/**
 * The head of a page record: which page of which block, and where the record stands.
 *
 * <p>A reader has one and lends it for the length of a visitor's call; its values change with the
 * next record. Not thread-safe.
 */
public final class PageHeader {

  RamRecordKind kind;
  RamBlock block;
  long pageOffset;
  long recordOffset;
  long payloadOffset;
  boolean continued;

  PageHeader() {}

  /**
   * Returns the record's kind.
   *
   * @return one of the page kinds
   */
  public RamRecordKind kind() {
    return kind;
  }

  /**
   * Returns the page's block.
   *
   * @return a block of the list in force
   */
  public RamBlock block() {
    return block;
  }

  /**
   * Returns where the page starts in its block.
   *
   * @return bytes, a multiple of the page size
   */
  public long pageOffset() {
    return pageOffset;
  }

  /**
   * Returns where the record starts in the channel.
   *
   * @return bytes from the channel's first
   */
  public long recordOffset() {
    return recordOffset;
  }

  /**
   * Returns where the payload that the visitor is lent starts in the channel.
   *
   * @return bytes from the channel's first
   */
  public long payloadOffset() {
    return payloadOffset;
  }

  /**
   * Tells whether the record has CONTINUE, and so no idstr.
   *
   * @return true if it has
   */
  public boolean continued() {
    return continued;
  }
}
