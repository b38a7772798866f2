package org.ramwire.conformance.stream.anatomy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Map;
import java.util.TreeMap;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.format.PageSize;

/** Where a stream's device sections end, as far as the reference reader gets. */
final class DeviceExtents implements StreamAdapter {

  /** Where payloads end, by where they start. */
  private final TreeMap<Long, Long> ends = new TreeMap<>();

  private DeviceExtents() {}

  /** Reads a stream up to its end or its first fault. */
  static DeviceExtents of(ByteBuffer stream, int pageBytes) {
    DeviceExtents extents = new DeviceExtents();
    try {
      StreamInput input = new StreamInput(new BufferChannel(stream.duplicate().rewind()));
      ReaderOptions options = ReaderOptions.DEFAULT.withPageSize(new PageSize(pageBytes));
      MigrationStreamReader.open(input, options, extents).read();
    } catch (IOException e) {
      // What was found before the fault is what people look at.
    }
    return extents;
  }

  /** Returns how many bytes of a device section's payload stand from an offset on, or -1. */
  int length(long offset) {
    Map.Entry<Long, Long> payload = ends.floorEntry(offset);
    return payload == null || payload.getValue() < offset
        ? -1
        : (int) (payload.getValue() - offset);
  }

  @Override
  public void sectionEnd(
      SectionHeader header, long payloadOffset, long payloadLength, boolean footer) {
    if (!header.isRam()) {
      ends.put(payloadOffset, payloadOffset + payloadLength);
    }
  }

  private record BufferChannel(ByteBuffer bytes) implements ReadableByteChannel {

    @Override
    public int read(ByteBuffer target) {
      if (!bytes.hasRemaining()) {
        return -1;
      }
      int count = Math.min(target.remaining(), bytes.remaining());
      target.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
