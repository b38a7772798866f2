package org.ramwire.sender.migration;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.ramwire.codec.StreamOutput;
import org.ramwire.compression.pipeline.RecordOrder;
import org.ramwire.format.PageSize;
import org.ramwire.sender.ControlHook;
import org.ramwire.sender.HookStream;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.SenderSeams;
import org.ramwire.sender.memory.GuestBlock;
import org.ramwire.sender.memory.HeapGuest;
import org.ramwire.sender.memory.HeapGuestBlock;
import org.ramwire.sender.memory.PageView;
import org.ramwire.sender.profile.SenderProfile;
import org.ramwire.sender.search.PageSearch;

/**
 * A migration that one number stands for: blocks of few pages, a guest that writes to any page at
 * any moment until it is stopped, blocks that come, go and change their lengths, a transport beside
 * the stream, and a bandwidth that is often too small for a second page.
 */
final class RandomMigration {

  private static final int PAGE = PageSize.X86.bytes();

  /** What has become of one. */
  enum Outcome {
    /** The destination has the guest's memory. */
    EQUAL,
    /** The sender says that it is done, and the destination has other memory. */
    STALE,
    /** The sender's own check has ended it. */
    CAUGHT
  }

  private final Random random;
  private final HeapGuest guest;
  private final FakeClock clock = new FakeClock();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final StreamOutput output = new StreamOutput(bytes);
  private final SenderOptions options;
  private final RamSender sender;
  private final Transport transport;

  /** Every block that there has been. */
  private final List<HeapGuestBlock> blocks = new ArrayList<>();

  /** How often of a hundred moments something is written. */
  private final int busyPercent;

  /** Only the guest's last page is written, as long as nothing else is said. */
  private final boolean lastPageOnly;

  private boolean stopped;

  RandomMigration(long randomSeed, Function<SenderProfile, PageSearch> search) {
    random = new Random(randomSeed * 0x9E3779B97F4A7C15L);
    random.nextInt();
    busyPercent = random.nextInt(3) * 20;
    lastPageOnly = random.nextInt(4) == 0;
    options = randomOptions();
    guest = new HeapGuest(PageSize.X86);
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      addBlock();
    }
    transport = new Transport(random.nextInt(4) == 0 ? 2 + random.nextInt(4) : 0);
    SenderSeams seams = SenderSeams.DEFAULT.withClock(clock).withHook(transport);
    sender = new RamSender(guest, options, output, seams, search.apply(options.profile()));
  }

  private SenderOptions randomOptions() {
    SenderOptions.Builder builder =
        SenderOptions.builder()
            .profile(random.nextBoolean() ? SenderProfile.SEED : SenderProfile.QEMU_7_2)
            .maxBandwidth(randomBandwidth())
            .downtimeLimitMillis(random.nextInt(3) * 100L);
    if (random.nextInt(3) == 0) {
      builder.xbzrle((long) PAGE << random.nextInt(7));
    }
    if (random.nextInt(3) == 0) {
      builder.compression(1 + random.nextInt(3), 1);
      if (random.nextBoolean()) {
        builder.compressionOrder(RecordOrder.values()[random.nextInt(3)]);
      }
    }
    return builder.build();
  }

  private long randomBandwidth() {
    long[] bandwidths = {10, 50, 50, 50, 2_000, 100_000, 600_000, 0};
    return bandwidths[random.nextInt(bandwidths.length)];
  }

  SenderOptions options() {
    return options;
  }

  /** Makes a block of 1 to 6 pages, now and then of more than a word of a bitmap. */
  private void addBlock() {
    int pages = random.nextInt(12) == 0 ? 60 + random.nextInt(20) : 1 + random.nextInt(6);
    int room = random.nextInt(3) == 0 ? random.nextInt(4) : 0;
    HeapGuestBlock block =
        guest.addBlock("b" + blocks.size(), (long) pages * PAGE, (long) (pages + room) * PAGE);
    blocks.add(block);
    for (int page = 0; page < pages; page++) {
      if (random.nextInt(3) > 0) {
        write(block, page);
      }
    }
  }

  private void write(HeapGuestBlock block, int page) {
    long offset = (long) page * PAGE;
    switch (random.nextInt(4)) {
      case 0 -> block.fill(offset, PAGE, (byte) random.nextInt(3));
      case 1 -> block.fill(offset + random.nextInt(PAGE), 1, (byte) random.nextInt());
      case 2 -> {
        byte[] content = new byte[PAGE];
        random.nextBytes(content);
        block.write(offset, content, 0, PAGE);
      }
      default -> {
        byte[] same = new byte[PAGE];
        block.read(offset, same, 0, PAGE);
        block.write(offset, same, 0, PAGE);
      }
    }
  }

  /** A moment at which the guest may write. */
  private void moment() {
    while (!stopped && random.nextInt(100) < busyPercent) {
      List<HeapGuestBlock> present = guest.blocks();
      boolean last = lastPageOnly || random.nextInt(4) == 0;
      HeapGuestBlock block =
          present.get(last ? present.size() - 1 : random.nextInt(present.size()));
      int pages = (int) (block.usedLength() / PAGE);
      write(block, last ? pages - 1 : random.nextInt(pages));
    }
  }

  /** A moment at which the machine may get other memory. In 7.2 no block changes its length. */
  private void hotPlug() {
    switch (random.nextInt(options.profile() == SenderProfile.SEED ? 40 : 38)) {
      case 36 -> addBlock();
      case 37 -> {
        if (guest.blocks().size() > 1) {
          guest.removeBlock(guest.blocks().get(random.nextInt(guest.blocks().size())));
        }
      }
      case 38, 39 -> {
        HeapGuestBlock block = guest.blocks().get(random.nextInt(guest.blocks().size()));
        block.resize((1L + random.nextInt((int) (block.maxLength() / PAGE))) * PAGE);
      }
      default -> {
        // As it is.
      }
    }
  }

  Outcome run() throws IOException {
    try (sender) {
      if (random.nextInt(4) == 0) {
        runLoop();
      } else {
        runCalls();
      }
    } catch (AssertionError e) {
      return Outcome.CAUGHT;
    }
    output.flush();
    PlainDestination destination =
        new PlainDestination(bytes.toByteArray(), blocks, transport.carried);
    for (HeapGuestBlock block : guest.blocks()) {
      int length = (int) block.usedLength();
      byte[] expected = new byte[length];
      block.read(0, expected, 0, length);
      if (!Arrays.equals(expected, 0, length, destination.image(block), 0, length)) {
        return Outcome.STALE;
      }
    }
    return Outcome.EQUAL;
  }

  private void runLoop() throws IOException {
    int[] parts = {random.nextInt(60)};
    RamMigration.Switchover switchover =
        new RamMigration.Switchover() {
          @Override
          public void partSent() {
            moment();
            hotPlug();
            if (parts[0]-- == 0) {
              // A guest that writes without an end has to be let go some time.
              sender.rateLimit().bandwidth(0);
              stopped = true;
            }
          }

          @Override
          public void stopGuest() {
            moment();
            hotPlug();
            moment();
            stopped = true;
          }
        };
    new RamMigration(sender, RamSection.bare(), output, switchover).run();
  }

  private void runCalls() throws IOException {
    moment();
    sender.setup();
    int turns = random.nextInt(25);
    boolean endsWithTheRound = random.nextInt(3) == 0;
    for (int i = 0; i < turns; i++) {
      if (endsWithTheRound && sender.pending(0) == 0) {
        break;
      }
      moment();
      hotPlug();
      switch (random.nextInt(6)) {
        case 0 -> sender.pending(Long.MAX_VALUE);
        case 1 -> sender.pending(random.nextInt(5) * PAGE);
        default -> {
          sender.rateLimit().awaitRoom();
          sender.iterate();
        }
      }
      if (random.nextInt(30) == 0) {
        sender.rateLimit().bandwidth(randomBandwidth());
      }
    }
    moment();
    if (random.nextBoolean()) {
      sender.pending(Long.MAX_VALUE);
    }
    hotPlug();
    moment();
    stopped = true;
    sender.complete();
  }

  /** Takes some pages over, and lets the guest write and time pass between two pages. */
  private final class Transport implements ControlHook {

    /** Of so many pages one goes at once and one later; 0 for none. */
    private final int stride;

    private final List<List<PlainDestination.Beside>> carried = new ArrayList<>();
    private List<PlainDestination.Beside> now = new ArrayList<>();
    private final List<PlainDestination.Beside> later = new ArrayList<>();

    Transport(int stride) {
      this.stride = stride;
    }

    @Override
    public long savePage(GuestBlock block, long pageOffset, PageView page) {
      moment();
      if (random.nextInt(50) == 0) {
        clock.advanceMillis(random.nextInt(80));
      }
      long way = stride == 0 ? -1 : pageOffset / PAGE % stride;
      if (way == 0) {
        now.add(copy(block, pageOffset));
        return random.nextInt(3) * 100L;
      }
      if (way == 1) {
        later.add(new PlainDestination.Beside(block, pageOffset, null));
        return DELAYED;
      }
      return UNSUPPORTED;
    }

    private PlainDestination.Beside copy(GuestBlock block, long pageOffset) {
      byte[] content = new byte[PAGE];
      ((HeapGuestBlock) block).read(pageOffset, content, 0, PAGE);
      return new PlainDestination.Beside(block, pageOffset, content);
    }

    @Override
    public void afterIterate(Stage stage, HookStream stream) throws IOException {
      moment();
      for (PlainDestination.Beside page : later) {
        now.add(copy(page.block(), page.pageOffset()));
        stream.pagesMoved(PAGE, random.nextBoolean());
      }
      later.clear();
      if (stage != Stage.SETUP) {
        carried.add(now);
        now = new ArrayList<>();
        stream.writeHook();
      }
      moment();
    }
  }
}
