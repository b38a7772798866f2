package org.ramwire.codec.section;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.util.HashMap;
import java.util.Map;
import org.ramwire.codec.Limits;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.format.SectionType;

/**
 * The sizes of device sections as the description at a file's end states them (CON-068).
 *
 * <p>A file can be read from its end, so that the description does not come too late. It is looked
 * for when it is asked for the first time.
 */
public final class DescribedSizes {

  private static final int HEAD_BYTES = 1 + Integer.BYTES;
  private static final int LOOK_AHEAD_BYTES = 1 << 10;

  /** What a section has that the description names more than once, or whose size it cannot tell. */
  private static final long SEVERAL = -1;

  /** The name and instance of a device section. */
  private record Key(String name, int instance) {}

  private final FileChannel file;

  /** Where the stream's first byte stands in the file. */
  private final long base;

  private final Limits limits;
  private Map<Key, Long> sizes;

  /** Where the description stands in the stream, or -1. */
  private long descriptionOffset = -1;

  /** Looks into a file in which the stream starts at a base. */
  public DescribedSizes(FileChannel file, long base, Limits limits) {
    this.file = file;
    this.base = base;
    this.limits = limits;
  }

  /** Returns how many bytes a section's payload has by the description, or -1. */
  long payloadBytes(SectionHeader header) throws IOException {
    if (sizes == null) {
      sizes = new HashMap<>();
      read();
    }
    return sizes.getOrDefault(new Key(header.name(), header.instance()), SEVERAL);
  }

  /** Tells whether the description that ends the file stands at an offset of the stream. */
  boolean isDescription(long offset) {
    return offset == descriptionOffset;
  }

  /** Returns an input that starts further on in the file, whatever has been read of it. */
  StreamInput ahead(long offset) {
    return new StreamInput(new Ahead(base + offset), LOOK_AHEAD_BYTES);
  }

  /** Reads the description, if what ends the file is one. */
  private void read() throws IOException {
    long size = file.size();
    int length = (int) Math.min(size - base, (long) limits.maxVmdescBytes() + HEAD_BYTES);
    if (length <= HEAD_BYTES) {
      return;
    }
    byte[] tail = new byte[length];
    ByteBuffer buffer = ByteBuffer.wrap(tail);
    ReadableByteChannel end = new Ahead(size - length);
    while (buffer.hasRemaining()) {
      if (end.read(buffer) < 0) {
        return;
      }
    }
    for (int at = 0; at < length - HEAD_BYTES; at++) {
      int json = at + HEAD_BYTES;
      if (tail[at] == SectionType.VMDESC
          && ByteBuffer.wrap(tail).getInt(at + 1) == length - json
          && takes(tail, json)) {
        descriptionOffset = size - length + at - base;
        return;
      }
    }
  }

  private boolean takes(byte[] tail, int json) {
    try {
      VmdescParser.parse(tail, json, tail.length - json, limits.maxSections())
          .devices()
          .forEach(
              device ->
                  sizes.merge(
                      new Key(device.name(), device.instance()),
                      device.atLeast() ? SEVERAL : device.payloadBytes(),
                      (one, other) -> SEVERAL));
      return true;
    } catch (IOException e) {
      // Bytes that happen to state the number of those after them.
      return false;
    }
  }

  /** The file's bytes from a position on; the file's own position stays where it is. */
  private final class Ahead implements ReadableByteChannel {
    private long position;

    Ahead(long position) {
      this.position = position;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      int read = file.read(target, position);
      position += Math.max(read, 0);
      return read;
    }

    @Override
    public boolean isOpen() {
      return file.isOpen();
    }

    @Override
    public void close() {
      // The file is the caller's.
    }
  }
}
