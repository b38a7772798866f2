package org.ramwire.sender.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramwire.format.PageSize;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.SenderSeams;
import org.ramwire.sender.migration.FakeClock;
import org.ramwire.sender.migration.RamSender;
import org.ramwire.sender.migration.Sent;
import org.ramwire.sender.profile.SenderProfile;

/** Where blocks stand, and which pages share a slot of the cache because of it. */
class BlockPlacementTest {

  private static final int PAGE = 4096;

  @ParameterizedTest
  @CsvSource({"SEED, 3, 4, 69", "QEMU_7_2, 64, 128, 256"})
  void startsBlocksAtThePagesOfTheProfile(SenderProfile profile, int b, int c, int d) {
    HeapGuest guest = new HeapGuest(PageSize.X86, profile);
    assertThat(guest.addBlock("a", 3 * PAGE).address()).isZero();
    assertThat(guest.addBlock("b", PAGE).address()).isEqualTo((long) b * PAGE);
    assertThat(guest.addBlock("c", 65 * PAGE).address()).isEqualTo((long) c * PAGE);
    assertThat(guest.addBlock("d", PAGE).address()).isEqualTo((long) d * PAGE);
  }

  @Test
  void goesIntoTheSmallestGapThatIsLargeEnough() {
    HeapGuest guest = new HeapGuest(PageSize.X86);
    guest.addBlock("a", PAGE);
    HeapGuestBlock five = guest.addBlock("five", 5 * PAGE);
    guest.addBlock("b", PAGE);
    HeapGuestBlock three = guest.addBlock("three", 3 * PAGE);
    guest.addBlock("c", PAGE);
    guest.removeBlock(five);
    guest.removeBlock(three);
    assertThat(guest.addBlock("two", 2 * PAGE).address()).isEqualTo(three.address());
    assertThat(guest.addBlock("four", 4 * PAGE).address()).isEqualTo(five.address());
    assertThat(guest.addBlock("six", 6 * PAGE).address()).isEqualTo(11 * PAGE);
  }

  /**
   * A cache of four pages: the first page of the second block shares a slot in one profile only.
   */
  @ParameterizedTest
  @CsvSource({"SEED, 1", "QEMU_7_2, 0"})
  void decidesWhichPagesShareASlot(SenderProfile profile, int deltas) throws IOException {
    HeapGuest guest = new HeapGuest(PageSize.X86, profile);
    HeapGuestBlock a = guest.addBlock("a", 3 * PAGE);
    HeapGuestBlock b = guest.addBlock("b", PAGE);
    a.fill(0, PAGE, (byte) 1);
    b.fill(0, PAGE, (byte) 1);
    Sent sent = new Sent(PageSize.X86);
    RamSender sender =
        new RamSender(
            guest,
            SenderOptions.builder().profile(profile).xbzrle(4 * PAGE).build(),
            sent.output(),
            SenderSeams.DEFAULT.withClock(new FakeClock()));
    sender.setup();
    sender.iterate();
    for (int round = 0; round < 2; round++) {
      a.fill(0, 1, (byte) (round + 7));
      b.fill(0, 1, (byte) (round + 7));
      sender.pending(1);
      sender.iterate();
    }
    // Page 0 has a delta in the second of these rounds in any case.
    assertThat(sender.statistics().xbzrlePages()).isEqualTo(1 + deltas);
  }

  @Test
  void doesNotTakeWhatItHasOfABlockThatHasGoneForAnotherAtItsPlace() throws IOException {
    HeapGuest guest = new HeapGuest(PageSize.X86);
    HeapGuestBlock a = guest.addBlock("a", 2 * PAGE);
    HeapGuestBlock b = guest.addBlock("b", PAGE);
    a.fill(0, PAGE, (byte) 1);
    b.fill(0, PAGE, (byte) 1);
    Sent sent = new Sent(PageSize.X86);
    RamSender sender =
        new RamSender(
            guest,
            SenderOptions.builder().xbzrle(64 * PAGE).build(),
            sent.output(),
            SenderSeams.DEFAULT.withClock(new FakeClock()));
    sender.setup();
    sender.iterate();
    b.fill(0, 1, (byte) 2);
    sender.pending(1);
    sender.iterate();
    sent.next();
    guest.removeBlock(b);
    HeapGuestBlock c = guest.addBlock("c", PAGE);
    c.fill(0, PAGE, (byte) 3);
    assertThat(c.address()).isEqualTo(b.address());
    sent.alsoKnown(a, b, c);
    sender.complete();
    assertThat(sent.next()).containsExactly("c:0=PAGE!", "EOS");
  }
}
