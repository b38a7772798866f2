package org.ramwire.compression;

import java.io.Closeable;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * A codec for single pages: the extension point for those who compare codecs on page histories.
 *
 * <p>An encoder belongs to one page size, keeps whatever state it likes to reuse, and depends only
 * on its arguments: two encoders of one name give the same bytes. Pages are whole arrays of the
 * page size. Not thread-safe: each thread opens its own.
 */
public interface PageEncoder extends Closeable {

  /** What {@link #encode} returns if the page is to travel as it is. */
  int NOT_ENCODED = -1;

  /**
   * Returns the encoder's name.
   *
   * @return the name that its provider opens it by
   */
  String name();

  /**
   * Tells whether a page is encoded against its previous content.
   *
   * @return true if {@code encode} reads the previous content and {@code decode} starts from it
   */
  boolean needsPrevious();

  /**
   * Returns the length that an encoded page can have.
   *
   * @return bytes that {@code encode}'s target holds at least
   */
  int maxEncodedBytes();

  /**
   * Encodes a page.
   *
   * @param page its content, not changed
   * @param previous the content that the other side has, not changed; null only if {@link
   *     #needsPrevious} is false
   * @param target takes the encoded page from index 0
   * @return its bytes, from 0 to {@link #maxEncodedBytes}, or {@link #NOT_ENCODED}
   */
  int encode(byte[] page, byte @Nullable [] previous, byte[] target);

  /**
   * Decodes a page. After a failure its content is undefined.
   *
   * @param encoded holds the encoded page from index 0
   * @param length its bytes
   * @param page takes the page; holds its previous content if {@link #needsPrevious}
   * @throws DataFormatException if the bytes are no encoded page
   */
  void decode(byte[] encoded, int length, byte[] page) throws DataFormatException;

  /** Frees what the encoder holds. */
  @Override
  default void close() {}
}
