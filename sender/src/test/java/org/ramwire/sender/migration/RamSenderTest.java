package org.ramwire.sender.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramwire.codec.Idstr;
import org.ramwire.format.PageSize;
import org.ramwire.format.RamFlag;
import org.ramwire.sender.ControlHook;
import org.ramwire.sender.HookStream;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.SenderSeams;
import org.ramwire.sender.SenderStatistics;
import org.ramwire.sender.memory.BlockLayout;
import org.ramwire.sender.memory.GuestBlock;
import org.ramwire.sender.memory.HeapGuest;
import org.ramwire.sender.memory.HeapGuestBlock;
import org.ramwire.sender.memory.PageView;
import org.ramwire.sender.profile.SenderProfile;
import org.ramwire.sender.search.LosingSearch;

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

  @Test
  void compressesAtALevelThatIsSetBetweenTwoRounds() throws Exception {
    HeapGuestBlock block = guest.addBlock("a", 2 * PAGE);
    byte[] text = new byte[PAGE];
    for (int i = 0; i < PAGE; i++) {
      text[i] = (byte) ("the quick brown fox".charAt(i * i % 19) + i / 512);
    }
    RamSender sender = sender(SenderOptions.builder().compression(2, 1));
    block.write(0, text, 0, PAGE);
    block.write(PAGE, text, 0, PAGE);
    sender.setup();
    sender.iterate();
    int before = sent.bytes().length;
    block.write(0, text, 0, PAGE);
    block.write(PAGE, text, 0, PAGE);
    Thread other = new Thread(() -> sender.compressionLevel(9));
    other.start();
    other.join();
    sender.complete();
    byte[] all = sent.bytes();
    assertThat(countOf(deflated(text, 1), all, 0, before)).isEqualTo(2);
    assertThat(countOf(deflated(text, 9), all, 0, before)).isZero();
    assertThat(countOf(deflated(text, 9), all, before, all.length)).isEqualTo(2);
    assertThat(countOf(deflated(text, 1), all, before, all.length)).isZero();
  }

  private static byte[] deflated(byte[] page, int level) {
    Deflater deflater = new Deflater(level);
    try {
      deflater.setInput(page);
      deflater.finish();
      byte[] payload = new byte[2 * PAGE];
      return Arrays.copyOf(payload, deflater.deflate(payload));
    } finally {
      deflater.end();
    }
  }

  private static int countOf(byte[] part, byte[] whole, int from, int to) {
    int count = 0;
    for (int at = from; at + part.length <= to; at++) {
      count += Arrays.equals(part, 0, part.length, whole, at, at + part.length) ? 1 : 0;
    }
    return count;
  }

  @Test
  void refusesLevelsThatAreNone() {
    guest.addBlock("a", PAGE);
    RamSender sender = sender(SenderOptions.builder().compression(1, 1));
    sender.compressionLevel(0);
    sender.compressionLevel(9);
    assertThatIllegalArgumentException().isThrownBy(() -> sender.compressionLevel(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> sender.compressionLevel(10));
    RamSender plain = sender(SenderOptions.builder());
    assertThatIllegalStateException().isThrownBy(() -> plain.compressionLevel(1));
  }

  @Test
  void refusesCallsOutOfOrder() throws IOException {
    guest.addBlock("a", PAGE);
    RamSender sender = sender(SenderOptions.builder());
    assertThatIllegalStateException().isThrownBy(sender::iterate).withMessageContaining("NEW");
    assertThatIllegalStateException().isThrownBy(() -> sender.pending(1));
    assertThatIllegalStateException().isThrownBy(sender::complete);
    sender.setup();
    assertThatIllegalStateException().isThrownBy(sender::setup).withMessageContaining("ACTIVE");
    sender.complete();
    byte[] whole = sent.bytes();
    assertThatIllegalStateException().isThrownBy(sender::iterate);
    assertThatIllegalStateException().isThrownBy(sender::complete);
    assertThatIllegalStateException().isThrownBy(() -> sender.pending(1));
    assertThatIllegalStateException().isThrownBy(sender::setup);
    assertThat(sent.bytes()).isEqualTo(whole);
    assertThat(sender.state()).isEqualTo(RamSender.State.COMPLETED);
  }

  @Test
  void listsTheLongestBlockFirst() throws IOException {
    guest.addBlock("short", PAGE);
    guest.addBlock("long", 2 * PAGE, 8 * PAGE);
    guest.addBlock("second", PAGE);
    RamSender sender = sender(SenderOptions.builder());
    sender.setup();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    try (DataOutputStream data = new DataOutputStream(expected)) {
      data.writeLong(4 * PAGE | RamFlag.MEM_SIZE);
      data.write(new byte[] {4, 'l', 'o', 'n', 'g'});
      data.writeLong(2 * PAGE);
      data.write(new byte[] {5, 's', 'h', 'o', 'r', 't'});
      data.writeLong(PAGE);
      data.write(new byte[] {6, 's', 'e', 'c', 'o', 'n', 'd'});
      data.writeLong(PAGE);
      data.writeLong(RamFlag.EOS);
    }
    assertThat(sent.bytes()).isEqualTo(expected.toByteArray());
  }

  @Test
  void namesABlockAgainOnlyWhenAnotherCameBetween() throws IOException {
    HeapGuestBlock a = guest.addBlock("a", 2 * PAGE);
    HeapGuestBlock b = guest.addBlock("b", PAGE);
    RamSender sender = sender(SenderOptions.builder());
    sender.setup();
    sender.iterate();
    write(b, 0, 1);
    sender.pending(PAGE);
    sender.iterate();
    sent.next();
    write(b, 0, 2);
    sender.pending(PAGE);
    sender.iterate();
    // CONTINUE crosses sections and rounds.
    assertThat(sent.next()).containsExactly("b:0=PAGE", "EOS");
    write(a, 0, 2);
    sender.complete();
    assertThat(sent.next()).containsExactly("a:0=PAGE!", "EOS");
  }

  @Test
  void goesOnWhereTheRateLimitStopped() throws IOException {
    HeapGuestBlock a = guest.addBlock("a", 4 * PAGE);
    RamSender sender = sender(SenderOptions.builder().maxBandwidth(50));
    sender.setup();
    sent.next();
    for (int page = 0; page < 3; page++) {
      sender.rateLimit().awaitRoom();
      assertThat(sender.iterate()).isEqualTo(1);
    }
    assertThat(sender.iterate()).isZero();
    assertThat(sent.next())
        .containsExactly("a:0=ZERO!", "EOS", "a:1=ZERO", "EOS", "a:2=ZERO", "EOS", "EOS");
    write(a, 0, 1);
    write(a, 2, 1);
    sender.pending(Long.MAX_VALUE);
    sender.rateLimit().bandwidth(0);
    sender.iterate();
    // The seed looks at the page where it stopped again, and only then after it.
    assertThat(sent.next()).containsExactly("a:3=ZERO", "a:0=PAGE", "a:2=PAGE", "EOS");
  }

  @Test
  void endsATurnAtTheLookAtTheClockBehindFiftyMilliseconds() throws IOException {
    guest.addBlock("a", 300 * PAGE);
    ControlHook slow =
        new ControlHook() {
          @Override
          public long savePage(GuestBlock block, long pageOffset, PageView page) {
            clock.advanceMillis(1);
            return UNSUPPORTED;
          }
        };
    SenderSeams seams = SenderSeams.DEFAULT.withClock(clock).withHook(slow);
    RamSender sender = new RamSender(guest, SenderOptions.builder().build(), sent.output(), seams);
    sender.setup();
    // 51 ms are over at the 51st page, but only the 1st, the 65th, … are followed by a look.
    assertThat(sender.iterate()).isEqualTo(65);
    assertThat(sender.iterate()).isEqualTo(65);
    assertThat(sender.iterate()).isEqualTo(65);
    assertThat(sender.iterate()).isEqualTo(65);
    assertThat(sender.iterate()).isEqualTo(40);
  }

  @Test
  void syncsOnlyBelowTheThreshold() throws IOException {
    HeapGuestBlock a = guest.addBlock("a", 4 * PAGE);
    RamSender sender = sender(SenderOptions.builder());
    sender.setup();
    assertThat(sender.statistics().dirtySyncCount()).isEqualTo(1);
    assertThat(sender.pending(4 * PAGE)).isEqualTo(4 * PAGE);
    assertThat(sender.statistics().dirtySyncCount()).isEqualTo(1);
    sender.iterate();
    write(a, 1, 1);
    assertThat(sender.pending(0)).isZero();
    assertThat(sender.pending(1)).isEqualTo(PAGE);
    assertThat(sender.statistics().dirtySyncCount()).isEqualTo(2);
    sender.complete();
    assertThat(sender.statistics().dirtySyncCount()).isEqualTo(3);
  }

  @Test
  void countsAsTheSeedDoes() throws IOException {
    HeapGuestBlock a = guest.addBlock("a", 4 * PAGE);
    write(a, 1, 7);
    RamSender sender = sender(SenderOptions.builder());
    sender.setup();
    assertThat(sender.statistics().transferredBytes()).isZero();
    assertThat(sender.statistics().remainingBytes()).isEqualTo(4 * PAGE);
    sender.iterate();
    long round = 3 * 9 + 2 + PAGE + 8;
    assertThat(sender.statistics().transferredBytes()).isEqualTo(round + 8);
    write(a, 0, 7);
    sender.complete();
    SenderStatistics end = sender.statistics();
    // END's EOS does not count, nor its pages among the iterations.
    assertThat(end.transferredBytes()).isEqualTo(round + 8 + PAGE + 8);
    assertThat(end.iterations()).isEqualTo(4);
    assertThat(end.duplicatePages()).isEqualTo(3);
    assertThat(end.normalPages()).isEqualTo(2);
    assertThat(end.normalBytes()).isEqualTo(2 * PAGE);
    assertThat(end.remainingBytes()).isZero();
    assertThat(end.totalBytes()).isEqualTo(4 * PAGE);
  }

  @Test
  void beginsAnewWhenABlockComes() throws IOException {
    HeapGuestBlock a = guest.addBlock("a", 4 * PAGE);
    RamSender sender = sender(SenderOptions.builder());
    sender.setup();
    sender.iterate();
    sent.next();
    HeapGuestBlock b = guest.addBlock("b", 2 * PAGE);
    sent.alsoKnown(a, b);
    write(a, 2, 1);
    sender.pending(Long.MAX_VALUE);
    sender.iterate();
    // The seed's first round takes every page after the first dirty one; 7.2 only what is dirty.
    assertThat(sent.next())
        .containsExactly("a:2=PAGE!", "a:3=ZERO", "b:0=ZERO!", "b:1=ZERO", "EOS");
    assertThat(sender.pending(1)).isZero();
    assertThat(sender.statistics().totalBytes()).isEqualTo(6 * PAGE);
  }

  @Test
  void endsTheFirstRoundThatBeginsAnewWithNothingDirty() throws IOException {
    guest.addBlock("a", 4 * PAGE);
    HeapGuestBlock b = guest.addBlock("b", PAGE);
    RamSender sender = sender(SenderOptions.builder());
    sender.setup();
    sender.iterate();
    guest.removeBlock(b);
    assertThat(sender.iterate()).isZero();
    sender.complete();
  }

  @Test
  void followsABlockThatGrowsAndShrinks() throws IOException {
    HeapGuestBlock a = guest.addBlock("a", 4 * PAGE, 8 * PAGE);
    sent.alsoKnown(a);
    RamSender sender = sender(SenderOptions.builder());
    sender.setup();
    sender.iterate();
    sent.next();
    a.resize(6 * PAGE);
    assertThat(sender.pending(1)).isEqualTo(6 * PAGE);
    sender.iterate();
    assertThat(sent.next()).hasSize(7).contains("a:5=ZERO");
    write(a, 5, 1);
    a.resize(2 * PAGE);
    assertThat(sender.pending(1)).isEqualTo(2 * PAGE);
    sender.complete();
    assertThat(sent.next()).containsExactly("a:0=ZERO", "a:1=ZERO", "EOS");
  }

  @Test
  void endsWithABlockThatChangesItsLengthAsQemuDoes() throws IOException {
    HeapGuestBlock a = guest.addBlock("a", 4 * PAGE, 8 * PAGE);
    RamSender sender = sender(SenderOptions.builder().profile(SenderProfile.QEMU_7_2));
    sender.setup();
    sender.iterate();
    a.resize(6 * PAGE);
    assertThatThrownBy(() -> sender.pending(1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a was resized to 24576");
    assertThat(sender.state()).isEqualTo(RamSender.State.FAILED);
  }

  @Test
  void givesABlockItsIndexAndItsEntry() throws IOException {
    guest.addBlock(new BlockLayout(Idstr.of("s"), 2 * PAGE, 2 * PAGE, 0, 0x1000, true));
    guest.addBlock("a", PAGE);
    RamSender sender = sender(SenderOptions.builder().listsAddresses(true));
    sender.setup();
    sender.iterate();
    assertThat(sender.statistics().totalBytes()).isEqualTo(PAGE);
    assertThat(sender.statistics().duplicatePages()).isEqualTo(1);
    byte[] list = sent.bytes();
    assertThat(ByteBuffer.wrap(list).getLong(8 + 2 + 8)).isEqualTo(0x1000);
  }

  @Test
  void refusesAGuestWithoutABlockAndOneWithHalfAPage() {
    assertThatIllegalArgumentException().isThrownBy(() -> sender(SenderOptions.builder()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> guest.addBlock("a", PAGE + 1))
        .withMessageContaining("4097");
    guest.addBlock("a", PAGE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sender(SenderOptions.builder().pageSize(new PageSize(8192))))
        .withMessageContaining("4096");
    assertThatIllegalArgumentException().isThrownBy(() -> guest.addBlock("a", PAGE));
  }

  @ParameterizedTest
  @EnumSource(SenderProfile.class)
  void sendsNoMoreThanWhatIsDirtyWhenABlockComesBeforeTheEnd(SenderProfile profile)
      throws IOException {
    HeapGuestBlock a = guest.addBlock("a", 100 * PAGE);
    for (int page = 0; page < 100; page++) {
      write(a, page, 1);
    }
    RamSender sender = sender(SenderOptions.builder().profile(profile));
    sender.setup();
    sender.iterate();
    assertThat(sender.pending(Long.MAX_VALUE)).isZero();
    write(a, 3, 2);
    HeapGuestBlock b = guest.addBlock("b", PAGE);
    sent.alsoKnown(a, b);
    sent.next();
    int before = sent.bytes().length;
    sender.complete();
    assertThat(sent.next()).containsExactly("b:0=ZERO!", "a:3=PAGE!", "EOS");
    assertThat(sent.bytes().length - before).isEqualTo(8 + 2 + 1 + 8 + 2 + PAGE + 8);
  }

  @Test
  void beginsAnewWithThePartAndNotBefore() throws IOException {
    HeapGuestBlock a = guest.addBlock("a", 4 * PAGE);
    RamSender sender = sender(SenderOptions.builder());
    sender.setup();
    sender.iterate();
    HeapGuestBlock b = guest.addBlock("b", PAGE);
    sent.alsoKnown(a, b);
    sent.next();
    write(a, 2, 1);
    assertThat(sender.pending(Long.MAX_VALUE)).isEqualTo(2 * PAGE);
    sender.complete();
    // Begun anew, it would have sent a:3 too.
    assertThat(sent.next()).containsExactly("b:0=ZERO!", "a:2=PAGE!", "EOS");
  }

  @Test
  void endsWithTheBlocksThatAreLeft() throws IOException {
    HeapGuestBlock a = guest.addBlock("a", 4 * PAGE);
    HeapGuestBlock b = guest.addBlock("b", 2 * PAGE);
    RamSender sender = sender(SenderOptions.builder().maxBandwidth(50));
    sender.setup();
    for (int i = 0; i < 5; i++) {
      sender.rateLimit().awaitRoom();
      sender.iterate();
    }
    sent.next();
    write(a, 1, 1);
    guest.removeBlock(b);
    sender.complete();
    assertThat(sent.next()).containsExactly("a:1=PAGE!", "EOS");
  }

  @Test
  void failsIfAPageIsLost() throws IOException {
    HeapGuestBlock a = guest.addBlock("a", 4 * PAGE);
    RamSender sender =
        new RamSender(
            guest,
            SenderOptions.builder().maxBandwidth(50).build(),
            sent.output(),
            SenderSeams.DEFAULT.withClock(clock),
            new LosingSearch(SenderProfile.SEED));
    sender.setup();
    while (sender.pending(0) > 0) {
      sender.rateLimit().awaitRoom();
      sender.iterate();
    }
    write(a, 3, 1);
    assertThatThrownBy(sender::complete)
        .isInstanceOf(AssertionError.class)
        .hasMessage("1 dirty pages were not found");
    assertThat(sender.state()).isEqualTo(RamSender.State.FAILED);
  }

  @Test
  void failsIfTheGuestWritesWhileItIsToStandStill() throws IOException {
    HeapGuestBlock a = guest.addBlock("a", 4 * PAGE);
    ControlHook late =
        new ControlHook() {
          @Override
          public long savePage(GuestBlock block, long pageOffset, PageView page) {
            return UNSUPPORTED;
          }

          @Override
          public void afterIterate(Stage stage, HookStream stream) {
            if (stage == Stage.FINISH) {
              write(a, 0, 1);
            }
          }
        };
    RamSender sender =
        new RamSender(
            guest,
            SenderOptions.builder().build(),
            sent.output(),
            SenderSeams.DEFAULT.withClock(clock).withHook(late));
    sender.setup();
    sender.iterate();
    assertThatThrownBy(sender::complete)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("1 pages were written");
    assertThat(sender.state()).isEqualTo(RamSender.State.FAILED);
  }

  @Test
  void doesNotSendWhatABlockHasLostInTheMiddleOfARound() throws IOException {
    HeapGuestBlock a = guest.addBlock("a", 6 * PAGE, 8 * PAGE);
    sent.alsoKnown(a);
    RamSender sender = sender(SenderOptions.builder().maxBandwidth(50));
    sender.setup();
    sender.rateLimit().awaitRoom();
    sender.iterate();
    a.resize(2 * PAGE);
    sender.rateLimit().bandwidth(0);
    // No sync of the dirty log has come between.
    assertThat(sender.iterate()).isEqualTo(1);
    assertThat(sent.next()).containsExactly("EOS", "a:0=ZERO!", "EOS", "a:1=ZERO", "EOS");
  }
}
