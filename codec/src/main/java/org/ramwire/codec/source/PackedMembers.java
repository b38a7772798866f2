package org.ramwire.codec.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Members of one format in a row, each unpacked after the other, and zero bytes after the last.
 *
 * <p>Tapes and block devices fill what they hold up with zero bytes, which belong to nothing
 * (LIB-010). Not thread-safe.
 */
final class PackedMembers extends InputStream {

  /** What unpacks one member and takes not a byte more. */
  interface Format {
    InputStream open(InputStream packed) throws IOException;
  }

  private final InputStream packed;
  private final Format format;
  private InputStream member;

  /** Opens the first member. */
  PackedMembers(InputStream packed, Format format) throws IOException {
    this.packed = new BufferedInputStream(packed);
    this.format = format;
    this.member = format.open(this.packed);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int at, int length) throws IOException {
    while (member != null) {
      int read = member.read(target, at, length);
      if (read >= 0) {
        return read;
      }
      member = next();
    }
    return -1;
  }

  /** Returns the next member, or null where there is none. */
  private @Nullable InputStream next() throws IOException {
    packed.mark(1);
    int first = packed.read();
    if (first == 0) {
      passPadding();
      return null;
    }
    if (first < 0) {
      return null;
    }
    packed.reset();
    return format.open(packed);
  }

  private void passPadding() throws IOException {
    byte[] some = new byte[8192];
    int read = 0;
    while (read >= 0) {
      for (int i = 0; i < read; i++) {
        if (some[i] != 0) {
          throw new IOException("other bytes stand after its end and zero padding");
        }
      }
      read = packed.read(some, 0, some.length);
    }
  }

  @Override
  public void close() throws IOException {
    packed.close();
  }
}
