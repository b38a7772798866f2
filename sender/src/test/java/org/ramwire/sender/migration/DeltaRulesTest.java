package org.ramwire.sender.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ramwire.format.PageSize;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.SenderSeams;
import org.ramwire.sender.memory.HeapGuest;
import org.ramwire.sender.memory.HeapGuestBlock;
import org.ramwire.sender.profile.SenderProfile;

/** When a page goes as a delta, and what the cache of sent pages holds then. */
class DeltaRulesTest {

  private static final int PAGE = 4096;
  private static final byte[] RANDOM = new byte[PAGE];

  static {
    new Random(1).nextBytes(RANDOM);
  }

  private final HeapGuest guest = new HeapGuest(PageSize.X86);
  private final FakeClock clock = new FakeClock();
  private final Sent sent = new Sent(PageSize.X86);
  private HeapGuestBlock a;
  private HeapGuestBlock b;
  private RamSender sender;

  @BeforeEach
  void blocks() {
    a = guest.addBlock("a", 64 * PAGE);
    b = guest.addBlock("b", 2 * PAGE);
    for (int page = 0; page < 64; page++) {
      a.write((long) page * PAGE, RANDOM, 0, PAGE);
    }
    b.write(0, RANDOM, 0, PAGE);
    b.write(PAGE, RANDOM, 0, PAGE);
  }

  /** Sends a first round with a cache of so many pages. */
  private void start(int cachePages, SenderProfile profile) throws IOException {
    SenderOptions options =
        SenderOptions.builder().xbzrle((long) cachePages * PAGE).profile(profile).build();
    sender = new RamSender(guest, options, sent.output(), SenderSeams.DEFAULT.withClock(clock));
    sender.setup();
    sender.iterate();
    sent.next();
  }

  private void start(int cachePages) throws IOException {
    start(cachePages, SenderProfile.SEED);
  }

  private static void change(HeapGuestBlock block, int page, int value) {
    block.write((long) page * PAGE + 100, new byte[] {(byte) value}, 0, 1);
  }

  private static void zero(HeapGuestBlock block, int page) {
    block.fill((long) page * PAGE, PAGE, (byte) 0);
  }

  private List<String> round() throws IOException {
    sender.pending(1);
    sender.iterate();
    return sent.next();
  }

  @Test
  void sendsNoDeltaInTheFirstRoundAndFillsTheCacheInTheSecond() throws IOException {
    start(128);
    assertThat(sender.statistics().xbzrleCacheMisses()).isZero();
    change(a, 1, 1);
    assertThat(round()).containsExactly("a:1=PAGE!", "EOS");
    assertThat(sender.statistics().xbzrleCacheMisses()).isEqualTo(1);
    change(a, 1, 2);
    assertThat(round()).containsExactly("a:1=XBZRLE", "EOS");
  }

  @Test
  void sendsNothingForAPageThatHasNotChangedAndMovesNothing() throws IOException {
    start(128);
    change(a, 1, 1);
    change(b, 0, 1);
    change(b, 1, 1);
    round();
    // ERR-015: the first page of another block is unchanged, the second is not.
    change(a, 1, 2);
    change(b, 0, 1);
    change(b, 1, 2);
    assertThat(round()).containsExactly("a:1=XBZRLE!", "b:1=XBZRLE!", "EOS");
    change(a, 1, 2);
    change(b, 0, 1);
    change(b, 1, 3);
    assertThat(round()).containsExactly("b:1=XBZRLE", "EOS");
    assertThat(sender.statistics().skippedPages()).isZero();
    change(b, 0, 1);
    assertThat(round()).containsExactly("EOS");
  }

  @Test
  void makesADeltaAgainstZeroesBehindAZeroPage() throws IOException {
    start(128);
    change(a, 1, 1);
    round();
    // ERR-022: PAGE, XBZRLE, ZERO, XBZRLE.
    change(a, 1, 2);
    assertThat(round()).containsExactly("a:1=XBZRLE", "EOS");
    zero(a, 1);
    assertThat(round()).containsExactly("a:1=ZERO", "EOS");
    change(a, 1, 3);
    assertThat(round()).containsExactly("a:1=XBZRLE", "EOS");
    byte[] stream = sent.bytes();
    // One run of one byte, at 100 of a page of zeroes.
    assertThat(Arrays.copyOfRange(stream, stream.length - 14, stream.length - 8))
        .containsExactly(1, 0, 3, 100, 1, 3);
  }

  @Test
  void sendsThePageItselfWhenTheCacheRefusesIt() throws IOException {
    start(4);
    // ERR-024: two pages share a slot within two syncs.
    change(a, 1, 1);
    change(a, 5, 9);
    assertThat(round()).containsExactly("a:1=PAGE!", "a:5=PAGE", "EOS");
    byte[] stream = sent.bytes();
    byte[] last = new byte[PAGE];
    a.read(5 * PAGE, last, 0, PAGE);
    assertThat(Arrays.copyOfRange(stream, stream.length - 8 - PAGE, stream.length - 8))
        .isEqualTo(last);
    change(a, 1, 2);
    change(a, 5, 8);
    assertThat(round()).contains("a:1=XBZRLE", "a:5=PAGE");
  }

  @Test
  void sendsAPageThatOverflowsAndKeepsItsNewContent() throws IOException {
    start(128);
    change(a, 1, 1);
    round();
    byte[] other = new byte[PAGE];
    new Random(2).nextBytes(other);
    a.write(PAGE, other, 0, PAGE);
    assertThat(round()).containsExactly("a:1=PAGE", "EOS");
    assertThat(sender.statistics().xbzrleOverflows()).isEqualTo(1);
    change(a, 1, 3);
    assertThat(round()).containsExactly("a:1=XBZRLE", "EOS");
  }

  @Test
  void keepsNothingButZeroPagesInTheLastStage() throws IOException {
    start(128);
    change(a, 1, 1);
    round();
    change(a, 1, 2);
    change(a, 2, 2);
    zero(a, 3);
    sender.complete();
    assertThat(sent.next()).containsExactly("a:1=XBZRLE", "a:2=PAGE", "a:3=ZERO", "EOS");
    assertThat(sender.statistics().xbzrleCacheMisses()).isEqualTo(2);
  }

  @Test
  void givesNoSlotAwayInTheLastStage() throws IOException {
    start(4);
    change(a, 5, 1);
    round();
    round();
    round();
    // Page 1 has the slot of page 5, which is old enough to lose it in a round.
    change(a, 1, 2);
    change(a, 5, 2);
    sender.complete();
    assertThat(sent.next()).containsExactly("a:1=PAGE", "a:5=XBZRLE", "EOS");
  }

  @Test
  void forgetsTheCacheWhenItIsResizedInTheMiddle() throws IOException {
    start(64);
    change(a, 1, 1);
    round();
    assertThat(sender.resizeCache(100 * PAGE)).isEqualTo(64 * PAGE);
    change(a, 1, 2);
    assertThat(round()).containsExactly("a:1=XBZRLE", "EOS");
    assertThat(sender.resizeCache(128 * PAGE)).isEqualTo(128 * PAGE);
    assertThat(sender.statistics().xbzrleCacheBytes()).isEqualTo(128 * PAGE);
    change(a, 1, 3);
    assertThat(round()).containsExactly("a:1=PAGE", "EOS");
    change(a, 1, 4);
    assertThat(round()).containsExactly("a:1=XBZRLE", "EOS");
  }

  @Test
  void resizesNoCacheWithoutDeltas() throws IOException {
    RamSender plain = new RamSender(guest, SenderOptions.builder().build(), sent.output());
    assertThatIllegalStateException().isThrownBy(() -> plain.resizeCache(1 << 20));
    assertThat(plain.statistics().xbzrleCacheBytes()).isZero();
  }

  @Test
  void forgetsTheCacheWhenTheFirstRoundBeginsAnew() throws IOException {
    start(128);
    change(a, 1, 1);
    round();
    sent.alsoKnown(a, b, guest.addBlock("c", PAGE));
    change(a, 1, 2);
    // The new block's page is among those that are left.
    assertThat(sender.pending(PAGE)).isEqualTo(PAGE);
    assertThat(sender.pending(PAGE + 1)).isEqualTo(2 * PAGE);
    sender.iterate();
    assertThat(sent.next()).contains("a:1=PAGE!", "c:0=ZERO!");
    // The destination has 2 now; the cache must not say 1.
    change(a, 1, 1);
    assertThat(round()).containsExactly("a:1=PAGE!", "EOS");
  }

  @Test
  void countsDeltasAsTheSeedDoes() throws IOException {
    start(128);
    change(a, 1, 1);
    change(a, 2, 1);
    round();
    change(a, 1, 2);
    change(a, 2, 1);
    round();
    // be64, 1 and be16, then zrun 100, nzrun 1 and the byte; CONTINUE, so no name.
    assertThat(sender.statistics().xbzrleBytes()).isEqualTo(8 + 3 + 3);
    assertThat(sender.statistics().xbzrlePages()).isEqualTo(1);
  }

  @Test
  void countsDeltasAsQemu72Does() throws IOException {
    start(128, SenderProfile.QEMU_7_2);
    change(a, 1, 1);
    change(a, 2, 1);
    change(a, 3, 1);
    round();
    change(a, 1, 2);
    change(a, 2, 1);
    byte[] other = new byte[PAGE];
    new Random(2).nextBytes(other);
    a.write(3 * PAGE, other, 0, PAGE);
    round();
    assertThat(sender.statistics().xbzrleBytes()).isEqualTo(3 + 3 + PAGE);
    assertThat(sender.statistics().xbzrlePages()).isEqualTo(3);
  }
}
