package org.ramwire.codec.record;

import java.io.IOException;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.RamBlock;

/**
 * One RAM record as a value: for tests, comparison and replay; the hot path uses {@link
 * RamRecordVisitor} and {@link RamRecordWriter} directly.
 */
public sealed interface RamRecord {

  /**
   * Returns which record this is.
   *
   * @return the kind, to switch over
   */
  RamRecordKind kind();

  /**
   * Writes the record.
   *
   * @param writer takes it, and decides on CONTINUE
   * @throws IOException if the writer's output fails
   */
  void writeTo(RamRecordWriter writer) throws IOException;

  /**
   * The block list.
   *
   * @param blocks its blocks in order
   */
  record MemSize(BlockList blocks) implements RamRecord {
    @Override
    public RamRecordKind kind() {
      return RamRecordKind.MEM_SIZE;
    }

    @Override
    public void writeTo(RamRecordWriter writer) throws IOException {
      writer.blockList(blocks);
    }
  }

  /**
   * A page of one byte.
   *
   * @param block the page's block
   * @param pageOffset where the page starts in it, bytes
   * @param fill the byte
   */
  record Zero(RamBlock block, long pageOffset, byte fill) implements RamRecord {
    @Override
    public RamRecordKind kind() {
      return RamRecordKind.ZERO;
    }

    @Override
    public void writeTo(RamRecordWriter writer) throws IOException {
      writer.zeroPage(block, pageOffset, fill);
    }
  }

  /**
   * A whole page.
   *
   * @param block the page's block
   * @param pageOffset where the page starts in it, bytes
   * @param content page-size bytes
   */
  record Page(RamBlock block, long pageOffset, Bytes content) implements RamRecord {
    @Override
    public RamRecordKind kind() {
      return RamRecordKind.PAGE;
    }

    @Override
    public void writeTo(RamRecordWriter writer) throws IOException {
      writer.page(block, pageOffset, content.array(), content.from());
    }
  }

  /**
   * A page as a delta.
   *
   * @param block the page's block
   * @param pageOffset where the page starts in it, bytes
   * @param delta the encoded delta
   */
  record Xbzrle(RamBlock block, long pageOffset, Bytes delta) implements RamRecord {
    @Override
    public RamRecordKind kind() {
      return RamRecordKind.XBZRLE;
    }

    @Override
    public void writeTo(RamRecordWriter writer) throws IOException {
      writer.xbzrle(block, pageOffset, delta);
    }
  }

  /**
   * A page in zlib.
   *
   * @param block the page's block
   * @param pageOffset where the page starts in it, bytes
   * @param payload one zlib stream
   */
  record CompressPage(RamBlock block, long pageOffset, Bytes payload) implements RamRecord {
    @Override
    public RamRecordKind kind() {
      return RamRecordKind.COMPRESS_PAGE;
    }

    @Override
    public void writeTo(RamRecordWriter writer) throws IOException {
      writer.compressedPage(block, pageOffset, payload);
    }
  }

  /** A transport's hook. */
  record Hook() implements RamRecord {
    @Override
    public RamRecordKind kind() {
      return RamRecordKind.HOOK;
    }

    @Override
    public void writeTo(RamRecordWriter writer) throws IOException {
      writer.hook();
    }
  }

  /** A synchronization of multifd channels. */
  record MultifdFlush() implements RamRecord {
    @Override
    public RamRecordKind kind() {
      return RamRecordKind.MULTIFD_FLUSH;
    }

    @Override
    public void writeTo(RamRecordWriter writer) throws IOException {
      writer.multifdFlush();
    }
  }

  /** The end of a section's payload. */
  record Eos() implements RamRecord {
    @Override
    public RamRecordKind kind() {
      return RamRecordKind.EOS;
    }

    @Override
    public void writeTo(RamRecordWriter writer) throws IOException {
      writer.endOfSection();
    }
  }
}
