package org.ramwire.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * A part of an input that has a length of its own, such as a stream inside an element.
 *
 * <p>Its cursor cannot pass the part's end: what would is cut there, and the error names the part.
 * Offsets are those of the whole channel. The outer input must not be read before {@link
 * #skipRest}. Not thread-safe.
 */
public final class BoundedInput {

  private final StreamInput outer;
  private final String element;
  private final StreamInput cursor;

  /** How many bytes of the part the cursor has not yet asked for. */
  private long left;

  BoundedInput(StreamInput outer, long length, String element) {
    this.outer = outer;
    this.element = element;
    this.left = length;
    // A part may be short, and a stream may have as many as fit.
    int windowBytes = (int) Math.min(Math.max(length, 1), StreamInput.WINDOW_BYTES);
    this.cursor = new StreamInput(new Part(), windowBytes, outer.offset(), element);
  }

  /**
   * Returns the cursor over the part.
   *
   * @return an input that ends where the part does
   */
  public StreamInput cursor() {
    return cursor;
  }

  /**
   * Takes what the cursor has left of the part: the outer input then stands after it.
   *
   * @throws org.ramwire.format.TruncatedStreamException if the outer input ends inside (CON-050)
   * @throws IOException if the channel fails
   */
  public void skipRest() throws IOException {
    outer.skip(left, element);
    left = 0;
  }

  /** The part's bytes and none after them. */
  private final class Part implements ReadableByteChannel {

    @Override
    public int read(ByteBuffer target) throws IOException {
      if (left == 0) {
        return -1;
      }
      outer.require(1, element);
      int count = (int) Math.min(Math.min(left, outer.buffered()), target.remaining());
      target.put(outer.window(), outer.position(), count);
      outer.advance(count);
      left -= count;
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      // The outer input stays the reader's.
    }
  }
}
