package org.ramwire.sender.memory;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.ramwire.codec.Idstr;
import org.ramwire.format.PageSize;

/**
 * A block of a {@link HeapGuest}: chunks of memory that appear when they are written.
 *
 * <p>Any number of threads read and write while one sends.
 */
public final class HeapGuestBlock implements GuestBlock {

  private static final int CHUNK_SHIFT = 20;
  private static final int CHUNK_BYTES = 1 << CHUNK_SHIFT;

  /** What is shown of a chunk that has never been written. */
  private static final byte[] ZEROES = new byte[PageSize.MAX_BYTES];

  private final BlockLayout layout;
  private final long address;
  private final long maxLength;
  private final int pageShift;
  private final PageSize pageSize;
  private final AtomicReferenceArray<byte[]> chunks;
  private final DirtyLog log;
  private volatile long usedLength;

  HeapGuestBlock(PageSize pageSize, BlockLayout layout, long address) {
    this.pageSize = pageSize;
    this.layout = layout;
    this.address = address;
    this.maxLength = layout.maxLength();
    this.pageShift = Integer.numberOfTrailingZeros(pageSize.bytes());
    long chunkCount = (maxLength + CHUNK_BYTES - 1) >>> CHUNK_SHIFT;
    if (maxLength <= 0 || !pageSize.aligned(maxLength) || chunkCount > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          idstr()
              + ": maximum length "
              + maxLength
              + " is no multiple of the page size up to 2^51");
    }
    checkUsedLength(layout.usedLength());
    this.usedLength = layout.usedLength();
    this.chunks = new AtomicReferenceArray<>((int) chunkCount);
    this.log = new DirtyLog(maxLength >>> pageShift);
  }

  private void checkUsedLength(long length) {
    if (length <= 0 || length > maxLength || !pageSize.aligned(length)) {
      throw new IllegalArgumentException(
          idstr()
              + ": used length "
              + length
              + " is no multiple of the page size from "
              + pageSize.bytes()
              + " to "
              + maxLength);
    }
  }

  @Override
  public Idstr idstr() {
    return layout.idstr();
  }

  @Override
  public long usedLength() {
    return usedLength;
  }

  @Override
  public long maxLength() {
    return maxLength;
  }

  @Override
  public long address() {
    return address;
  }

  @Override
  public long listedPageSize() {
    return layout.listedPageSize();
  }

  @Override
  public long guestAddress() {
    return layout.guestAddress();
  }

  @Override
  public boolean shared() {
    return layout.shared();
  }

  @Override
  public void viewPage(long pageOffset, PageView view) {
    Objects.checkFromIndexSize(pageOffset, view.pageBytes(), maxLength);
    byte[] chunk = chunks.get((int) (pageOffset >>> CHUNK_SHIFT));
    if (chunk == null) {
      view.lend(ZEROES, 0);
    } else {
      view.lend(chunk, (int) pageOffset & (CHUNK_BYTES - 1));
    }
  }

  @Override
  public void takeDirtyLog(DirtyBitmap dirty) {
    log.take(dirty);
  }

  /**
   * Changes the used length. All pages are dirty afterwards; those after the old length keep what
   * they held.
   *
   * @param length a positive multiple of the page size, up to the maximum
   */
  public void resize(long length) {
    checkUsedLength(length);
    usedLength = length;
    log.noteRange(0, length >>> pageShift);
  }

  /**
   * Writes to memory.
   *
   * @param offset where, from the block's first byte; any alignment
   * @param source holds the bytes
   * @param from index of the first
   * @param length how many
   */
  public void write(long offset, byte[] source, int from, int length) {
    Objects.checkFromIndexSize(offset, length, maxLength);
    Objects.checkFromIndexSize(from, length, source.length);
    int done = 0;
    while (done < length) {
      int inChunk = (int) (offset + done) & (CHUNK_BYTES - 1);
      int step = Math.min(length - done, CHUNK_BYTES - inChunk);
      System.arraycopy(source, from + done, chunk(offset + done), inChunk, step);
      done += step;
    }
    note(offset, length);
  }

  /**
   * Fills memory with one value.
   *
   * @param offset where, from the block's first byte; any alignment
   * @param length how many bytes
   * @param value each byte
   */
  public void fill(long offset, long length, byte value) {
    Objects.checkFromIndexSize(offset, length, maxLength);
    long done = 0;
    while (done < length) {
      int inChunk = (int) (offset + done) & (CHUNK_BYTES - 1);
      int step = (int) Math.min(length - done, CHUNK_BYTES - inChunk);
      Arrays.fill(chunk(offset + done), inChunk, inChunk + step, value);
      done += step;
    }
    note(offset, length);
  }

  /** Notes a write after it, as the log wants it. */
  private void note(long offset, long length) {
    if (length > 0) {
      log.noteRange(offset >>> pageShift, ((offset + length - 1) >>> pageShift) + 1);
    }
  }

  private byte[] chunk(long offset) {
    int index = (int) (offset >>> CHUNK_SHIFT);
    byte[] chunk = chunks.get(index);
    if (chunk == null) {
      long left = maxLength - ((long) index << CHUNK_SHIFT);
      chunk = new byte[(int) Math.min(left, CHUNK_BYTES)];
      if (!chunks.compareAndSet(index, null, chunk)) {
        chunk = chunks.get(index);
      }
    }
    return chunk;
  }

  /**
   * Reads memory.
   *
   * @param offset where, from the block's first byte; any alignment
   * @param target takes the bytes
   * @param from index of the first
   * @param length how many
   */
  public void read(long offset, byte[] target, int from, int length) {
    Objects.checkFromIndexSize(offset, length, maxLength);
    Objects.checkFromIndexSize(from, length, target.length);
    int done = 0;
    while (done < length) {
      int inChunk = (int) (offset + done) & (CHUNK_BYTES - 1);
      int step = Math.min(length - done, CHUNK_BYTES - inChunk);
      byte[] chunk = chunks.get((int) ((offset + done) >>> CHUNK_SHIFT));
      if (chunk == null) {
        Arrays.fill(target, from + done, from + done + step, (byte) 0);
      } else {
        System.arraycopy(chunk, inChunk, target, from + done, step);
      }
      done += step;
    }
  }
}
