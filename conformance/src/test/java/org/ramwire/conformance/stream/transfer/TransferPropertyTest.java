package org.ramwire.conformance.stream.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.ramwire.codec.StreamOutput;
import org.ramwire.compression.pipeline.RecordOrder;
import org.ramwire.format.PageSize;
import org.ramwire.sender.ControlHook;
import org.ramwire.sender.SenderClock;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.SenderSeams;
import org.ramwire.sender.memory.GuestBlock;
import org.ramwire.sender.memory.HeapGuest;
import org.ramwire.sender.memory.HeapGuestBlock;
import org.ramwire.sender.memory.PageView;
import org.ramwire.sender.migration.RamSender;
import org.ramwire.sender.profile.SenderProfile;

/** Whatever a guest writes and however it is sent: the destination has its memory in the end. */
class TransferPropertyTest {

  private static final int PAGE = 4096;
  private static final int A_PAGES = 40;
  private static final int B_PAGES = 12;

  /** How a page is written. */
  enum Change {
    RANDOM,
    TEXT,
    ZERO,
    ONE_BYTE,
    SPRINKLE,
    SAME
  }

  record Write(boolean first, int page, Change change, long seed) {
    void apply(HeapGuestBlock a, HeapGuestBlock b) {
      HeapGuestBlock block = first ? a : b;
      int pageOffset = page % (first ? A_PAGES : B_PAGES) * PAGE;
      byte[] content = new byte[PAGE];
      block.read(pageOffset, content, 0, PAGE);
      alter(content, change, seed);
      block.write(pageOffset, content, 0, PAGE);
    }
  }

  private static void alter(byte[] content, Change change, long seed) {
    Random random = new Random(seed);
    switch (change) {
      case RANDOM -> random.nextBytes(content);
      case TEXT -> Arrays.fill(content, (byte) seed);
      case ZERO -> Arrays.fill(content, (byte) 0);
      case ONE_BYTE -> content[random.nextInt(PAGE)] ^= (byte) (seed | 1);
      case SPRINKLE -> {
        for (int i = 0; i < 300; i++) {
          content[random.nextInt(PAGE)]++;
        }
      }
      case SAME -> {
        // Dirty, and as it was.
      }
    }
  }

  /** One turn of the migration thread, after some writes. */
  record Turn(List<Write> writes, boolean syncs, long windowBytes) {}

  @Provide
  Arbitrary<List<Turn>> turns() {
    Arbitrary<Write> write =
        Combinators.combine(
                Arbitraries.of(true, true, true, false),
                Arbitraries.integers().between(0, A_PAGES - 1),
                Arbitraries.of(Change.class),
                Arbitraries.longs())
            .as(Write::new);
    Arbitrary<Turn> turn =
        Combinators.combine(
                write.list().ofMaxSize(12),
                Arbitraries.of(true, false),
                Arbitraries.of(0L, 200L, 100_000L, 600_000L))
            .as(Turn::new);
    return turn.list().ofMinSize(1).ofMaxSize(12);
  }

  @Provide
  Arbitrary<SenderOptions> options() {
    Arbitrary<SenderProfile> profiles = Arbitraries.of(SenderProfile.class);
    Arbitrary<Integer> cachePages = Arbitraries.of(0, 0, 1, 8, 64);
    Arbitrary<Integer> threads = Arbitraries.of(0, 0, 1, 3);
    Arbitrary<RecordOrder> orders = Arbitraries.of(RecordOrder.class);
    return Combinators.combine(profiles, cachePages, threads, orders)
        .as(
            (profile, cache, deflaters, order) -> {
              SenderOptions.Builder options =
                  SenderOptions.builder().profile(profile).compressionOrder(order);
              if (cache > 0) {
                options.xbzrle((long) cache * PAGE);
              }
              if (deflaters > 0) {
                options.compression(deflaters, 1);
              }
              return options.build();
            });
  }

  @Property(seed = "20153", tries = 400)
  void arrivesWhole(
      @ForAll("turns") List<Turn> turns,
      @ForAll("options") SenderOptions options,
      @ForAll @IntRange(max = 5) int hookStride,
      @ForAll @IntRange(max = 14) int blockComes)
      throws IOException {
    HeapGuest guest = new HeapGuest(PageSize.X86);
    HeapGuestBlock a = guest.addBlock("a", A_PAGES * PAGE);
    HeapGuestBlock b = guest.addBlock("b", B_PAGES * PAGE);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StreamOutput output = new StreamOutput(bytes);
    SideChannel side = new SideChannel(guest.blocks(), PAGE, hookStride + 2);
    SenderSeams seams = SenderSeams.DEFAULT.withClock(new StillClock());
    if (hookStride > 0) {
      seams = seams.withHook(side);
    }
    try (RamSender sender = new RamSender(guest, options, output, seams)) {
      sender.setup();
      for (int i = 0; i < turns.size(); i++) {
        Turn turn = turns.get(i);
        turn.writes().forEach(write -> write.apply(a, b));
        if (i == blockComes) {
          guest.addBlock("c", 3 * PAGE).fill(PAGE + 5, 100, (byte) 9);
        }
        if (turn.syncs()) {
          sender.pending(Long.MAX_VALUE);
        }
        sender.rateLimit().bandwidth(turn.windowBytes());
        sender.rateLimit().awaitRoom();
        sender.iterate();
      }
      turns.get(0).writes().forEach(write -> write.apply(a, b));
      sender.complete();
    }
    output.flush();
    Destination.check(guest, bytes.toByteArray(), blockComes < turns.size(), side);
  }

  /** A page that is written when the sender has offered so many pages to its hook. */
  record Mark(int moment, int block, int page, Change change, long seed) {
    void apply(List<HeapGuestBlock> blocks) {
      HeapGuestBlock target = blocks.get(blocks.size() - 1 - block % blocks.size());
      int pages = (int) (target.usedLength() / PAGE);
      // Page 0 is the last, which a first round ends with.
      int from = (pages - 1 - page % pages) * PAGE;
      byte[] content = new byte[PAGE];
      target.read(from, content, 0, PAGE);
      alter(content, change, seed);
      target.write(from, content, 0, PAGE);
    }
  }

  @Provide
  Arbitrary<List<Mark>> marks() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 16),
            Arbitraries.of(0, 0, 0, 1, 2),
            Arbitraries.of(0, 0, 0, 1, 2, 3),
            Arbitraries.of(Change.class),
            Arbitraries.longs())
        .as(Mark::new)
        .list()
        .ofMaxSize(4);
  }

  @Provide
  Arbitrary<List<Integer>> blockPages() {
    return Arbitraries.integers().between(1, 6).list().ofMinSize(1).ofMaxSize(3);
  }

  /** Often a page a turn, and the end as soon as the first round is over. */
  @Property(seed = "20156", tries = 1500)
  void arrivesWholeWhicheverPageIsWrittenAtWhateverMoment(
      @ForAll("blockPages") List<Integer> blockPages,
      @ForAll("options") SenderOptions options,
      @ForAll("marks") List<Mark> marks,
      @ForAll @IntRange(max = 20) int turns,
      @ForAll boolean endsWithTheRound)
      throws IOException {
    HeapGuest guest = new HeapGuest(PageSize.X86);
    for (int i = 0; i < blockPages.size(); i++) {
      guest.addBlock("b" + i, (long) blockPages.get(i) * PAGE).fill(0, PAGE, (byte) 1);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StreamOutput output = new StreamOutput(bytes);
    WritingHook writing = new WritingHook(marks, guest.blocks());
    SenderSeams seams = SenderSeams.DEFAULT.withClock(new StillClock()).withHook(writing);
    try (RamSender sender = new RamSender(guest, options, output, seams)) {
      sender.setup();
      sender.rateLimit().bandwidth(50);
      for (int i = 0; i < turns; i++) {
        if (sender.pending(endsWithTheRound ? 0 : Long.MAX_VALUE) == 0) {
          break;
        }
        sender.rateLimit().awaitRoom();
        sender.iterate();
      }
      writing.writeTheRest();
      sender.complete();
    }
    output.flush();
    Destination.check(guest, bytes.toByteArray(), false, offset -> {});
  }

  /** A guest that writes while its pages are sent, which a hook is told of. */
  private static final class WritingHook implements ControlHook {

    private final List<Mark> marks;
    private final List<HeapGuestBlock> blocks;
    private int moment;

    WritingHook(List<Mark> marks, List<HeapGuestBlock> blocks) {
      this.marks = marks;
      this.blocks = blocks;
    }

    @Override
    public long savePage(GuestBlock block, long pageOffset, PageView page) {
      marks.stream().filter(mark -> mark.moment() == moment).forEach(mark -> mark.apply(blocks));
      moment++;
      return UNSUPPORTED;
    }

    void writeTheRest() {
      marks.stream().filter(mark -> mark.moment() >= moment).forEach(mark -> mark.apply(blocks));
      moment = Integer.MAX_VALUE / 2;
    }
  }

  /** A clock that moves only while somebody sleeps. */
  private static final class StillClock implements SenderClock {

    private long nanos;

    @Override
    public long nanoTime() {
      return nanos;
    }

    @Override
    public void sleepMillis(long millis) {
      nanos += millis * 1_000_000;
    }
  }
}
