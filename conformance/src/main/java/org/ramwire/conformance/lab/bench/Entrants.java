package org.ramwire.conformance.lab.bench;

import java.io.Closeable;
import java.io.IOException;
import java.util.Objects;
import org.ramwire.conformance.lab.history.PageHistory;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PacketEncoder;
import org.ramwire.format.page.PageEncoder;
import org.ramwire.format.page.PageEncoders;

/** The entrants that a service loader finds. */
public final class Entrants {

  private Entrants() {}

  /**
   * Makes an entrant of an encoder.
   *
   * @param encoders holds it
   * @param name its name, of pages or of packets
   * @return the entrant
   * @throws IllegalArgumentException if there is none of that name
   */
  public static JavaEntrant of(PageEncoders encoders, String name) {
    if (encoders.names().contains(name)) {
      return new OfPages(encoders, name);
    }
    if (encoders.packetNames().contains(name)) {
      return new OfPackets(encoders, name);
    }
    throw new IllegalArgumentException("no encoder is called '" + name + "'");
  }

  /** Encoders come from outside, and closing them may fail, too: nothing rests on it. */
  static void close(Closeable encoder) {
    try {
      encoder.close();
    } catch (IOException | RuntimeException | LinkageError e) {
      // All that it gave has been checked already.
    }
  }

  private record OfPages(PageEncoders encoders, String name) implements JavaEntrant {

    private PageEncoder openEncoder(PageSize pageSize) throws EncoderFault {
      try {
        return Objects.requireNonNull(
            encoders.open(name, pageSize), "its provider's open() gave null");
      } catch (RuntimeException | LinkageError e) {
        throw EncoderFault.thrown("opening it for pages of " + pageSize.bytes() + " bytes", e);
      }
    }

    @Override
    public EncoderKind kind(PageSize pageSize) throws EncoderFault {
      PageEncoder encoder = openEncoder(pageSize);
      try {
        return encoder.needsPrevious() ? EncoderKind.DELTA : EncoderKind.PAGE;
      } catch (RuntimeException | LinkageError e) {
        throw EncoderFault.thrown("asking it for its kind", e);
      } finally {
        close(encoder);
      }
    }

    @Override
    public TimedPasses openTimed(PageSize pageSize) throws EncoderFault {
      return new PagePasses(openEncoder(pageSize), openEncoder(pageSize), pageSize.bytes());
    }

    @Override
    public void prove(PageHistory history) throws EncoderFault {
      PageEncoder encoder = openEncoder(history.pageSize());
      PageEncoder decoder = openEncoder(history.pageSize());
      try {
        Proof.check(encoder, decoder, history);
      } finally {
        close(encoder);
        close(decoder);
      }
    }
  }

  private record OfPackets(PageEncoders encoders, String name) implements JavaEntrant {

    private PacketEncoder openEncoder(PageSize pageSize) throws EncoderFault {
      try {
        return encoders.openPacket(name, pageSize);
      } catch (RuntimeException | LinkageError e) {
        throw EncoderFault.thrown("opening it for pages of " + pageSize.bytes() + " bytes", e);
      }
    }

    @Override
    public EncoderKind kind(PageSize pageSize) {
      return EncoderKind.PACKET;
    }

    @Override
    public TimedPasses openTimed(PageSize pageSize) {
      return new PacketPasses(() -> openEncoder(pageSize), pageSize.bytes());
    }
  }
}
