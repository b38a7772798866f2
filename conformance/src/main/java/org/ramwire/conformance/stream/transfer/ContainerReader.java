package org.ramwire.conformance.stream.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.element.Configuration;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.codec.source.LibvirtHeader;
import org.ramwire.format.Clause;
import org.ramwire.format.ElementType;
import org.ramwire.format.LimitExceededException;
import org.ramwire.format.MigrationCommand;
import org.ramwire.format.StreamConstants;

/** The container of a captured stream: all its bytes but those of the ram section. */
public final class ContainerReader implements StreamAdapter {

  /**
   * How much is kept of a stream beside its ram section: a quarter of the launcher's heap. Device
   * state and description are seldom over a few hundred kilobytes.
   */
  static final long MAX_BYTES = 64L << 20;

  /**
   * How many stretches stand between what belongs to the ram section. A source that moves its disks
   * along has one for each of its rounds, of which it makes some ten in a second.
   */
  static final int MAX_STRETCHES = 1 << 20;

  /**
   * A stretch of the stream that belongs to the ram section, from the head of a piece through the
   * footer of one, with the type of its last.
   */
  private record Piece(long from, long to, ElementType type) {}

  private final Path file;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<RamBlock> listed = new ArrayList<>();
  private int ramId = -1;
  private boolean footers;
  private long trailingBytes;
  private String refusal;

  private ContainerReader(Path file) {
    this.file = file;
  }

  /**
   * Reads a stream through its end.
   *
   * @param file a whole migration stream
   * @param options how to read it
   * @return its container
   * @throws org.ramwire.format.StreamException if the stream breaks a clause
   * @throws IOException if it cannot be read, or its container cannot be used again
   */
  public static Container read(Path file, ReaderOptions options) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a directory; expected a captured stream");
    }
    ContainerReader reader = new ContainerReader(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      StreamInput input = new StreamInput(channel);
      MigrationStreamReader.open(input, options, reader).read();
      return reader.container(channel, input.offset());
    }
  }

  private Container container(FileChannel channel, long end) throws IOException {
    if (refusal == null && pieces.stream().noneMatch(piece -> piece.type() == ElementType.END)) {
      refusal = "its ram section has no END";
    }
    if (refusal != null) {
      throw new IOException(file + ": this container cannot be used again: " + refusal);
    }
    Piece last = pieces.get(pieces.size() - 1);
    checkLength(end - trailingBytes);
    byte[] front = bytes(channel, 0, pieces.get(0).from());
    byte[] after = bytes(channel, last.to(), end - trailingBytes);
    return new Container(front, between(channel), after, ramId, footers, List.copyOf(listed));
  }

  /** What stands between the pieces, such as the command that announces the switchover. */
  private byte[] between(FileChannel channel) throws IOException {
    long length = 0;
    for (int i = 1; i < pieces.size(); i++) {
      length += pieces.get(i).from() - pieces.get(i - 1).to();
    }
    ByteBuffer between = ByteBuffer.allocate((int) length);
    for (int i = 1; i < pieces.size(); i++) {
      between.put(bytes(channel, pieces.get(i - 1).to(), pieces.get(i).from()));
    }
    return between.array();
  }

  private void checkLength(long end) throws LimitExceededException {
    long kept = end;
    for (Piece piece : pieces) {
      kept -= piece.to() - piece.from();
    }
    if (kept > MAX_BYTES) {
      throw new LimitExceededException(
          Clause.LIMIT_CONTAINER,
          pieces.get(0).from(),
          kept
              + " bytes stand beside the ram section; of a captured stream at most "
              + MAX_BYTES
              + " are kept");
    }
  }

  private byte[] bytes(FileChannel channel, long from, long to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) (to - from));
    while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
      // Until it is full.
    }
    return bytes.array();
  }

  @Override
  public void libvirtHeader(long offset, LibvirtHeader header) {
    refusal = "it is in a file of virsh save";
  }

  @Override
  public void configuration(long offset, Configuration configuration) {
    if (configuration.capabilities().contains(Configuration.IGNORE_SHARED)) {
      refusal = "x-ignore-shared puts guest addresses in the block list";
    }
  }

  @Override
  public void command(long offset, MigrationCommand command, Bytes data) {
    if (command == MigrationCommand.PACKAGED) {
      refusal = "it is a postcopy migration";
    }
  }

  @Override
  public void blockList(long offset, BlockList list) {
    list.forEach(listed::add);
  }

  @Override
  public void sectionEnd(
      SectionHeader header, long payloadOffset, long payloadLength, boolean footer)
      throws LimitExceededException {
    if (!header.isRam()) {
      return;
    }
    if (header.type() == ElementType.FULL) {
      refusal = "its ram section is one FULL";
    }
    ramId = header.id();
    footers = footer;
    long to = payloadOffset + payloadLength + (footer ? StreamConstants.FOOTER_BYTES : 0);
    add(new Piece(header.offset(), to, header.type()));
  }

  /** Keeps pieces that follow one another as one: a migration may have millions. */
  private void add(Piece piece) throws LimitExceededException {
    int last = pieces.size() - 1;
    if (last >= 0 && pieces.get(last).to() == piece.from()) {
      pieces.set(last, new Piece(pieces.get(last).from(), piece.to(), piece.type()));
      return;
    }
    if (pieces.size() > MAX_STRETCHES) {
      throw new LimitExceededException(
          Clause.LIMIT_CONTAINER,
          piece.from(),
          "of a captured stream at most "
              + MAX_STRETCHES
              + " stretches between the ram section's pieces are kept");
    }
    pieces.add(piece);
  }

  @Override
  public void trailingBytes(long offset, long length) {
    trailingBytes = length;
  }
}
