package org.ramwire.codec;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ramwire.format.Clause;
import org.ramwire.format.TruncatedStreamException;

/**
 * A forward-only cursor over a channel with a window of bounded size and an absolute offset.
 *
 * <p>A field is read in two steps: {@link #require} brings its bytes into the window or reports the
 * cut with what it cut, then the typed methods take them. Not thread-safe.
 */
public final class StreamInput {

  /** The window's size: holds the longest record, and amortizes a system call over many. */
  public static final int WINDOW_BYTES = 1 << 17;

  private static final VarHandle BE16 = view(short[].class);
  private static final VarHandle BE32 = view(int[].class);
  private static final VarHandle BE64 = view(long[].class);

  private final ReadableByteChannel source;
  private byte[] window;
  private ByteBuffer windowBuffer;

  /** Index in the window of the next byte to take. */
  private int position;

  /** Index after the last valid byte of the window. */
  private int limit;

  /** Absolute offset of the window's first byte. */
  private long windowOffset;

  /** What ends where the source ends, for messages. */
  private final String whole;

  private boolean sourceEnded;

  /** Sees all bytes that are taken, or null. */
  private @Nullable TakenBytes observer;

  /** Index in the window of the first byte that the observer has not seen. */
  private int unseen;

  /**
   * Reads from a blocking channel, which stays the caller's to close.
   *
   * @param source a file, pipe or socket
   */
  public StreamInput(ReadableByteChannel source) {
    this(source, WINDOW_BYTES);
  }

  /**
   * Reads from a channel with a window of another size: a small one has its borders everywhere.
   *
   * @param source a file, pipe or socket
   * @param windowBytes the window's size at first
   */
  public StreamInput(ReadableByteChannel source, int windowBytes) {
    this(source, windowBytes, 0, "the input");
  }

  /** Reads what ends before the channel that it comes from. */
  StreamInput(ReadableByteChannel source, int windowBytes, long firstOffset, String whole) {
    this.source = source;
    this.windowOffset = firstOffset;
    this.whole = whole;
    this.window = new byte[windowBytes];
    this.windowBuffer = ByteBuffer.wrap(window);
  }

  /**
   * Reads from a stream, which stays the caller's to close.
   *
   * @param source any blocking stream
   */
  public StreamInput(InputStream source) {
    this(Channels.newChannel(source));
  }

  private static VarHandle view(Class<?> arrayType) {
    return MethodHandles.byteArrayViewVarHandle(arrayType, BIG_ENDIAN);
  }

  /**
   * Returns the offset of the next byte.
   *
   * @return bytes from the channel's first
   */
  public long offset() {
    return windowOffset + position;
  }

  /**
   * Tells whether the channel has no further byte.
   *
   * @return true at the end
   * @throws IOException if the channel fails
   */
  public boolean atEnd() throws IOException {
    return !available(1);
  }

  /**
   * Brings bytes into the window if the channel has them, without taking them.
   *
   * @param count how many
   * @return false if the channel ends before
   * @throws IOException if the channel fails
   */
  public boolean available(int count) throws IOException {
    return limit - position >= count || fill(count);
  }

  /**
   * Brings the bytes of an element into the window.
   *
   * @param count how many bytes the element still needs
   * @param element what is being read, for the message
   * @throws TruncatedStreamException if the channel ends before (CON-050)
   * @throws IOException if the channel fails
   */
  public void require(int count, String element) throws IOException {
    if (limit - position < count && !fill(count)) {
      throw truncated(count, element);
    }
  }

  private TruncatedStreamException truncated(long count, String element) {
    return new TruncatedStreamException(
        Clause.ELEMENT_COMPLETE,
        offset(),
        whole
            + " ends inside "
            + element
            + ": expected "
            + count
            + " more byte(s), found "
            + (limit - position));
  }

  /**
   * Returns the window itself, which is lent.
   *
   * @return valid from {@link #position} for {@link #buffered} bytes, until the next call that may
   *     read from the channel
   */
  public byte[] window() {
    return window;
  }

  /**
   * Shows an observer all bytes that are taken from now on.
   *
   * @param observer what sees them, some time after they were taken
   */
  public void observedBy(TakenBytes observer) {
    this.observer = observer;
    unseen = position;
  }

  /**
   * Shows the observer what has been taken since the last time.
   *
   * @throws IOException if the observer fails
   */
  public void showTaken() throws IOException {
    if (observer != null) {
      observer.taken(window, unseen, position - unseen);
      unseen = position;
    }
  }

  /**
   * Returns where the next byte stands.
   *
   * @return an index of the window
   */
  public int position() {
    return position;
  }

  /**
   * Returns how many bytes the window holds ahead.
   *
   * @return a count, 0 if the next byte has to be read first
   */
  public int buffered() {
    return limit - position;
  }

  /**
   * Takes bytes that are in the window.
   *
   * @param count how many, at most {@link #buffered}
   */
  public void advance(int count) {
    position += count;
  }

  /**
   * Looks at a byte of the window without taking it.
   *
   * @param ahead how many bytes stand before it
   * @return 0 to 255
   */
  public int peek(int ahead) {
    return window[position + ahead] & 0xff;
  }

  /**
   * Looks at a be32 of the window without taking it.
   *
   * @param ahead how many bytes stand before it
   * @return the field
   */
  public int peekBe32(int ahead) {
    return (int) BE32.get(window, position + ahead);
  }

  /**
   * Looks at a be64 of the window without taking it.
   *
   * @param ahead how many bytes stand before it
   * @return the field
   */
  public long peekBe64(int ahead) {
    return (long) BE64.get(window, position + ahead);
  }

  /**
   * Takes one byte of the window.
   *
   * @return 0 to 255
   */
  public int u8() {
    return window[position++] & 0xff;
  }

  /**
   * Takes two bytes of the window.
   *
   * @return 0 to 65535
   */
  public int be16() {
    int value = (short) BE16.get(window, position) & 0xffff;
    position += 2;
    return value;
  }

  /**
   * Takes four bytes of the window.
   *
   * @return the field; who means it unsigned masks
   */
  public int be32() {
    int value = (int) BE32.get(window, position);
    position += 4;
    return value;
  }

  /**
   * Takes eight bytes of the window.
   *
   * @return the field
   */
  public long be64() {
    long value = (long) BE64.get(window, position);
    position += 8;
    return value;
  }

  /**
   * Copies bytes out of the window and takes them.
   *
   * @param count how many, at most {@link #buffered}
   * @return an array of its own
   */
  public byte[] bytes(int count) {
    byte[] copy = Arrays.copyOfRange(window, position, position + count);
    position += count;
    return copy;
  }

  /**
   * Takes bytes without keeping them.
   *
   * @param count how many
   * @param element what is being read, for the message
   * @throws TruncatedStreamException if the channel ends before
   * @throws IOException if the channel fails
   */
  public void skip(long count, String element) throws IOException {
    long left = count;
    while (left > 0) {
      if (limit == position && !fill(1)) {
        throw truncated(left, element);
      }
      int step = (int) Math.min(left, limit - position);
      position += step;
      left -= step;
    }
  }

  /**
   * Opens the next bytes as an input of their own, whose end cannot be passed.
   *
   * @param length how many bytes
   * @param element what they are, for messages: {@code a package}
   * @return an input that takes from this one as far as it has to
   */
  public BoundedInput bounded(long length, String element) {
    return new BoundedInput(this, length, element);
  }

  private boolean fill(int count) throws IOException {
    if (sourceEnded) {
      return false;
    }
    makeRoom(count);
    while (limit - position < count) {
      if (limit == window.length) {
        // Only a description is longer than the window. The window follows the bytes that have
        // come, never a length that a peer claims.
        moveToFront(new byte[window.length * 2]);
      }
      windowBuffer.limit(window.length).position(limit);
      int read = source.read(windowBuffer);
      if (read < 0) {
        sourceEnded = true;
        return false;
      }
      limit += read;
    }
    return true;
  }

  /**
   * Moves what is ahead only where enough has been taken since, so that a byte moves seldom. The
   * window grows where what is asked for fills three quarters of it, so it stays within twice the
   * longest description (LIM-003): 16 MiB by default.
   */
  private void makeRoom(int count) throws IOException {
    int ahead = limit - position;
    if (ahead <= position) {
      moveToFront(window);
    } else if (count > window.length - position) {
      boolean grows = ahead > window.length / 2 && count > window.length - window.length / 4;
      moveToFront(grows ? new byte[window.length * 2] : window);
    }
  }

  private void moveToFront(byte[] target) throws IOException {
    showTaken();
    System.arraycopy(window, position, target, 0, limit - position);
    if (target != window) {
      window = target;
      windowBuffer = ByteBuffer.wrap(window);
    }
    windowOffset += position;
    limit -= position;
    position = 0;
    unseen = 0;
  }
}
