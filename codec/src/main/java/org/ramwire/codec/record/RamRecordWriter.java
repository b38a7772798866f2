package org.ramwire.codec.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.StreamOutput;
import org.ramwire.format.PageSize;
import org.ramwire.format.RamFlag;

/**
 * A writer of RAM records that keeps CONTINUE right by itself (RAM-007, RAM-010).
 *
 * <p>One writer serves all the payloads of a stream. It checks what it is given, and what order the
 * records come in is the sender's to know. Allocates nothing for a page record. Not thread-safe.
 */
public final class RamRecordWriter {

  private static final int XBZRLE_ENCODING = 0x01;

  private final StreamOutput output;
  private final PageSize pageSize;

  /** The block of the last page record, or null if the next one has to name its block. */
  private @Nullable RamBlock lastBlock;

  /**
   * Writes records to an output.
   *
   * @param output takes the bytes
   * @param pageSize the page size in force
   */
  public RamRecordWriter(StreamOutput output, PageSize pageSize) {
    this.output = output;
    this.pageSize = pageSize;
  }

  /** Makes the next page record name its block even if CONTINUE would do (RAM-013). */
  public void nameNextBlock() {
    lastBlock = null;
  }

  /**
   * Writes the block list.
   *
   * @param blocks used lengths are multiples of the page size
   * @throws IOException if the output fails
   */
  public void blockList(BlockList blocks) throws IOException {
    for (RamBlock block : blocks) {
      if (block.usedLength() == 0 || !pageSize.aligned(block.usedLength())) {
        throw new IllegalArgumentException(
            block.idstr()
                + ": used length "
                + block.usedLength()
                + " is no multiple of the page size");
      }
    }
    output.be64(blocks.totalBytes() | RamFlag.MEM_SIZE);
    for (RamBlock block : blocks) {
      output.counted(block.idstr().bytes());
      output.be64(block.usedLength());
      if (block.pageSizeBytes() != 0) {
        output.be64(block.pageSizeBytes());
      }
      if (block.address().isPresent()) {
        output.be64(block.address().getAsLong());
      }
    }
  }

  /**
   * Writes a ZERO record.
   *
   * @param block the page's block
   * @param pageOffset where the page starts in it, bytes
   * @param fill the fill byte; a writer of today's streams passes 0 (RAM-041)
   * @throws IOException if the output fails
   */
  public void zeroPage(RamBlock block, long pageOffset, byte fill) throws IOException {
    header(block, pageOffset, RamFlag.ZERO);
    output.u8(fill);
  }

  /**
   * Writes a PAGE record.
   *
   * @param block the page's block
   * @param pageOffset where the page starts in it, bytes
   * @param buffer holds the page, page-size bytes
   * @param from index of its first byte
   * @throws IOException if the output fails
   */
  public void page(RamBlock block, long pageOffset, byte[] buffer, int from) throws IOException {
    // Before the header, so that a wrong call leaves no half record.
    Objects.checkFromIndexSize(from, pageSize.bytes(), buffer.length);
    header(block, pageOffset, RamFlag.PAGE);
    output.bytes(buffer, from, pageSize.bytes());
  }

  /**
   * Writes a PAGE record from a buffer.
   *
   * @param block the page's block
   * @param pageOffset where the page starts in it, bytes
   * @param buffer holds the page, page-size bytes, below its limit
   * @param from index of its first byte
   * @throws IOException if the output fails
   */
  public void page(RamBlock block, long pageOffset, ByteBuffer buffer, int from)
      throws IOException {
    Objects.checkFromIndexSize(from, pageSize.bytes(), buffer.limit());
    header(block, pageOffset, RamFlag.PAGE);
    output.bytes(buffer, from, pageSize.bytes());
  }

  /**
   * Writes an XBZRLE record.
   *
   * @param block the page's block
   * @param pageOffset where the page starts in it, bytes
   * @param delta the encoded delta, at most a page and at most 65535 bytes
   * @throws IOException if the output fails
   */
  public void xbzrle(RamBlock block, long pageOffset, Bytes delta) throws IOException {
    if (delta.length() > Math.min(pageSize.bytes(), 0xffff)) {
      throw new IllegalArgumentException("a delta of " + delta.length() + " bytes");
    }
    header(block, pageOffset, RamFlag.XBZRLE);
    output.u8(XBZRLE_ENCODING);
    output.be16(delta.length());
    output.bytes(delta.array(), delta.from(), delta.length());
  }

  /**
   * Writes a COMPRESS_PAGE record.
   *
   * @param block the page's block
   * @param pageOffset where the page starts in it, bytes
   * @param payload one zlib stream, at most zlib's bound for a page
   * @throws IOException if the output fails
   */
  public void compressedPage(RamBlock block, long pageOffset, Bytes payload) throws IOException {
    compressedPage(block, pageOffset, payload.array(), payload.from(), payload.length());
  }

  /**
   * Writes a COMPRESS_PAGE record from a buffer.
   *
   * @param block the page's block
   * @param pageOffset where the page starts in it, bytes
   * @param buffer holds one zlib stream
   * @param from index of its first byte
   * @param length its bytes, at most zlib's bound for a page
   * @throws IOException if the output fails
   */
  public void compressedPage(RamBlock block, long pageOffset, byte[] buffer, int from, int length)
      throws IOException {
    if (length <= 0 || length > pageSize.compressBound()) {
      throw new IllegalArgumentException("a payload of " + length + " bytes");
    }
    header(block, pageOffset, RamFlag.COMPRESS_PAGE);
    output.be32(length);
    output.bytes(buffer, from, length);
  }

  /**
   * Writes a HOOK record; what follows it is the hook's.
   *
   * @throws IOException if the output fails
   */
  public void hook() throws IOException {
    output.be64(RamFlag.HOOK);
  }

  /**
   * Writes a MULTIFD_FLUSH record.
   *
   * @throws IOException if the output fails
   */
  public void multifdFlush() throws IOException {
    output.be64(RamFlag.MULTIFD_FLUSH);
  }

  /**
   * Writes the EOS record that ends a section's payload.
   *
   * @throws IOException if the output fails
   */
  public void endOfSection() throws IOException {
    output.be64(RamFlag.EOS);
  }

  private void header(RamBlock block, long pageOffset, int flag) throws IOException {
    if (!pageSize.aligned(pageOffset)
        || pageOffset < 0
        || pageOffset > block.usedLength() - pageSize.bytes()) {
      throw new IllegalArgumentException(
          block.idstr() + ": no page at offset 0x" + Long.toHexString(pageOffset));
    }
    if (block.equals(lastBlock)) {
      output.be64(pageOffset | flag | RamFlag.CONTINUE);
    } else {
      output.be64(pageOffset | flag);
      block.idstr().writeTo(output);
      lastBlock = block;
    }
  }
}
