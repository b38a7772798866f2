package org.ramwire.codec.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.ramwire.codec.BlockIndex;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.Limits;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.format.Clause;
import org.ramwire.format.LimitExceededException;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.PageSize;

/** The reading of a MEM_SIZE record's list (RAM-020 to RAM-031). */
final class BlockListReader {

  private final StreamInput input;
  private final PageSize pageSize;
  private final RecordRules rules;
  private final Limits limits;
  private final BlockList destination;

  private BlockListForm form = BlockListForm.PLAIN;

  /**
   * The blocks that page records may name: those of the lists so far, and for the seed's build the
   * receiver's, whether listed or not. A later list costs what it names, whatever is here.
   */
  private final BlockIndex known = new BlockIndex();

  /** The sum of their used lengths. */
  private long knownBytes;

  /** The first index that is none of theirs. */
  private int nextIndex;

  BlockListReader(StreamInput input, ReaderOptions options) {
    this.input = input;
    this.pageSize = options.pageSize();
    this.rules = RecordRules.of(options.strictness());
    this.limits = options.limits();
    this.destination = options.destination();
    if (rules.unlistedBlocks() && destination != null) {
      destination.forEach(this::know);
    }
  }

  /** Returns the blocks that page records may name by now. */
  BlockIndex known() {
    return known;
  }

  private void know(RamBlock block) {
    RamBlock before = known.put(block);
    knownBytes += block.usedLength() - (before == null ? 0 : before.usedLength());
    nextIndex = Math.max(nextIndex, block.index() + 1);
  }

  /**
   * Reads the entries of a list whose header has been taken.
   *
   * @param at where the record starts
   * @param total the header's address part
   * @param announced what entries carry
   * @param visitor takes the pages of a mapped-ram file
   */
  BlockList read(long at, long total, BlockListForm announced, RamRecordVisitor visitor)
      throws IOException {
    form = announced;
    if (total < 0 || total > limits.maxRamBytes()) {
      throw new LimitExceededException(
          Clause.LIMIT_RAM_BYTES,
          at,
          "the list claims "
              + Long.toUnsignedString(total)
              + " bytes of RAM; this reader takes at most "
              + limits.maxRamBytes());
    }
    BlockIndex entries = new BlockIndex();
    List<RamBlock> inOrder = new ArrayList<>();
    int index = nextIndex;
    long roomBytes = limits.maxRamBytes() - knownBytes;
    long left = total;
    while (left != 0) {
      long entryAt = input.offset();
      RamBlock entry = readEntry(index, left);
      // RAM-022: "The list ends where the used lengths reach the total exactly."
      if (entry.usedLength() > left) {
        throw malformed(
            Clause.MEM_SIZE_END,
            entryAt,
            entry,
            "used length "
                + entry.usedLength()
                + " passes the total by "
                + (entry.usedLength() - left));
      }
      left -= entry.usedLength();
      RamBlock earlier = entries.find(entry.idstr());
      if (earlier == null) {
        if (inOrder.size() == limits.maxBlocks()) {
          throw new LimitExceededException(
              Clause.LIMIT_BLOCKS,
              entryAt,
              "the list names more than " + limits.maxBlocks() + " blocks");
        }
        entry = ownBlock(entryAt, entry);
        if (destination == null && entry.index() == index) {
          roomBytes -= entry.usedLength();
          checkAdded(entryAt, entry, roomBytes);
        }
        entries.put(entry);
        inOrder.add(entry);
        index = Math.max(index, entry.index() + 1);
      } else {
        rules.checkOnce(entryAt, entry, earlier);
        entry = earlier;
      }
      if (form.mappedRam() != null) {
        form.mappedRam().read(entry, total, left, visitor);
      }
    }
    inOrder.forEach(this::know);
    return BlockList.of(inOrder);
  }

  /** Holds the limits for several lists together, which only the seed's build takes. */
  private void checkAdded(long at, RamBlock added, long roomBytes) throws LimitExceededException {
    if (added.index() >= limits.maxBlocks()) {
      throw new LimitExceededException(
          Clause.LIMIT_BLOCKS, at, "the lists name more than " + limits.maxBlocks() + " blocks");
    }
    if (roomBytes < 0) {
      throw new LimitExceededException(
          Clause.LIMIT_RAM_BYTES,
          at,
          "the lists claim more than "
              + limits.maxRamBytes()
              + " bytes of RAM, the most that this reader takes");
    }
  }

  private RamBlock readEntry(int index, long left) throws IOException {
    long at = input.offset();
    input.require(1, "the block list");
    int nameLength = input.peek(0);
    input.require(1 + nameLength + Long.BYTES, "an entry of the block list");
    input.advance(1);
    byte[] window = input.window();
    int from = input.position();
    int length = rules.nameLength(window, from, nameLength);
    Idstr idstr = Idstr.copyOf(window, from, length);
    if (hasNul(window, from, length)) {
      throw new MalformedStreamException(
          Clause.IDSTR_BYTES, at, "expected an idstr without NUL: '" + idstr + "'");
    }
    input.advance(nameLength);
    long usedLength = input.be64();
    // RAM-023: "A used length is a positive multiple of the page size."
    if (usedLength <= 0 || !pageSize.aligned(usedLength)) {
      throw new MalformedStreamException(
          Clause.USED_LENGTH,
          input.offset() - Long.BYTES,
          idstr.shown(),
          "used length "
              + Long.toUnsignedString(usedLength)
              + ": expected a positive multiple of "
              + pageSize.bytes());
    }
    long blockPageSize = readBlockPageSize(left - usedLength);
    OptionalLong address = OptionalLong.empty();
    if (form.ignoreShared()) {
      input.require(Long.BYTES, "a block's address");
      address = OptionalLong.of(input.be64());
    }
    return new RamBlock(index, idstr, usedLength, usedLength, blockPageSize, address);
  }

  /**
   * Takes a block's own page size if one stands here. Nothing marks it, but it cannot be mistaken:
   * it starts with a zero byte, as only the entry of a block without a name does, and has none of
   * the kind flags, as the record after the list has.
   *
   * @param left how many bytes of RAM the entries after this one state
   */
  private long readBlockPageSize(long left) throws IOException {
    if (form.postcopyPageSizes() == 0 || !input.available(Long.BYTES) || input.peek(0) != 0) {
      return 0;
    }
    long candidate = input.peekBe64(0);
    boolean otherSize =
        candidate >= PageSize.MIN_BYTES
            && candidate != pageSize.bytes()
            && Long.bitCount(candidate) == 1
            && (form.postcopyPageSizes() & candidate) != 0;
    if (!otherSize || entryWithoutName(left)) {
      return 0;
    }
    input.advance(Long.BYTES);
    return candidate;
  }

  /**
   * Tells whether what could be a page size begins the entry of a block without a name. Both have a
   * zero byte after the eight only if such an entry stands here or after the page size; what stands
   * after that byte is a used length in the latter case alone.
   */
  private boolean entryWithoutName(long left) throws IOException {
    int nameAt = Long.BYTES;
    if (left <= 0 || !input.available(nameAt + 1) || input.peek(nameAt) != 0) {
      return false;
    }
    if (!input.available(nameAt + 1 + Long.BYTES)) {
      return true;
    }
    long usedLength = input.peekBe64(nameAt + 1);
    return usedLength <= 0 || usedLength > left || !pageSize.aligned(usedLength);
  }

  /** Turns an entry into the block that page records will mean: the receiver's, if it has any. */
  private RamBlock ownBlock(long at, RamBlock entry) throws MalformedStreamException {
    if (destination != null) {
      RamBlock own = destination.find(entry.idstr());
      if (own == null) {
        throw new MalformedStreamException(
            Clause.BLOCK_UNKNOWN_HERE,
            at,
            "the receiver has no block called '" + entry.idstr() + "'");
      }
      checkFits(at, entry, own);
      return withIndex(entry, own.index(), own.maxLength());
    }
    // A second list, which only the seed's build takes: the first one's blocks stay.
    RamBlock earlier = known.find(entry.idstr());
    if (earlier == null) {
      return entry;
    }
    checkFits(at, entry, earlier);
    return earlier;
  }

  private static RamBlock withIndex(RamBlock entry, int index, long maxLength) {
    return new RamBlock(
        index,
        entry.idstr(),
        entry.usedLength(),
        maxLength,
        entry.pageSizeBytes(),
        entry.address());
  }

  // RAM-028: "A receiver refuses a used length that its own block cannot take."
  private static void checkFits(long at, RamBlock entry, RamBlock own)
      throws MalformedStreamException {
    boolean resizable = own.maxLength() > own.usedLength();
    boolean fits = resizable ? entry.usedLength() <= own.maxLength() : equalLength(entry, own);
    if (!fits) {
      throw malformed(
          Clause.BLOCK_LENGTH_HERE,
          at,
          entry,
          "used length "
              + entry.usedLength()
              + ": the receiver's block has "
              + own.usedLength()
              + " of at most "
              + own.maxLength());
    }
  }

  private static boolean equalLength(RamBlock one, RamBlock other) {
    return one.usedLength() == other.usedLength();
  }

  private static MalformedStreamException malformed(
      Clause clause, long at, RamBlock entry, String detail) {
    return new MalformedStreamException(clause, at, entry.idstr().shown(), detail);
  }

  /** Tells whether bytes cannot be a name (RAM-008). */
  static boolean hasNul(byte[] window, int from, int length) {
    return toNul(window, from, length) != length;
  }

  /** Returns how many bytes stand before the first NUL, as a C string ends there. */
  static int toNul(byte[] window, int from, int length) {
    for (int i = 0; i < length; i++) {
      if (window[from + i] == 0) {
        return i;
      }
    }
    return length;
  }
}
