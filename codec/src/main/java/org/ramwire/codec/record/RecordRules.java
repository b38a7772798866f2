package org.ramwire.codec.record;

import org.ramwire.codec.RamBlock;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.RamFlag;
import org.ramwire.format.Strictness;

/**
 * The clauses on records that a build of QEMU does not keep: here as the specification has them.
 *
 * <p>What the seed's build does otherwise stands in {@link SeedBuildRules} and nowhere else.
 */
sealed class RecordRules permits SeedBuildRules {

  private static final RecordRules CLAUSES = new RecordRules();

  RecordRules() {}

  static RecordRules of(Strictness strictness) {
    return switch (strictness) {
      case STRICT -> CLAUSES;
      case SEED_BUILD -> SeedBuildRules.RULES;
    };
  }

  /** RAM-090: MULTIFD_FLUSH is a kind. */
  void checkKnown(long at, RamRecordKind kind) throws MalformedStreamException {}

  void checkBare(long at, RamRecordKind kind, int flags, long address)
      throws MalformedStreamException {
    // RAM-006: "CONTINUE stands only with ZERO, PAGE, XBZRLE or COMPRESS_PAGE."
    if ((flags & RamFlag.CONTINUE) != 0) {
      throw new MalformedStreamException(
          Clause.CONTINUE_ON_PAGES, at, kind + " with CONTINUE: expected no CONTINUE");
    }
    // RAM-071: "EOS, HOOK and MULTIFD_FLUSH have a zero address; …"
    if (kind != RamRecordKind.MEM_SIZE && address != 0) {
      throw new MalformedStreamException(
          Clause.EOS_BARE,
          at,
          kind + " with address 0x" + Long.toHexString(address) + ": expected address 0");
    }
  }

  // RAM-025: "The list is the ram section's first record."
  void checkListFirst(long at, RamRecordKind kind) throws MalformedStreamException {
    if (kind != RamRecordKind.HOOK) {
      throw new MalformedStreamException(
          Clause.MEM_SIZE_FIRST, at, "expected the block list (MEM_SIZE) first, found " + kind);
    }
  }

  // RAM-026: "A stream has one list."
  void checkFirstList(long at) throws MalformedStreamException {
    throw new MalformedStreamException(
        Clause.MEM_SIZE_ONCE, at, "a second block list (MEM_SIZE): expected one in a stream");
  }

  // RAM-024: "The list names each block once."
  void checkOnce(long at, RamBlock entry, RamBlock earlier) throws MalformedStreamException {
    throw new MalformedStreamException(
        Clause.BLOCK_ONCE, at, entry.idstr().shown(), "named before in the list: expected once");
  }

  /** Returns how many bytes of an idstr name the block. */
  int nameLength(byte[] window, int from, int length) {
    return length;
  }

  /** Tells whether page records may name the receiver's blocks that no list has named. */
  boolean unlistedBlocks() {
    return false;
  }

  // RAM-012: "A page lies wholly inside its block's used length."
  long pagesEnd(RamBlock block) {
    return block.usedLength();
  }

  // RAM-060: "… the payload's length, 1 to zlib's bound for a page."
  int leastCompressedBytes() {
    return 1;
  }
}
