package org.ramwire.codec.record;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.PageSize;
import org.ramwire.format.RamFlag;

/**
 * A reader of the ram section's payloads: calls a visitor for each record.
 *
 * <p>One reader serves all the payloads of a stream, because the block that CONTINUE means outlives
 * a section (RAM-011). It checks what the bytes alone, the block list and the receiver's blocks
 * tell; what a delta or a zlib stream holds is the visitor's to check. Allocates nothing for a page
 * record. Not thread-safe.
 */
public final class RamRecordReader {

  private static final int DEFINED_FLAGS =
      RamFlag.FULL | RamFlag.CONTINUE | RamRecordKind.allFlags();

  private static final int XBZRLE_ENCODING = 0x01;

  private final StreamInput input;
  private final PageSize pageSize;
  private final RecordRules rules;
  private final BlockListReader listReader;
  private final PageHeader header = new PageHeader();

  /** The block of the last page record, or null before the first. */
  private @Nullable RamBlock lastBlock;

  private boolean listSeen;

  private BlockListForm form = BlockListForm.PLAIN;

  /**
   * Reads records by the options.
   *
   * @param input stands at a payload's first byte whenever {@link #readPayload} is called
   * @param options page size, strictness, limits and the receiver's blocks
   */
  public RamRecordReader(StreamInput input, ReaderOptions options) {
    this.input = input;
    this.pageSize = options.pageSize();
    this.rules = RecordRules.of(options.strictness());
    this.listReader = new BlockListReader(input, options);
  }

  /**
   * Tells what the container has announced about the entries of a block list, and so about the
   * payloads that follow.
   *
   * @param announced what entries carry; {@link BlockListForm#PLAIN} if this is never called
   */
  public void announce(BlockListForm announced) {
    form = announced;
  }

  /**
   * Reads one payload, from its first record through its EOS.
   *
   * @param visitor takes the records
   * @throws org.ramwire.format.StreamException if the payload breaks a clause
   * @throws IOException if the channel or the visitor fails
   */
  public void readPayload(RamRecordVisitor visitor) throws IOException {
    while (readRecord(visitor) != RamRecordKind.EOS) {
      // Each call takes one record.
    }
  }

  private RamRecordKind readRecord(RamRecordVisitor visitor) throws IOException {
    long at = input.offset();
    input.require(Long.BYTES, "a RAM record's header");
    long word = input.be64();
    int flags = pageSize.flags(word);
    long address = pageSize.address(word);
    // RAM-003: "Exactly one kind flag is set."
    RamRecordKind kind = RamRecordKind.ofFlags(flags & ~RamFlag.CONTINUE);
    if (kind == null) {
      throw refusedFlags(at, flags);
    }
    rules.checkKnown(at, kind);
    if (form.mappedRam() != null && kind != RamRecordKind.MEM_SIZE && kind != RamRecordKind.EOS) {
      // MAP-008: "… the ram section's records are MEM_SIZE and EOS."
      throw new MalformedStreamException(
          Clause.MAP_RECORDS, at, kind + " in a mapped-ram file: expected MEM_SIZE or EOS");
    }
    if (kind.isPage()) {
      header.kind = kind;
      header.recordOffset = at;
      header.pageOffset = address;
      header.continued = (flags & RamFlag.CONTINUE) != 0;
      return readPageRecord(visitor);
    }
    rules.checkBare(at, kind, flags, address);
    return readOtherRecord(visitor, kind, at, address);
  }

  private MalformedStreamException refusedFlags(long at, int flags) {
    String hex = "0x" + Integer.toHexString(flags);
    int undefined = flags & ~DEFINED_FLAGS;
    if (undefined != 0) {
      return new MalformedStreamException(
          Clause.UNDEFINED_FLAG,
          at,
          "flags " + hex + " have undefined bits 0x" + Integer.toHexString(undefined));
    }
    if ((flags & RamFlag.FULL) != 0) {
      return new MalformedStreamException(
          Clause.FULL_OBSOLETE, at, "flags " + hex + " have the obsolete FULL (0x1)");
    }
    return new MalformedStreamException(
        Clause.ONE_KIND, at, "expected exactly one kind flag, found flags " + hex);
  }

  private RamRecordKind readOtherRecord(
      RamRecordVisitor visitor, RamRecordKind kind, long at, long address) throws IOException {
    if (!listSeen && kind != RamRecordKind.MEM_SIZE) {
      rules.checkListFirst(at, kind);
    }
    return switch (kind) {
      case MEM_SIZE -> {
        readBlockList(visitor, at, address);
        yield kind;
      }
      case HOOK -> {
        visitor.hook(at);
        yield kind;
      }
      case MULTIFD_FLUSH -> {
        visitor.multifdFlush(at);
        yield kind;
      }
      case EOS -> {
        visitor.endOfSection(at);
        yield kind;
      }
      case ZERO, PAGE, XBZRLE, COMPRESS_PAGE -> throw new AssertionError(kind);
    };
  }

  private void readBlockList(RamRecordVisitor visitor, long at, long total) throws IOException {
    if (listSeen) {
      rules.checkFirstList(at);
    }
    BlockList listed = listReader.read(at, total, form, visitor);
    listSeen = true;
    visitor.blockList(at, listed);
  }

  private RamRecordKind readPageRecord(RamRecordVisitor visitor) throws IOException {
    if (!listSeen) {
      rules.checkListFirst(header.recordOffset, header.kind);
    }
    RamBlock block = header.continued ? continuedBlock() : namedBlock();
    checkInside(block);
    header.block = block;
    lastBlock = block;
    return switch (header.kind) {
      case PAGE -> {
        readPage(visitor);
        yield header.kind;
      }
      case ZERO -> {
        readZero(visitor);
        yield header.kind;
      }
      case XBZRLE -> {
        readXbzrle(visitor);
        yield header.kind;
      }
      case COMPRESS_PAGE -> {
        readCompressed(visitor);
        yield header.kind;
      }
      case MEM_SIZE, EOS, HOOK, MULTIFD_FLUSH -> throw new AssertionError(header.kind);
    };
  }

  private RamBlock continuedBlock() throws MalformedStreamException {
    // RAM-010: "CONTINUE means the block of the last page record; the first … cannot have it."
    if (lastBlock == null) {
      throw new MalformedStreamException(
          Clause.CONTINUE_BLOCK,
          header.recordOffset,
          header.kind + " with CONTINUE, but no page record before it has named a block");
    }
    return lastBlock;
  }

  private RamBlock namedBlock() throws IOException {
    long at = input.offset();
    input.require(1, "the length of an idstr");
    int length = input.peek(0);
    input.require(1 + length, "an idstr");
    input.advance(1);
    int from = input.position();
    input.advance(length);
    RamBlock block = findBlock(from, length);
    if (block == null) {
      throw unknownName(at, from, length);
    }
    return block;
  }

  private @Nullable RamBlock findBlock(int from, int length) {
    byte[] window = input.window();
    if (lastBlock != null && lastBlock.idstr().matches(window, from, length)) {
      return lastBlock;
    }
    return listReader.known().find(window, from, rules.nameLength(window, from, length));
  }

  private MalformedStreamException unknownName(long at, int from, int length) {
    Idstr idstr = Idstr.copyOf(input.window(), from, length);
    int nameLength = rules.nameLength(input.window(), from, length);
    if (BlockListReader.hasNul(input.window(), from, nameLength)) {
      return new MalformedStreamException(
          Clause.IDSTR_BYTES, at, "expected an idstr without NUL: '" + idstr + "'");
    }
    return new MalformedStreamException(
        Clause.BLOCK_KNOWN, at, "no block of the list is called '" + idstr + "'");
  }

  private void checkInside(RamBlock block) throws MalformedStreamException {
    // RAM-012: "A page lies wholly inside its block's used length."
    long length = rules.pagesEnd(block);
    long offset = header.pageOffset;
    if (offset < 0 || offset > length - pageSize.bytes()) {
      throw new MalformedStreamException(
          Clause.PAGE_IN_BLOCK,
          header.recordOffset,
          block.idstr().shown(),
          "page at 0x"
              + Long.toHexString(offset)
              + ", block ends at 0x"
              + Long.toHexString(length));
    }
  }

  private void readPage(RamRecordVisitor visitor) throws IOException {
    int length = pageSize.bytes();
    input.require(length, "a PAGE record's page");
    header.payloadOffset = input.offset();
    visitor.page(header, input.window(), input.position(), length);
    input.advance(length);
  }

  private void readZero(RamRecordVisitor visitor) throws IOException {
    input.require(1, "a ZERO record's fill byte");
    header.payloadOffset = input.offset();
    visitor.zeroPage(header, (byte) input.u8());
  }

  private void readXbzrle(RamRecordVisitor visitor) throws IOException {
    long at = input.offset();
    input.require(3, "an XBZRLE record's encoding and length");
    int encoding = input.u8();
    int length = input.be16();
    if (encoding != XBZRLE_ENCODING) {
      throw malformed(
          Clause.XBZRLE_ENCODING,
          at,
          "encoding byte 0x" + Integer.toHexString(encoding) + ": expected 0x1");
    }
    if (length > pageSize.bytes()) {
      throw malformed(
          Clause.XBZRLE_LENGTH,
          at + 1,
          "delta of " + length + " bytes: expected at most the page size, " + pageSize.bytes());
    }
    input.require(length, "an XBZRLE record's delta");
    header.payloadOffset = input.offset();
    visitor.xbzrle(header, input.window(), input.position(), length);
    input.advance(length);
  }

  private void readCompressed(RamRecordVisitor visitor) throws IOException {
    long at = input.offset();
    input.require(Integer.BYTES, "a COMPRESS_PAGE record's length");
    int length = input.be32();
    // RAM-060: "… the payload's length, 1 to zlib's bound for a page."
    if (length < rules.leastCompressedBytes() || length > pageSize.compressBound()) {
      throw malformed(
          Clause.COMPRESS_LENGTH,
          at,
          "payload of "
              + Integer.toUnsignedString(length)
              + " bytes: expected 1 to "
              + pageSize.compressBound());
    }
    input.require(length, "a COMPRESS_PAGE record's payload");
    header.payloadOffset = input.offset();
    visitor.compressedPage(header, input.window(), input.position(), length);
    input.advance(length);
  }

  private MalformedStreamException malformed(Clause clause, long at, String detail) {
    return new MalformedStreamException(clause, at, header.block.idstr().shown(), detail);
  }
}
