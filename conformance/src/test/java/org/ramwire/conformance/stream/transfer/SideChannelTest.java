package org.ramwire.conformance.stream.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.ramwire.codec.StreamOutput;
import org.ramwire.format.PageSize;
import org.ramwire.sender.ControlHook;
import org.ramwire.sender.HookStream;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.SenderSeams;
import org.ramwire.sender.SenderStatistics;
import org.ramwire.sender.memory.GuestBlock;
import org.ramwire.sender.memory.HeapGuest;
import org.ramwire.sender.memory.HeapGuestBlock;
import org.ramwire.sender.memory.PageView;
import org.ramwire.sender.migration.RamSender;

/** A hook that carries pages beside the stream, from a sender's end to a receiver's. */
class SideChannelTest {

  private static final int PAGE = 4096;

  @Test
  void carriesPagesAtOnceAndLaterAndLeavesOthers() throws IOException {
    HeapGuest guest = new HeapGuest(PageSize.X86);
    HeapGuestBlock block = guest.addBlock("ram", 12 * PAGE);
    for (int page = 0; page < 9; page++) {
      block.fill((long) page * PAGE, PAGE, (byte) (page + 1));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StreamOutput output = new StreamOutput(bytes);
    // Of three pages the first goes at once, the second later, the third by the stream.
    SideChannel side = new SideChannel(guest.blocks(), PAGE, 3);
    RamSender sender =
        new RamSender(
            guest,
            SenderOptions.builder().xbzrle(1 << 20).build(),
            output,
            SenderSeams.DEFAULT.withHook(side));
    sender.setup();
    while (sender.pending(0) > 0) {
      sender.iterate();
    }
    SenderStatistics first = sender.statistics();
    assertThat(side.carriedPages()).isEqualTo(8);
    // Pages 0 to 8 hold something: three went each way. Of the zero pages two went beside.
    assertThat(first.normalPages()).isEqualTo(9);
    assertThat(first.duplicatePages()).isEqualTo(3);
    block.fill(0, 3 * PAGE, (byte) 77);
    sender.complete();
    assertThat(side.carriedPages()).isEqualTo(10);
    output.flush();
    Destination.check(guest, bytes.toByteArray(), false, side);
  }

  @Test
  void dropsFromTheCacheWhatTheTransportTakes() throws IOException {
    HeapGuest guest = new HeapGuest(PageSize.X86);
    HeapGuestBlock block = guest.addBlock("ram", 2 * PAGE);
    block.fill(0, 2 * PAGE, (byte) 1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StreamOutput output = new StreamOutput(bytes);
    SideChannel side = new SideChannel(guest.blocks(), PAGE, 2);
    boolean[] taking = {false};
    ControlHook sometimes =
        new ControlHook() {
          @Override
          public void afterIterate(Stage stage, HookStream stream) throws IOException {
            side.afterIterate(stage, stream);
          }

          @Override
          public long savePage(GuestBlock page, long pageOffset, PageView view) {
            return taking[0] ? side.savePage(page, pageOffset, view) : UNSUPPORTED;
          }
        };
    RamSender sender =
        new RamSender(
            guest,
            SenderOptions.builder().xbzrle(1 << 20).build(),
            output,
            SenderSeams.DEFAULT.withHook(sometimes));
    sender.setup();
    while (sender.pending(0) > 0) {
      sender.iterate();
    }
    for (int round = 2; round < 6; round++) {
      // By the stream into the cache, beside the stream, by the stream, beside it.
      block.fill(5, 1, (byte) round);
      taking[0] = round % 2 == 1;
      sender.pending(1);
      sender.iterate();
    }
    taking[0] = false;
    block.fill(6, 1, (byte) 9);
    sender.complete();
    output.flush();
    assertThat(sender.statistics().xbzrlePages()).isZero();
    Destination.check(guest, bytes.toByteArray(), false, side);
  }
}
