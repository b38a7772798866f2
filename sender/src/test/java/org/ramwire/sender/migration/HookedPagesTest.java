package org.ramwire.sender.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
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
import org.ramwire.sender.profile.SenderProfile;

/** What a sender counts of pages that a hook's transport takes, and what it concludes from it. */
@Timeout(600)
class HookedPagesTest {

  private static final int PAGE = 4096;

  private final HeapGuest guest = new HeapGuest(PageSize.X86);
  private final FakeClock clock = new FakeClock();
  private final Sent sent = new Sent(PageSize.X86);

  /** Takes every page, at a rate of one a millisecond. */
  private final class Taking implements ControlHook {

    private final long answer;
    private long later;

    Taking(long answer) {
      this.answer = answer;
    }

    @Override
    public long savePage(GuestBlock block, long pageOffset, PageView page) {
      clock.advanceMillis(1);
      later += answer < 0 ? PAGE : 0;
      return answer;
    }

    @Override
    public void afterIterate(Stage stage, HookStream stream) {
      stream.pagesMoved(later, false);
      later = 0;
    }
  }

  private RamSender sender(SenderProfile profile, ControlHook hook) {
    SenderSeams seams = SenderSeams.DEFAULT.withClock(clock).withHook(hook);
    SenderOptions options = SenderOptions.builder().profile(profile).build();
    return new RamSender(guest, options, sent.output(), seams);
  }

  private int partsUntilTheEnd(SenderProfile profile, ControlHook hook) throws IOException {
    HeapGuestBlock a = guest.addBlock("a", 100 * PAGE);
    RamSender sender = sender(profile, hook);
    int[] parts = {0};
    RamMigration.Switchover busy =
        new RamMigration.Switchover() {
          @Override
          public void partSent() {
            a.fill(0, 10 * PAGE, (byte) parts[0]++);
            if (parts[0] == 1000) {
              sender.cancel();
            }
          }

          @Override
          public void stopGuest() {}
        };
    new RamMigration(sender, RamSection.bare(), sent.output(), busy).run();
    return parts[0];
  }

  @ParameterizedTest
  @EnumSource(SenderProfile.class)
  void endWithPagesThatAHookHasMovedAtOnce(SenderProfile profile) throws IOException {
    assertThat(partsUntilTheEnd(profile, new Taking(PAGE))).isLessThan(20);
  }

  @ParameterizedTest
  @EnumSource(SenderProfile.class)
  void endWithPagesThatAHookHasMovedLater(SenderProfile profile) throws IOException {
    assertThat(partsUntilTheEnd(profile, new Taking(ControlHook.DELAYED))).isLessThan(20);
  }

  @Test
  void countBytesThatADelayedPageHasCostAndThePageLater() throws IOException {
    guest.addBlock("a", 3 * PAGE);
    RamSender sender = sender(SenderProfile.SEED, new Taking(ControlHook.delayed(1)));
    sender.setup();
    sender.iterate();
    SenderStatistics statistics = sender.statistics();
    // 1 a page at once, the page when it has moved, and EOS.
    assertThat(statistics.transferredBytes()).isEqualTo(3 + 3 * PAGE + 8);
    assertThat(statistics.normalPages()).isEqualTo(3);
    assertThat(sent.next()).containsExactly("EOS", "EOS");
    clock.advanceMillis(97);
    assertThat(sender.rateLimit().turnWindow()).isTrue();
    // START's payload and two EOS; what it cost to announce the pages does not count.
    double bytes = 8 + 2 + 8 + 8 + 8 + 3 * PAGE;
    assertThat(sender.rateLimit().measuredBytesPerMilli()).isEqualTo(bytes / 100);
  }

  @Test
  void doNotCountAgainstTheLimit() throws IOException {
    guest.addBlock("a", 20 * PAGE);
    RamSender sender = sender(SenderProfile.SEED, new Taking(PAGE));
    sender.rateLimit().bandwidth(10 * PAGE);
    sender.setup();
    assertThat(sender.iterate()).isEqualTo(20);
    assertThat(sender.rateLimit().exceeded()).isFalse();
  }

  @Test
  void goOnceThoughTheyHaveCostNothing() throws IOException {
    guest.addBlock("a", 3 * PAGE).fill(0, 3 * PAGE, (byte) 1);
    RamSender sender = sender(SenderProfile.SEED, new Taking(0));
    sender.setup();
    assertThat(sender.iterate()).isEqualTo(3);
    assertThat(sent.next()).containsExactly("EOS", "EOS");
    assertThat(sender.statistics().duplicatePages()).isEqualTo(3);
    assertThat(sender.statistics().transferredBytes()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(longs = {-3, -1000, -2000, Long.MIN_VALUE})
  void areNotTakenWithAnAnswerThatMeansNothing(long answer) throws IOException {
    guest.addBlock("a", PAGE);
    RamSender sender = sender(SenderProfile.SEED, new Taking(answer));
    sender.setup();
    assertThatIllegalStateException()
        .isThrownBy(sender::iterate)
        .withMessageContaining(Long.toString(answer));
    assertThat(sender.state()).isEqualTo(RamSender.State.FAILED);
  }

  @Test
  void areDelayedWithABoundedNumberOfBytes() {
    assertThat(ControlHook.delayed(0)).isEqualTo(ControlHook.DELAYED);
    long most = ControlHook.MOST_DELAYED_BYTES;
    assertThat(ControlHook.delayedBytes(ControlHook.delayed(most))).isEqualTo(most);
    assertThatIllegalArgumentException().isThrownBy(() -> ControlHook.delayed(most + 1));
    assertThatIllegalArgumentException().isThrownBy(() -> ControlHook.delayed(-1));
  }
}
