package org.ramwire.codec.record;

import java.io.IOException;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.RamBlock;

/**
 * What a reader calls for each RAM record, in stream order.
 *
 * <p>Buffers and the page header are lent for the length of the call. Whoever looks at some kinds
 * alone implements {@link RamRecordAdapter}.
 */
public interface RamRecordVisitor {

  /**
   * Takes the block list.
   *
   * @param offset where the record starts
   * @param blocks the blocks that the list names
   * @throws IOException if the visitor refuses or fails
   */
  void blockList(long offset, BlockList blocks) throws IOException;

  /**
   * Takes a ZERO record.
   *
   * @param page the page
   * @param fill the fill byte
   * @throws IOException if the visitor refuses or fails
   */
  void zeroPage(PageHeader page, byte fill) throws IOException;

  /**
   * Takes a PAGE record.
   *
   * @param page the page
   * @param buffer holds the page's bytes
   * @param from index of the first
   * @param length the page size
   * @throws IOException if the visitor refuses or fails
   */
  void page(PageHeader page, byte[] buffer, int from, int length) throws IOException;

  /**
   * Takes an XBZRLE record.
   *
   * @param page the page
   * @param buffer holds the delta
   * @param from index of its first byte
   * @param length bytes of the delta, 0 to the page size
   * @throws IOException if the visitor refuses or fails
   */
  void xbzrle(PageHeader page, byte[] buffer, int from, int length) throws IOException;

  /**
   * Takes a COMPRESS_PAGE record.
   *
   * @param page the page
   * @param buffer holds the zlib stream
   * @param from index of its first byte
   * @param length bytes of the payload, up to zlib's bound for a page
   * @throws IOException if the visitor refuses or fails
   */
  void compressedPage(PageHeader page, byte[] buffer, int from, int length) throws IOException;

  /**
   * Takes note of a block whose pages follow, from the first to the last, at fixed places of the
   * file and not in records; called before {@link #blockList}.
   *
   * @param mapped the block and its places
   * @throws IOException if the visitor refuses or fails
   */
  void mappedBlock(MappedBlock mapped) throws IOException;

  /**
   * Takes pages that stand at their places of a mapped-ram file.
   *
   * @param block the pages' block
   * @param pageOffset where the first of them starts in it, bytes
   * @param buffer holds their bytes
   * @param from index of the first
   * @param length how many, a multiple of the page size
   * @throws IOException if the visitor refuses or fails
   */
  void mappedPages(RamBlock block, long pageOffset, byte[] buffer, int from, int length)
      throws IOException;

  /**
   * Takes pages of a mapped-ram file that are zero, whatever stands at their places.
   *
   * @param block the pages' block
   * @param pageOffset where the first of them starts in it, bytes
   * @param length how many bytes they have, a multiple of the page size
   * @throws IOException if the visitor refuses or fails
   */
  void mappedZero(RamBlock block, long pageOffset, int length) throws IOException;

  /**
   * Takes a HOOK record.
   *
   * @param offset where the record starts
   * @throws IOException if the visitor refuses or fails
   */
  void hook(long offset) throws IOException;

  /**
   * Takes a MULTIFD_FLUSH record.
   *
   * @param offset where the record starts
   * @throws IOException if the visitor refuses or fails
   */
  void multifdFlush(long offset) throws IOException;

  /**
   * Takes the EOS record that ends a section's payload.
   *
   * @param offset where the record starts
   * @throws IOException if the visitor refuses or fails
   */
  void endOfSection(long offset) throws IOException;
}
