package org.ramwire.codec.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.StreamConstants;
import org.ramwire.format.StreamException;
import org.ramwire.format.UnsupportedStreamException;

/**
 * A migration stream taken out of what it travels in: a compressed file, a compressed virsh save
 * file, a qcow2 snapshot, a file in which it starts later.
 *
 * <p>What needs no unpacking goes through as it is: a seekable channel stays itself. One reader
 * reads one source. Not thread-safe.
 */
public final class StreamSource implements Closeable {

  private static final byte[] STREAM =
      ByteBuffer.allocate(Integer.BYTES).putInt(StreamConstants.MAGIC).array();
  private static final byte[] LIBVIRT = Head.magic(StreamConstants.LIBVIRT_MAGIC);
  private static final byte[] LIBVIRT_UNFINISHED =
      Head.magic(StreamConstants.LIBVIRT_UNFINISHED_MAGIC);
  private static final int HEAD_BYTES = LibvirtHeader.HEADER_BYTES;

  /** How often data may be packed: each layer may take memory that its first bytes claim. */
  private static final int MOST_PACKED = 2;

  /** How far a stream that starts later is looked for in an input that is not known. */
  private static final int SEARCHED_BYTES = 16 << 20;

  private final List<String> layers = new ArrayList<>();
  private final Options options;
  private ReadableByteChannel channel;
  private int packed;
  private @Nullable LibvirtHeader libvirt;

  /**
   * How a source is opened.
   *
   * @param offset bytes to pass over before anything is looked at
   * @param snapshot the snapshot whose state is meant where the file is qcow2, or null
   * @param maxUnpackedBytes the most that compressed data may unpack to
   */
  public record Options(long offset, @Nullable String snapshot, long maxUnpackedBytes) {

    /** From the first byte, no snapshot, at most 16 TiB unpacked. */
    public static final Options DEFAULT = new Options(0, null, 1L << 44);

    /**
     * Checks the numbers.
     *
     * @param offset bytes to pass over, not negative
     * @param snapshot a name or an id, or null
     * @param maxUnpackedBytes a positive bound
     */
    public Options {
      if (offset < 0 || maxUnpackedBytes <= 0) {
        throw new IllegalArgumentException(
            "an offset from 0 and a positive bound, not " + offset + " and " + maxUnpackedBytes);
      }
    }
  }

  private StreamSource(ReadableByteChannel channel, Options options) {
    this.channel = channel;
    this.options = options;
  }

  /**
   * Opens what a channel holds, which closes with the source.
   *
   * @param channel a file or a pipe, at its first byte
   * @param options how
   * @return the source, whose channel starts at the stream, at a wrapper that {@link StreamWrapper}
   *     takes off, or at what only a reader can judge
   * @throws StreamException if the file is of another kind (CON-001), compressed data is broken at
   *     its start (LIB-010), or a virsh save file or qcow2 file cannot be read (LIB-001, LIB-002,
   *     LIB-012)
   * @throws IOException if the channel fails
   */
  public static StreamSource open(ReadableByteChannel channel, Options options) throws IOException {
    StreamSource source = new StreamSource(Objects.requireNonNull(channel, "channel"), options);
    source.skip(options.offset());
    source.unwrap();
    source.checkSnapshot();
    return source;
  }

  /**
   * Tells whether a file's beginning is that of a stream, of something that a stream travels in, or
   * of another kind of file that is known by name; a memory image's is not.
   *
   * @param channel the file, of which a few bytes are read
   * @return true if {@link #open} can say more about it than that it is no stream
   * @throws IOException if the channel fails
   */
  public static boolean recognizes(ReadableByteChannel channel) throws IOException {
    Head head = Head.peek(channel, HEAD_BYTES);
    return head.startsWith(STREAM)
        || head.startsWith(LIBVIRT)
        || head.startsWith(LIBVIRT_UNFINISHED)
        || head.startsWith(Qcow2Image.MAGIC)
        || CompressionFormat.of(head) != null
        || ForeignFile.of(head) != null;
  }

  private void skip(long bytes) throws IOException {
    if (bytes > 0 && channel instanceof SeekableByteChannel file && file.size() > 0) {
      file.position(Math.min(file.size(), file.position() + bytes));
      return;
    }
    ByteBuffer passed = ByteBuffer.allocate((int) Math.min(bytes, HEAD_BYTES << 8));
    long left = bytes;
    int read = 0;
    while (left > 0 && read >= 0) {
      passed.clear().limit((int) Math.min(left, passed.capacity()));
      read = channel.read(passed);
      left -= Math.max(read, 0);
    }
  }

  private void unwrap() throws IOException {
    while (true) {
      Head head = Head.peek(channel, HEAD_BYTES);
      channel = head.channel();
      CompressionFormat format = CompressionFormat.of(head);
      if (head.startsWith(LIBVIRT)) {
        LibvirtHeader header = LibvirtHeader.parse(head.bytes(), 0);
        if (header == null || !opensCompressed(header)) {
          return;
        }
      } else if (format != null) {
        unpack(format);
      } else if (head.startsWith(Qcow2Image.MAGIC)) {
        openSnapshot();
      } else {
        refuseForeign(head);
        return;
      }
    }
  }

  /** Takes a virsh save file's wrapper off if its stream is compressed. */
  private boolean opensCompressed(LibvirtHeader header) throws IOException {
    CompressionFormat format = CompressionFormat.ofLibvirt(header.format());
    if (format == null) {
      return false;
    }
    skip(LibvirtHeader.HEADER_BYTES + header.dataLength());
    libvirt = header;
    Head head = Head.peek(channel, HEAD_BYTES);
    channel = head.channel();
    if (CompressionFormat.of(head) != format) {
      throw new MalformedStreamException(
          Clause.LIBVIRT_FORMAT,
          LibvirtHeader.HEADER_BYTES + header.dataLength(),
          "the header says " + format.program() + ", but no " + format.program() + " data is here");
    }
    layers.add("virsh save");
    unpack(format);
    return true;
  }

  private void unpack(CompressionFormat format) throws IOException {
    if (packed++ == MOST_PACKED) {
      throw new UnsupportedStreamException(
          Clause.SOURCE_COMPRESSED, 0, "packed more than " + MOST_PACKED + " times: " + layers);
    }
    channel = new UnpackedChannel(channel, format, options.maxUnpackedBytes());
    layers.add(format.program());
  }

  private void openSnapshot() throws IOException {
    if (!(channel instanceof SeekableByteChannel file)) {
      throw new UnsupportedStreamException(
          Clause.SOURCE_QCOW2,
          0,
          "this is a qcow2 disk image; it can be read from a file alone, not from a pipe");
    }
    Qcow2Image image = new Qcow2Image(file);
    if (options.snapshot() == null) {
      throw new UnsupportedStreamException(
          Clause.SOURCE_QCOW2,
          0,
          "this is a qcow2 disk image, not a migration stream; its internal snapshots: "
              + image.shown()
              + "; read the memory of one with --snapshot NAME");
    }
    if (!layers.isEmpty() && layers.contains("qcow2 snapshot")) {
      throw new UnsupportedStreamException(
          Clause.SOURCE_QCOW2, 0, "a qcow2 disk image inside a snapshot");
    }
    channel = image.open(options.snapshot());
    layers.add("qcow2 snapshot");
  }

  private void checkSnapshot() throws UnsupportedStreamException {
    if (options.snapshot() != null && !layers.contains("qcow2 snapshot")) {
      throw new UnsupportedStreamException(
          Clause.SOURCE_QCOW2, 0, "a snapshot is asked for, but this is no qcow2 disk image");
    }
  }

  private void refuseForeign(Head head) throws IOException {
    if (head.startsWith(LIBVIRT_UNFINISHED)) {
      throw new MalformedStreamException(
          Clause.LIBVIRT_HEADER,
          0,
          "the save was never finished ("
              + StreamConstants.LIBVIRT_UNFINISHED_MAGIC
              + "): virsh save was interrupted, and libvirt"
              + " refuses the file too; save the guest again. What has come of the memory:"
              + " --offset past the header, and extract --partial");
    }
    ForeignFile kind = ForeignFile.of(head);
    if (kind != null) {
      throw new UnsupportedStreamException(Clause.STREAM_MAGIC, 0, kind.explanation());
    }
    if (!head.startsWith(STREAM) && head.bytes().length >= STREAM.length) {
      lookFurther(head);
    }
  }

  /** Tells of a stream that starts later in an input that is otherwise not known. */
  private void lookFurther(Head head) throws IOException {
    Head more = Head.peek(channel, SEARCHED_BYTES);
    channel = more.channel();
    long found = StreamSearch.find(more.bytes());
    if (found > 0) {
      long offset = options.offset() + found;
      throw new MalformedStreamException(
          Clause.STREAM_MAGIC,
          0,
          String.format(
              "magic %02x%02x%02x%02x: not a migration stream; one (QEVM) stands at 0x%x:"
                  + " read it from there with --offset 0x%x",
              head.bytes()[0], head.bytes()[1], head.bytes()[2], head.bytes()[3], offset, offset));
    }
  }

  /**
   * Returns the channel that a reader reads.
   *
   * @return starts at the stream's first byte
   */
  public ReadableByteChannel channel() {
    return channel;
  }

  /**
   * Returns what was taken off, outermost first.
   *
   * @return names such as {@code gzip}; empty if the stream stood bare
   */
  public List<String> layers() {
    return List.copyOf(layers);
  }

  /**
   * Returns the header of the virsh save file that was taken off with its compression.
   *
   * @return the header, or null where {@link StreamWrapper} takes it off or there is none
   */
  public @Nullable LibvirtHeader libvirt() {
    return libvirt;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
