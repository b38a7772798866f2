package org.ramwire.sender.memory;

import java.io.IOException;
import java.util.Objects;
import org.ramwire.codec.Idstr;
import org.ramwire.format.PageSize;

/**
 * A block of a {@link MappedGuest}: a mapped file.
 *
 * <p>Any number of threads read and write while one sends.
 */
public final class MappedGuestBlock implements GuestBlock {

  private final Idstr idstr;
  private final long address;
  private final int pageShift;
  private final MappedImage image;
  private final DirtyLog log;

  MappedGuestBlock(PageSize pageSize, Idstr idstr, long address, MappedImage image) {
    this.idstr = idstr;
    this.address = address;
    this.pageShift = Integer.numberOfTrailingZeros(pageSize.bytes());
    this.image = image;
    this.log = new DirtyLog(image.lengthBytes() >>> pageShift);
  }

  @Override
  public Idstr idstr() {
    return idstr;
  }

  @Override
  public long usedLength() {
    return image.lengthBytes();
  }

  @Override
  public long address() {
    return address;
  }

  @Override
  public void viewPage(long pageOffset, PageView view) {
    Objects.checkFromIndexSize(pageOffset, view.pageBytes(), image.lengthBytes());
    image.lend(pageOffset, view);
  }

  @Override
  public void takeDirtyLog(DirtyBitmap dirty) throws IOException {
    image.requireWhole();
    log.take(dirty);
  }

  MappedImage image() {
    return image;
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
    Objects.checkFromIndexSize(offset, length, image.lengthBytes());
    Objects.checkFromIndexSize(from, length, target.length);
    image.read(offset, target, from, length);
  }

  /**
   * Writes to memory, not to the file.
   *
   * @param offset where, from the block's first byte; any alignment
   * @param source holds the bytes
   * @param from index of the first
   * @param length how many
   * @throws IOException if the file may only be read
   */
  public void write(long offset, byte[] source, int from, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, image.lengthBytes());
    Objects.checkFromIndexSize(from, length, source.length);
    image.write(offset, source, from, length);
    if (length > 0) {
      log.noteRange(offset >>> pageShift, ((offset + length - 1) >>> pageShift) + 1);
    }
  }
}
