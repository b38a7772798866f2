package org.ramwire.conformance.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.SectionHeader;
import org.ramwire.codec.StreamVisitor;
import org.ramwire.format.MigrationCommand;
import org.ramwire.format.SectionType;

/**
 * The destination's answers to a source that has opened a return path: such a source closes the
 * stream only when it has been told that all is well.
 *
 * <p>A reader sees the end of the last device section only when the stream is closed. So the answer
 * goes when the ram section has ended and nothing more has come for a while; whether the stream is
 * whole is judged behind its end as ever.
 */
public final class ReturnPath implements StreamVisitor, PeerChannel.QuietHandler {

  private static final short SHUT = 1;
  private static final short PONG = 2;
  private static final int ALL_WELL = 0;
  private static final int FAILED = 1;
  private static final int MESSAGE_BYTES = 2 * Short.BYTES + Integer.BYTES;

  private final PeerChannel source;
  private boolean open;
  private boolean ramEnded;
  private boolean shut;

  /**
   * Answers by a connection.
   *
   * @param source the stream comes by it
   */
  public ReturnPath(PeerChannel source) {
    this.source = source;
  }

  @Override
  public void command(long offset, MigrationCommand command, Bytes data) throws IOException {
    if (command == MigrationCommand.OPEN_RETURN_PATH) {
      open = true;
    } else if (command == MigrationCommand.PING && open && !shut) {
      send(PONG, ByteBuffer.wrap(data.toArray()).getInt());
    }
  }

  @Override
  public void sectionEnd(
      SectionHeader header, long payloadOffset, long payloadLength, boolean footer) {
    ramEnded |= header.isRam() && header.type() == SectionType.END;
  }

  @Override
  public void quiet() throws IOException {
    if (ramEnded) {
      end(ALL_WELL);
    }
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
    if (open && !shut) {
      shut = true;
      send(SHUT, result);
    }
  }

  private void send(short type, int value) throws IOException {
    ByteBuffer message = ByteBuffer.allocate(MESSAGE_BYTES);
    message.putShort(type).putShort((short) Integer.BYTES).putInt(value).flip();
    while (message.hasRemaining()) {
      source.write(message);
    }
  }
}
