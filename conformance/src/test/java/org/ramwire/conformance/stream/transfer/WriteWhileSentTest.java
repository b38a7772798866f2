package org.ramwire.conformance.stream.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.junit.jupiter.api.Test;
import org.ramwire.codec.StreamOutput;
import org.ramwire.format.PageSize;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.memory.HeapGuest;
import org.ramwire.sender.memory.HeapGuestBlock;
import org.ramwire.sender.migration.RamSender;

/** A guest that writes to a page between the look at it and its record (ERR-023). */
class WriteWhileSentTest {

  private static final int PAGE = 4096;
  private static final int PAGES = 256;
  private static final int AT = 2000;

  /** An output that has the guest write whenever its buffer is emptied: in the middle of a page. */
  private static final class WritingChannel implements WritableByteChannel {

    private final ByteArrayOutputStream bytes;
    private final HeapGuestBlock block;
    private boolean writing;

    WritingChannel(ByteArrayOutputStream bytes, HeapGuestBlock block) {
      this.bytes = bytes;
      this.block = block;
    }

    @Override
    public int write(ByteBuffer source) {
      byte[] copy = new byte[source.remaining()];
      source.get(copy);
      bytes.writeBytes(copy);
      if (writing) {
        fillAt(block, AT, (byte) 0);
      }
      return copy.length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  /** Sets one byte of every page, to a value or, for 0, to the complement of the page's own. */
  private static void fillAt(HeapGuestBlock block, int at, byte value) {
    for (int page = 0; page < PAGES; page++) {
      byte written = value == 0 ? (byte) ~own(page) : value;
      block.fill((long) page * PAGE + at, 1, written);
    }
  }

  private static byte own(int page) {
    return (byte) (page | 1);
  }

  @Test
  void keepsInItsCacheWhatHasGoneAndNotWhatCameLater() throws IOException {
    HeapGuest guest = new HeapGuest(PageSize.X86);
    HeapGuestBlock ram = guest.addBlock("ram", (long) PAGES * PAGE);
    for (int page = 0; page < PAGES; page++) {
      ram.fill((long) page * PAGE, PAGE, own(page));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WritingChannel channel = new WritingChannel(bytes, ram);
    StreamOutput output = new StreamOutput(channel);
    SenderOptions options =
        SenderOptions.builder().maxBandwidth(0).xbzrle((long) PAGES * PAGE).build();
    try (RamSender sender = new RamSender(guest, options, output)) {
      sender.setup();
      send(sender, 0);
      fillAt(ram, 0, (byte) 5);
      channel.writing = true;
      send(sender, 1);
      channel.writing = false;
      // Back to what it was: a delta against what was looked at first would leave it out.
      for (int page = 0; page < PAGES; page++) {
        ram.fill((long) page * PAGE + AT, 1, own(page));
      }
      fillAt(ram, 0, (byte) 6);
      send(sender, 1);
      sender.complete();
    }
    output.flush();
    Destination.check(guest, bytes.toByteArray(), false, offset -> {});
  }

  /** Sends a round. */
  private static void send(RamSender sender, long threshold) throws IOException {
    sender.pending(threshold);
    do {
      sender.iterate();
    } while (sender.pending(0) > 0);
  }
}
