package org.ramwire.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ramwire.format.Clause;
import org.ramwire.format.LimitExceededException;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;

/** The reading of a MEM_SIZE record's list (RAM-020 to RAM-031). */
final class BlockListReader {

  private final StreamInput input;
  private final PageSize pageSize;
  private final boolean strict;
  private final Limits limits;
  private final BlockList destination;

  /** Whether entries carry an address (RAM-031). */
  private boolean ignoreShared;

  /** The page sizes that POSTCOPY_ADVISE summed up, or 0: whether entries may carry one. */
  private long postcopyPageSizes;

  BlockListReader(StreamInput input, ReaderOptions options) {
    this.input = input;
    this.pageSize = options.pageSize();
    this.strict = options.strictness() == Strictness.STRICT;
    this.limits = options.limits();
    this.destination = options.destination();
  }

  void announce(boolean sharedIgnored, long pageSizes) {
    this.ignoreShared = sharedIgnored;
    this.postcopyPageSizes = pageSizes;
  }

  /**
   * Reads the entries of a list whose header has been taken.
   *
   * @param at where the record starts
   * @param total the header's address part
   * @param known the blocks known before, or null
   */
  BlockList read(long at, long total, BlockList known) throws IOException {
    if (total < 0 || total > limits.maxRamBytes()) {
      throw new LimitExceededException(
          Clause.LIMIT_RAM_BYTES,
          at,
          "the list claims "
              + Long.toUnsignedString(total)
              + " bytes of RAM; this reader takes at most "
              + limits.maxRamBytes());
    }
    Map<Idstr, RamBlock> entries = new HashMap<>();
    List<RamBlock> inOrder = new ArrayList<>();
    int nextIndex = indexBehind(known);
    long roomBytes = limits.maxRamBytes() - (known == null ? 0 : known.totalBytes());
    long left = total;
    while (left != 0) {
      long entryAt = input.offset();
      RamBlock entry = readEntry(nextIndex);
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
      RamBlock earlier = entries.get(entry.idstr());
      if (earlier == null) {
        if (inOrder.size() == limits.maxBlocks()) {
          throw new LimitExceededException(
              Clause.LIMIT_BLOCKS,
              entryAt,
              "the list names more than " + limits.maxBlocks() + " blocks");
        }
        entry = ownBlock(entryAt, entry, known);
        if (destination == null && entry.index() == nextIndex) {
          roomBytes -= entry.usedLength();
          checkAdded(entryAt, entry, roomBytes);
        }
        entries.put(entry.idstr(), entry);
        inOrder.add(entry);
        nextIndex = Math.max(nextIndex, entry.index() + 1);
      } else {
        checkRepeated(entryAt, entry, earlier);
      }
    }
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

  /** Returns the blocks that page records may name from now on. */
  BlockList knownAfter(BlockList listed, BlockList known) {
    if (strict || known == null) {
      return listed;
    }
    List<RamBlock> merged = new ArrayList<>(listed.blocks());
    known.blocks().stream()
        .filter(block -> merged.stream().noneMatch(b -> b.idstr().equals(block.idstr())))
        .forEach(merged::add);
    return BlockList.of(merged);
  }

  private RamBlock readEntry(int index) throws IOException {
    long at = input.offset();
    input.require(1, "the block list");
    int nameLength = input.peek(0);
    input.require(1 + nameLength + Long.BYTES, "an entry of the block list");
    input.advance(1);
    byte[] window = input.window();
    int from = input.position();
    int length = strict ? nameLength : toNul(window, from, nameLength);
    Idstr idstr = Idstr.copyOf(window, from, length);
    if (badName(window, from, length)) {
      throw new MalformedStreamException(
          Clause.IDSTR_BYTES,
          at,
          "expected an idstr of 1 to 255 bytes without NUL: '" + idstr + "'");
    }
    input.advance(nameLength);
    long usedLength = input.be64();
    // RAM-023: "A used length is a positive multiple of the page size."
    if (usedLength <= 0 || !pageSize.aligned(usedLength)) {
      throw new MalformedStreamException(
          Clause.USED_LENGTH,
          input.offset() - Long.BYTES,
          idstr.toString(),
          "used length "
              + Long.toUnsignedString(usedLength)
              + ": expected a positive multiple of "
              + pageSize.bytes());
    }
    long blockPageSize = readBlockPageSize();
    long address = -1;
    if (ignoreShared) {
      input.require(Long.BYTES, "a block's address");
      address = input.be64();
    }
    return new RamBlock(index, idstr, usedLength, usedLength, blockPageSize, address);
  }

  /**
   * Takes a block's own page size if one stands here. Nothing marks it, but it cannot be mistaken:
   * it starts with a zero byte, as no further entry does, and has none of the kind flags, as the
   * record behind the list has.
   */
  private long readBlockPageSize() throws IOException {
    if (postcopyPageSizes == 0 || !input.available(Long.BYTES) || input.peek(0) != 0) {
      return 0;
    }
    long candidate = input.peekBe64(0);
    boolean otherSize =
        candidate >= PageSize.MIN_BYTES
            && candidate != pageSize.bytes()
            && Long.bitCount(candidate) == 1
            && (postcopyPageSizes & candidate) != 0;
    if (!otherSize) {
      return 0;
    }
    input.advance(Long.BYTES);
    return candidate;
  }

  /** Turns an entry into the block that page records will mean: the receiver's, if it has any. */
  private RamBlock ownBlock(long at, RamBlock entry, BlockList known)
      throws MalformedStreamException {
    if (destination != null) {
      RamBlock own = named(destination, entry.idstr());
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
    RamBlock earlier = known == null ? null : named(known, entry.idstr());
    if (earlier == null) {
      return entry;
    }
    checkFits(at, entry, earlier);
    return earlier;
  }

  /** Returns the first index that is none of the blocks'. */
  private static int indexBehind(BlockList known) {
    int behind = 0;
    if (known != null) {
      for (RamBlock block : known) {
        behind = Math.max(behind, block.index() + 1);
      }
    }
    return behind;
  }

  private static RamBlock named(BlockList blocks, Idstr idstr) {
    for (RamBlock block : blocks) {
      if (block.idstr().equals(idstr)) {
        return block;
      }
    }
    return null;
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

  private void checkRepeated(long at, RamBlock entry, RamBlock earlier)
      throws MalformedStreamException {
    // RAM-024: "The list names each block once." The seed's build takes it twice at one length.
    if (strict) {
      throw malformed(Clause.BLOCK_ONCE, at, entry, "named before in the list: expected once");
    }
    if (entry.usedLength() != earlier.usedLength()) {
      throw malformed(
          Clause.BLOCK_LENGTH_HERE,
          at,
          entry,
          "used length " + entry.usedLength() + ", before " + earlier.usedLength());
    }
  }

  private static MalformedStreamException malformed(
      Clause clause, long at, RamBlock entry, String detail) {
    return new MalformedStreamException(clause, at, entry.idstr().toString(), detail);
  }

  /** Tells whether bytes cannot be a name (RAM-008). */
  static boolean badName(byte[] window, int from, int length) {
    return length == 0 || toNul(window, from, length) != length;
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
