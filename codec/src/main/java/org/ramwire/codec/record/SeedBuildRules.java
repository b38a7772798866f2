package org.ramwire.codec.record;

import org.ramwire.codec.RamBlock;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;

/** What the seed's build does with records where it departs from a clause: {@code leniency.md}. */
final class SeedBuildRules extends RecordRules {

  static final RecordRules RULES = new SeedBuildRules();

  private SeedBuildRules() {}

  /** LEN-023: MULTIFD_FLUSH is younger than this build. */
  @Override
  void checkKnown(long at, RamRecordKind kind) throws MalformedStreamException {
    if (kind == RamRecordKind.MULTIFD_FLUSH) {
      throw new MalformedStreamException(
          Clause.MULTIFD_FLUSH,
          at,
          "flag 0x200 (MULTIFD_FLUSH) is unknown to the seed's build; strict reading takes it");
    }
  }

  /** LEN-001, LEN-002, LEN-003: an address on EOS, and CONTINUE on EOS and MEM_SIZE. */
  @Override
  void checkBare(long at, RamRecordKind kind, int flags, long address) {}

  /** LEN-004: a stream without a list, or with a late one. */
  @Override
  void checkListFirst(long at, RamRecordKind kind) {}

  /** LEN-005: further lists. */
  @Override
  void checkFirstList(long at) {}

  /** LEN-006: a block twice in a list, at one length. */
  @Override
  void checkOnce(long at, RamBlock entry, RamBlock earlier) throws MalformedStreamException {
    if (entry.usedLength() != earlier.usedLength()) {
      throw new MalformedStreamException(
          Clause.BLOCK_LENGTH_HERE,
          at,
          entry.idstr().shown(),
          "used length " + entry.usedLength() + ", before " + earlier.usedLength());
    }
  }

  /** LEN-007, LEN-010: a name ends before its first NUL. */
  @Override
  int nameLength(byte[] window, int from, int length) {
    return BlockListReader.toNul(window, from, length);
  }

  /** LEN-008: pages of a block that no list has named. */
  @Override
  boolean unlistedBlocks() {
    return true;
  }

  /** LEN-009: pages after the used length, up to the block's maximum. */
  @Override
  long pagesEnd(RamBlock block) {
    return block.maxLength();
  }

  /** LEN-012: COMPRESS_PAGE of length 0. */
  @Override
  int leastCompressedBytes() {
    return 0;
  }
}
