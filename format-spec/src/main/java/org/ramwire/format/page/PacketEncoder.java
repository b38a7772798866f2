package org.ramwire.format.page;

import java.io.Closeable;
import java.util.zip.DataFormatException;

/**
 * A codec with a stream for each channel: pages travel in packets, and the codec keeps its state
 * from one packet to the next, as multifd's zlib and zstd do.
 *
 * <p>One object is both ends of one channel: the end that encodes, and the end that decodes. Each
 * has a state of its own. Packets are decoded in the order in which they were encoded, each once.
 * Arrays stay the caller's: an encoder reads and writes its ranges during a call alone and keeps
 * none. Not thread-safe: each channel opens its own.
 */
public interface PacketEncoder extends Closeable {

  /**
   * Returns the encoder's name.
   *
   * @return the name that its provider opens it by
   */
  String name();

  /**
   * Returns the length that an encoded packet can have.
   *
   * @param pages how many pages it holds, 1 or more
   * @return bytes that {@code encode}'s target holds at least
   */
  int maxEncodedBytes(int pages);

  /**
   * Encodes a packet: all that the other end needs for these pages is in its bytes.
   *
   * @param pages holds the pages, one after the other; it is not changed
   * @param pagesFrom index of the first page's first byte
   * @param count how many pages, 1 or more
   * @param target takes the encoded packet
   * @param targetFrom index of its first byte; {@link #maxEncodedBytes} follow at least
   * @return its bytes, from 1 to {@link #maxEncodedBytes}; nothing is written after the bound
   */
  int encode(byte[] pages, int pagesFrom, int count, byte[] target, int targetFrom);

  /**
   * Decodes a packet. After a failure the content of the pages and the state of the channel are
   * undefined.
   *
   * @param encoded holds the encoded packet
   * @param encodedFrom index of its first byte
   * @param length its bytes
   * @param pages takes the pages, one after the other
   * @param pagesFrom index of the first page's first byte
   * @param count how many pages it holds
   * @throws DataFormatException if the bytes are no packet of so many pages
   */
  void decode(byte[] encoded, int encodedFrom, int length, byte[] pages, int pagesFrom, int count)
      throws DataFormatException;

  /** Frees what the encoder holds. */
  @Override
  default void close() {}
}
