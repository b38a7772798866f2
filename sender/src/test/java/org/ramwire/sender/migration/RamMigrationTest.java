package org.ramwire.sender.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.container.MigrationStreamWriter;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.codec.element.StreamVisitor;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.format.PageSize;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.SenderSeams;
import org.ramwire.sender.memory.HeapGuest;
import org.ramwire.sender.memory.HeapGuestBlock;
import org.ramwire.sender.profile.SenderProfile;

/** The loop that decides when sections come. */
@Timeout(180)
class RamMigrationTest {

  private static final int PAGE = 4096;

  private final HeapGuest guest = new HeapGuest(PageSize.X86);
  private final FakeClock clock = new FakeClock();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final StreamOutput output = new StreamOutput(bytes);
  private final List<Integer> throttled = new ArrayList<>();

  /** The sections, each with how many pages it has. */
  private List<String> sections() throws IOException {
    List<String> sections = new ArrayList<>();
    int[] pages = new int[1];
    StreamVisitor visitor =
        new StreamAdapter() {
          @Override
          public void page(PageHeader page, byte[] buffer, int from, int length) {
            pages[0]++;
          }

          @Override
          public void zeroPage(PageHeader page, byte fill) {
            pages[0]++;
          }

          @Override
          public void sectionEnd(
              SectionHeader header, long payloadOffset, long payloadLength, boolean footer) {
            sections.add(header.type() + " " + pages[0] + (footer ? "" : " without footer"));
            pages[0] = 0;
          }
        };
    StreamInput input = new StreamInput(new ByteArrayInputStream(bytes.toByteArray()));
    MigrationStreamReader.open(input, ReaderOptions.DEFAULT, visitor).read();
    return sections;
  }

  private RamSender migrate(
      SenderOptions options, boolean footers, RamMigration.Switchover switchover)
      throws IOException {
    SenderSeams seams = SenderSeams.DEFAULT.withClock(clock).withThrottle(throttled::add);
    RamSender sender = new RamSender(guest, options, output, seams);
    MigrationStreamWriter container = new MigrationStreamWriter(output);
    container.header();
    RamSection section = RamSection.in(container, 7, footers);
    new RamMigration(sender, section, output, switchover).run();
    container.endOfFile();
    output.flush();
    return sender;
  }

  /** Writes to pages after each PART, as long as there is something to write. */
  private static RamMigration.Switchover writing(HeapGuestBlock block, int... pagesByPart) {
    return new RamMigration.Switchover() {
      private int parts;

      @Override
      public void partSent() {
        int pages = parts < pagesByPart.length ? pagesByPart[parts] : 0;
        parts++;
        for (int page = 0; page < pages; page++) {
          block.fill((long) page * PAGE, PAGE, (byte) (parts * 16 + page + 1));
        }
      }

      @Override
      public void stopGuest() {}
    };
  }

  @Test
  void sendsAQuietGuestInOneRound() throws IOException {
    guest.addBlock("a", 4 * PAGE);
    migrate(SenderOptions.builder().build(), true, RamMigration.Switchover.NONE);
    assertThat(sections()).containsExactly("START 0", "PART 4", "END 0");
  }

  @Test
  void leavesFootersOutWhereTheContainerHasNone() throws IOException {
    guest.addBlock("a", PAGE);
    migrate(SenderOptions.builder().build(), false, RamMigration.Switchover.NONE);
    assertThat(sections())
        .containsExactly("START 0 without footer", "PART 1 without footer", "END 0 without footer");
  }

  @Test
  void goesOnWithRoundsUntilWhatIsLeftFitsTheDowntime() throws IOException {
    HeapGuestBlock a = guest.addBlock("a", 4 * PAGE);
    a.fill(0, 4 * PAGE, (byte) 1);
    // A window carries four pages, so 164 bytes a ms, and 75 ms of that are three pages.
    SenderOptions options =
        SenderOptions.builder().maxBandwidth(10 * 4 * PAGE).downtimeLimitMillis(75).build();
    migrate(options, true, writing(a, 4, 4, 3));
    assertThat(sections()).containsExactly("START 0", "PART 4", "PART 4", "PART 4", "END 3");
  }

  @ParameterizedTest
  @CsvSource({"SEED, 3", "QEMU_7_2, 1"})
  void dividesTheBandwidthAsTheProfileDoes(SenderProfile profile, int parts) throws IOException {
    HeapGuestBlock a = guest.addBlock("a", 2 * PAGE);
    a.fill(0, 2 * PAGE, (byte) 1);
    // A window of START, PART, two pages and EOS has 8295 bytes, so 82.95 bytes a millisecond: in
    // 99 ms that is more than two pages, 82 a millisecond are less.
    SenderOptions options =
        SenderOptions.builder()
            .profile(profile)
            .maxBandwidth(10 * 2 * PAGE)
            .downtimeLimitMillis(99)
            .build();
    migrate(options, true, writing(a, 2, 2));
    assertThat(sections()).hasSize(2 + parts);
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 49, 50, 100})
  void comesToAnEndHoweverLowTheLimit(long bandwidth) throws IOException {
    guest.addBlock("a", 3 * PAGE).fill(0, 2 * PAGE, (byte) 1);
    migrate(
        SenderOptions.builder().maxBandwidth(bandwidth).downtimeLimitMillis(20).build(),
        true,
        RamMigration.Switchover.NONE);
    assertThat(sections()).containsExactly("START 0", "PART 1", "PART 1", "PART 1", "END 0");
  }

  @Test
  void slowsDownAGuestThatWritesTooFastAndLetsItGo() throws IOException {
    HeapGuestBlock a = guest.addBlock("a", 8 * PAGE);
    SenderOptions options =
        SenderOptions.builder()
            .maxBandwidth(10)
            .downtimeLimitMillis(0)
            .autoConverge(50, 40)
            .build();
    SenderSeams seams = SenderSeams.DEFAULT.withClock(clock).withThrottle(throttled::add);
    RamSender sender = new RamSender(guest, options, output, seams);
    sender.setup();
    for (int part = 0; part < 100; part++) {
      sender.pending(1);
      sender.iterate();
      // Each round lasts more than a second, and dirties all that it has sent.
      clock.advanceMillis(200);
      a.fill(0, 8 * PAGE, (byte) part);
      sender.rateLimit().awaitRoom();
    }
    assertThat(throttled).startsWith(50, 90, 99);
    assertThat(sender.statistics().throttlePercent()).isEqualTo(99);
    assertThat(sender.statistics().dirtyPagesRate()).isPositive();
    sender.complete();
    assertThat(throttled).endsWith(0);
    assertThat(sender.statistics().throttlePercent()).isZero();
  }

  @Test
  void endsWhenItIsCancelledWhileItWaits() {
    guest.addBlock("a", 3 * PAGE);
    RamSender[] sender = new RamSender[1];
    RamMigration.Switchover cancelling =
        new RamMigration.Switchover() {
          @Override
          public void partSent() {
            sender[0].cancel();
          }

          @Override
          public void stopGuest() {}
        };
    SenderOptions options = SenderOptions.builder().maxBandwidth(50).build();
    sender[0] = new RamSender(guest, options, output, SenderSeams.DEFAULT.withClock(clock));
    RamMigration migration = new RamMigration(sender[0], RamSection.bare(), output, cancelling);
    assertThatThrownBy(migration::run).isInstanceOf(SendCancelledException.class);
    assertThat(sender[0].state()).isEqualTo(RamSender.State.CANCELLED);
  }
}
