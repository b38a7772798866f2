package org.ramwire.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.ramwire.format.PageSize;

/** The payloads of a sender, call by call. */
class RamSenderTest {

  private static final int PAGE = 4096;

  private final HeapGuest guest = new HeapGuest(PageSize.X86);
  private final FakeClock clock = new FakeClock();
  private final Sent sent = new Sent(PageSize.X86);

  private RamSender sender(SenderOptions.Builder options) {
    return new RamSender(
        guest, options.build(), sent.output(), SenderSeams.DEFAULT.withClock(clock));
  }

  private static void write(HeapGuestBlock block, int page, int value) {
    byte[] content = new byte[PAGE];
    Arrays.fill(content, (byte) value);
    block.write((long) page * PAGE, content, 0, PAGE);
  }

  @Test
  void sendsEachPageOnceAndThenWhatIsDirty() throws IOException {
    HeapGuestBlock a = guest.addBlock("a", 3 * PAGE);
    guest.addBlock("b", PAGE);
    write(a, 1, 7);
    RamSender sender = sender(SenderOptions.builder());
    sender.setup();
    assertThat(sent.next()).containsExactly("EOS");
    assertThat(sender.iterate()).isEqualTo(4);
    assertThat(sent.next())
        .containsExactly("a:0=ZERO!", "a:1=PAGE", "a:2=ZERO", "b:0=ZERO!", "EOS");
    write(a, 2, 9);
    assertThat(sender.pending(PAGE)).isEqualTo(PAGE);
    write(a, 0, 9);
    sender.complete();
    assertThat(sent.next()).containsExactly("a:0=PAGE!", "a:2=PAGE", "EOS");
    assertThat(sender.state()).isEqualTo(RamSender.State.COMPLETED);
  }
}
