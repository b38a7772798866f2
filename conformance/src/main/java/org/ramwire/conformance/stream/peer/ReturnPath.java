package org.ramwire.conformance.stream.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.element.Configuration;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.codec.element.VmDescription;
import org.ramwire.format.Clause;
import org.ramwire.format.ElementType;
import org.ramwire.format.MigrationCommand;
import org.ramwire.format.SectionType;
import org.ramwire.format.UnsupportedStreamException;

/**
 * The destination's answers to a source that has opened a return path (CON-080 to CON-085).
 *
 * <p>Such a source keeps its side open until it is told that all is well, and gives its guest up
 * then. So the stream's end has to be seen before the source closes it: the input ends here if what
 * has come would be whole if it ended, and nothing more comes. That is sure after the description,
 * or after EOF of a started postcopy, which has none. Elsewhere it needs a quiet time.
 *
 * <p>The reader of the stream uses it. Not thread-safe.
 */
public final class ReturnPath implements StreamAdapter, PeerChannel.EndOfInput {

  /** Whether and when a source is told that it may switch over. */
  public enum SwitchoverAck {
    /** As soon as the path is open. */
    YES,
    /** Never: for builds before 8.1, which do not know the message. */
    NO,
    /**
     * As soon as the path is open if the machine's version says that the source knows the message;
     * else if it sends sections of no page, one after the other, as one does that waits for it.
     */
    AUTO
  }

  private static final short SHUT = 1;
  private static final short PONG = 2;
  private static final short ACK = 7;
  private static final int ALL_WELL = 0;
  private static final int FAILED = 1;
  private static final int NUMBER_BYTES = Integer.BYTES;

  /** How long nothing comes where the stream's end is sure: what follows has been sent with it. */
  private static final long SURE_MILLIS = 50;

  private final PeerChannel source;
  private final long quietMillis;
  private final SwitchoverNeed switchover;
  private boolean open;
  private boolean footers;
  private boolean ramEnded;
  private boolean described;
  private boolean listening;
  private boolean shut;

  /** Where EOF stands, or -1. */
  private long endOfFile = -1;

  /** The device's section at hand, or null. */
  private SectionHeader device;

  /**
   * Answers by a connection.
   *
   * @param source the stream comes by it
   * @param quietMillis how long nothing comes until a stream that may lack its description has
   *     ended
   * @param ack whether and when the source is told that it may switch over
   */
  public ReturnPath(PeerChannel source, long quietMillis, SwitchoverAck ack) {
    this.source = source;
    this.quietMillis = quietMillis;
    this.switchover = new SwitchoverNeed(ack);
  }

  /**
   * Tells whether the source has opened the path.
   *
   * @return true if it waits for an answer
   */
  public boolean isOpen() {
    return open;
  }

  /**
   * Tells whether the end of the input was sure, or taken for it because nothing more came.
   *
   * @return true if a description or the end of a postcopy says so
   */
  public boolean endIsSure() {
    return described || listening && endOfFile >= 0;
  }

  @Override
  public void configuration(long offset, Configuration configuration) {
    switchover.machine(configuration.machine());
  }

  @Override
  public void command(long offset, MigrationCommand command, Bytes data) throws IOException {
    if (asksForWhatCannotBe(command)) {
      throw cannot(offset, command);
    }
    if (command == MigrationCommand.OPEN_RETURN_PATH) {
      open = true;
      acknowledge(switchover.atOpening());
    } else if (command == MigrationCommand.PING) {
      answer(PONG, ByteBuffer.wrap(data.toArray()).getInt());
    }
    listening |= command == MigrationCommand.POSTCOPY_LISTEN;
  }

  /** Tells what a command wants; each has to be put here, whether or not it wants an answer. */
  private static boolean asksForWhatCannotBe(MigrationCommand command) {
    return switch (command) {
      case POSTCOPY_RESUME, RECV_BITMAP, ENABLE_COLO -> true;
      case OPEN_RETURN_PATH,
          PING,
          POSTCOPY_ADVISE,
          POSTCOPY_LISTEN,
          POSTCOPY_RUN,
          POSTCOPY_RAM_DISCARD,
          PACKAGED,
          SWITCHOVER_START ->
          false;
    };
  }

  @Override
  public void packagedCommand(long offset, MigrationCommand command, Bytes data)
      throws IOException {
    command(offset, command, data);
  }

  private static UnsupportedStreamException cannot(long offset, MigrationCommand command) {
    return new UnsupportedStreamException(
        Clause.CANNOT_BE_DONE,
        offset,
        command
            + (command == MigrationCommand.ENABLE_COLO
                ? ": the source wants COLO, which needs a guest that runs here"
                : ": the source wants to recover a broken postcopy, and nothing is left of it here"));
  }

  @Override
  public void sectionStart(SectionHeader header) {
    device = header.isRam() ? null : header;
    switchover.sectionStart(header);
  }

  @Override
  public void sectionEnd(
      SectionHeader header, long payloadOffset, long payloadLength, boolean footer)
      throws IOException {
    device = null;
    footers = footer;
    ramEnded |= header.isRam() && header.type() == ElementType.END;
    boolean waits = switchover.sectionEnd(header, payloadLength);
    acknowledge(open && waits);
  }

  private void acknowledge(boolean due) throws IOException {
    if (due && !shut) {
      send(ByteBuffer.allocate(2 * Short.BYTES).putShort(ACK).putShort((short) 0));
    }
  }

  @Override
  public void endOfFile(long offset) {
    endOfFile = offset;
    device = null;
  }

  @Override
  public void vmdesc(long offset, VmDescription description) {
    described = true;
  }

  @Override
  public long quietMillis() {
    if (!open || shut || !ramEnded) {
      return -1;
    }
    if (described) {
      return SURE_MILLIS;
    }
    if (endOfFile >= 0) {
      boolean last = source.receivedBytes() == endOfFile + 1;
      long needed = listening ? SURE_MILLIS : quietMillis;
      return last ? needed : -1;
    }
    return device != null && deviceMayEndHere() ? quietMillis : -1;
  }

  /** Tells whether the last bytes are EOF, after the device's footer where there are footers. */
  private boolean deviceMayEndHere() {
    if (source.lastByte(0) != SectionType.EOF) {
      return false;
    }
    int id =
        source.lastByte(1)
            | source.lastByte(2) << 8
            | source.lastByte(3) << 16
            | source.lastByte(4) << 24;
    return !footers || source.lastByte(5) == SectionType.FOOTER && id == device.id();
  }

  /**
   * Tells the source that it may give its guest up. Only for those who have kept all memory.
   *
   * @throws IOException if the connection is broken
   */
  public void allWell() throws IOException {
    end(ALL_WELL);
  }

  /** Tells the source that its stream has not been taken, so that it does not give its guest up. */
  public void refuse() {
    try {
      end(FAILED);
    } catch (IOException e) {
      // It has gone: it knows.
    }
  }

  private void end(int result) throws IOException {
    if (!shut) {
      answer(SHUT, result);
      shut = true;
    }
  }

  private void answer(short type, int value) throws IOException {
    if (open && !shut) {
      send(
          ByteBuffer.allocate(2 * Short.BYTES + NUMBER_BYTES)
              .putShort(type)
              .putShort((short) NUMBER_BYTES)
              .putInt(value));
    }
  }

  private void send(ByteBuffer message) throws IOException {
    message.flip();
    while (message.hasRemaining()) {
      source.write(message);
    }
  }
}
