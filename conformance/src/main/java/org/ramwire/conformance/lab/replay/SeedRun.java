package org.ramwire.conformance.lab.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.container.MigrationStreamWriter;
import org.ramwire.codec.record.RamRecordKind;
import org.ramwire.conformance.lab.seedbuild.CapturedEvent;
import org.ramwire.conformance.lab.seedbuild.CapturedMemory;
import org.ramwire.conformance.lab.seedbuild.CapturedSettings;
import org.ramwire.conformance.lab.seedbuild.SeedCapture;
import org.ramwire.sender.ControlHook;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.SenderSeams;
import org.ramwire.sender.SenderStatistics;
import org.ramwire.sender.memory.GuestBlock;
import org.ramwire.sender.memory.PageView;
import org.ramwire.sender.migration.RamSender;
import org.ramwire.sender.profile.SenderProfile;

/**
 * One playing of a captured migration on our sender. Used once.
 *
 * <p>What hung on time in the source is taken from the capture: how many pages a PART has, and
 * between which sections the dirty log was synced. Which pages, in which order and as which bytes
 * is the sender's own. Where the capture leaves two ways open, {@link Choices} decides.
 */
final class SeedRun implements ControlHook {

  /** Less than any section: the window is full. */
  private static final long FULL = 10;

  private static final long UNLIMITED = 0;
  private static final int PAGE_BYTES = SeedCapture.PAGE_SIZE.bytes();

  private final SeedCapture capture;
  private final SeedSections golden;
  private final GoldenLevels levels;
  private final Choices choices;
  private final SeedGuest guest;
  private final SeedClock clock;
  private final SentBytes stream = new SentBytes();
  private final StreamOutput output = new StreamOutput(stream);
  private final MigrationStreamWriter container = new MigrationStreamWriter(output);
  private final RamSender sender;
  private final long finalSyncs;

  /** Of the capture's events, the first that has not happened yet. */
  private int nextEvent;

  /** The compression level in force. */
  private int level;

  private boolean lastMarkPassed;

  /** Which piece is being written. */
  private int section;

  /** How many pages it has in the capture; none is counted in START and END. */
  private long wantedPages = -1;

  private long iterationsBefore;
  private long dirtyPages;
  private boolean stopsByLimit;
  private final List<PagePlace> visited = new ArrayList<>();
  private final List<List<PagePlace>> visitedBySection = new ArrayList<>();

  /** A page that the sender has found dirty. */
  record PagePlace(int block, long pageOffset) {}

  SeedRun(SeedCapture capture, SeedSections golden, CapturedMemory before, Choices choices) {
    this.capture = capture;
    this.golden = golden;
    this.levels = new GoldenLevels(capture.stream());
    this.level = capture.settings().compressLevel();
    this.choices = choices;
    this.guest = new SeedGuest(capture, before);
    this.clock = new SeedClock(capture.samples(), choices);
    this.finalSyncs = capture.counter("final", "ram", "dirty-sync-count").orElseThrow().asLong();
    SenderSeams seams = SenderSeams.DEFAULT.withClock(clock).withHook(this);
    this.sender = new RamSender(guest, options(), output, seams);
  }

  private SenderOptions options() {
    CapturedSettings settings = capture.settings();
    SenderOptions.Builder options =
        SenderOptions.builder()
            .pageSize(SeedCapture.PAGE_SIZE)
            .profile(SenderProfile.SEED)
            .maxBandwidth(UNLIMITED);
    if (settings.autoConverge()) {
      options.autoConverge(20, 10);
    }
    if (settings.xbzrle()) {
      options.xbzrle(settings.cacheBytes());
    }
    if (settings.compress()) {
      options.compression(settings.compressThreads(), settings.compressLevel());
    }
    return options.build();
  }

  /** Sends, and returns the stream: the capture's head, and sections of our own. */
  byte[] perform() throws IOException, ReplayMismatch {
    try (sender) {
      List<SeedSection> sections = golden.all();
      output.bytes(capture.stream(), 0, sections.get(0).from());
      writeStart();
      for (section = 1; section < sections.size(); section++) {
        boolean last = section == sections.size() - 1;
        settle(last);
        if (last) {
          writeEnd();
        } else {
          writePart(sections.get(section));
        }
      }
      return stream.toByteArray();
    }
  }

  private void writeStart() throws IOException, ReplayMismatch {
    output.flush();
    int from = stream.size();
    container.ramStart(golden.id());
    clock.moveToSync(1);
    sender.setup();
    endSection(from);
  }

  /** Lets happen what happened in the capture before this section. */
  private void settle(boolean last) throws IOException, ReplayMismatch {
    passEvents();
    if (last) {
      // The last look is END's own; whether one came before it, their number says.
      if (syncs() + 2 <= finalSyncs) {
        sync();
      }
      passEvents();
      requireNoMarkLeft();
      return;
    }
    if (remainingPages() == 0 || maySync() && choices.isOther()) {
      sync();
      passEvents();
    }
  }

  /** A command may have come too late; a mark has not, for the guest has written. */
  private void requireNoMarkLeft() throws ReplayMismatch {
    for (CapturedEvent event : capture.events().subList(nextEvent, capture.events().size())) {
      if (event.isMark()) {
        throw new ReplayMismatch(
            section,
            "END has come, and never a place for mark "
                + event.phase()
                + " with "
                + event.value()
                + " pages left");
      }
    }
  }

  /** Tells whether the source may have looked at the dirty log though it knew of dirty pages. */
  private boolean maySync() {
    if (syncs() + 1 >= finalSyncs) {
      return false;
    }
    CapturedSettings settings = capture.settings();
    // What a window carries may be more than its limit, by what a section passes it.
    double threshold = 2.0 * settings.bytesPerSecond() * settings.downtimeMillis() / 1000;
    return lastMarkPassed
        || settings.bytesPerSecond() == 0
        || remainingPages() * PAGE_BYTES < threshold;
  }

  private void sync() throws IOException {
    clock.moveToSync(syncs() + 1);
    sender.pending(Long.MAX_VALUE);
  }

  private void passEvents() {
    while (nextEvent < capture.events().size()) {
      CapturedEvent event = capture.events().get(nextEvent);
      if (event.isMark()) {
        // Less is left if the capture saw its mark while a section was being written.
        boolean likely = syncs() == event.phase() && remainingPages() <= event.value();
        boolean possible = likely || remainingPages() == event.value();
        if (!possible || likely == choices.isOther()) {
          return;
        }
        passMark(event);
      } else {
        if (comesLater(event)) {
          return;
        }
        set(event);
        nextEvent++;
      }
    }
  }

  /** Tells whether a command took effect after this border: the stream may say so of a level. */
  private boolean comesLater(CapturedEvent event) {
    if (event.kind() == CapturedEvent.Kind.LEVEL) {
      if (!capture.settings().compress()) {
        return false;
      }
      List<SeedRecord> records = golden.all().get(section).records();
      return switch (levels.of(records, level, (int) event.value())) {
        case FIRST -> true;
        case SECOND -> false;
        // The search decides.
        case NOTHING -> choices.isOther();
      };
    }
    return choices.isOther();
  }

  private void passMark(CapturedEvent mark) {
    guest.write(mark.writes());
    lastMarkPassed |= mark.kind() == CapturedEvent.Kind.LAST_MARK;
    nextEvent++;
  }

  /** Lets a mark happen in the middle of a section if the capture may have seen it there. */
  private void passMarkInside() {
    if (nextEvent < capture.events().size()) {
      CapturedEvent event = capture.events().get(nextEvent);
      if (event.isMark()
          && syncs() == event.phase()
          && dirtyPages == event.value()
          && choices.isOther()) {
        passMark(event);
      }
    }
  }

  /**
   * Lets levels be set in the middle of a section, before the first page that has the new one in
   * the capture.
   */
  private void setLevelInside(PagePlace place) {
    int at = nextEvent;
    while (at < capture.events().size()
        && capture.events().get(at).kind() == CapturedEvent.Kind.LEVEL) {
      int next = (int) capture.events().get(at).value();
      at++;
      if (wordOf(place, next) == GoldenLevels.Word.SECOND) {
        set(capture.events().get(at - 1));
        nextEvent = at;
        return;
      }
    }
  }

  private GoldenLevels.Word wordOf(PagePlace place, int next) {
    return golden.all().get(section).records().stream()
        .filter(record -> place.equals(new PagePlace(record.block(), record.pageOffset())))
        .findFirst()
        .map(record -> levels.of(record, level, next))
        .orElse(GoldenLevels.Word.NOTHING);
  }

  private void set(CapturedEvent event) {
    if (event.kind() == CapturedEvent.Kind.LEVEL && capture.settings().compress()) {
      level = (int) event.value();
      sender.compressionLevel(level);
    }
    // More than the guest has was refused.
    if (event.kind() == CapturedEvent.Kind.CACHE_SIZE
        && capture.settings().xbzrle()
        && event.value() <= sender.statistics().totalBytes()) {
      sender.resizeCache(event.value());
    }
  }

  private void writePart(SeedSection expected) throws IOException, ReplayMismatch {
    output.flush();
    int from = stream.size();
    container.part(golden.id());
    wantedPages = expected.records().size();
    iterationsBefore = sender.statistics().iterations();
    dirtyPages = remainingPages();
    stopsByLimit = wantedPages == 0 && !(searchesOn() && choices.isOther());
    sender.rateLimit().bandwidth(stopsByLimit ? FULL : UNLIMITED);
    sender.iterate();
    wantedPages = -1;
    endSection(from);
  }

  /** Tells whether pages that are dirty may turn out unchanged, so that none of them is sent. */
  private boolean searchesOn() {
    return capture.settings().xbzrle() && syncs() > 1;
  }

  /** Ends the PART after as many pages as it has in the capture. */
  @Override
  public long savePage(GuestBlock block, long pageOffset, PageView page) {
    PagePlace place = new PagePlace(guest.blocks().indexOf(block), pageOffset);
    visited.add(place);
    if (capture.settings().compress()) {
      setLevelInside(place);
    }
    if (wantedPages < 0) {
      return UNSUPPORTED;
    }
    dirtyPages--;
    long sent = sender.statistics().iterations() - iterationsBefore;
    if (sent == wantedPages - 1) {
      // The limit ended the section, or the search that found nothing more.
      boolean other = dirtyPages == 0 ? choices.isOther() : searchesOn() && choices.isOther();
      stopsByLimit = (dirtyPages == 0) == other;
      sender.rateLimit().bandwidth(stopsByLimit ? FULL : UNLIMITED);
    } else {
      passMarkInside();
    }
    return UNSUPPORTED;
  }

  private void writeEnd() throws IOException, ReplayMismatch {
    output.flush();
    int from = stream.size();
    container.end(golden.id());
    sender.rateLimit().bandwidth(UNLIMITED);
    clock.moveToSync(syncs() + 1);
    sender.complete();
    endSection(from);
  }

  private void endSection(int from) throws IOException, ReplayMismatch {
    if (golden.footers()) {
      container.footer(golden.id());
    }
    output.flush();
    SeedSection expected = golden.all().get(section);
    visitedBySection.add(List.copyOf(visited));
    visited.clear();
    if (inOrder(expected)) {
      if (!stream.equalsFrom(from, capture.stream(), expected.from(), expected.to())) {
        byte[] goldenBytes = golden.bytes(expected);
        throw new ReplayMismatch(
            section,
            "bytes differ" + ByteContrast.of(expected.from(), goldenBytes, stream.from(from)));
      }
      return;
    }
    int length = stream.size() - from;
    if (length != expected.to() - expected.from() || !visitedAll(expected)) {
      throw new ReplayMismatch(
          section,
          "other pages, or " + length + " bytes in place of " + (expected.to() - expected.from()));
    }
  }

  /** Tells whether every byte has its place: not where several threads compressed. */
  private boolean inOrder(SeedSection expected) {
    return capture.settings().compressThreads() == 1
        || expected.records().stream()
            .noneMatch(record -> record.kind() == RamRecordKind.COMPRESS_PAGE);
  }

  private boolean visitedAll(SeedSection expected) {
    Set<PagePlace> places = new HashSet<>(visitedBySection.get(section));
    return expected.records().stream()
        .allMatch(record -> places.contains(new PagePlace(record.block(), record.pageOffset())));
  }

  private long syncs() {
    return sender.statistics().dirtySyncCount();
  }

  private long remainingPages() {
    return sender.statistics().remainingBytes() / PAGE_BYTES;
  }

  SenderStatistics statistics() {
    return sender.statistics();
  }

  /** Returns the pages in the order in which the sender found them, of each section. */
  List<List<PagePlace>> visitedBySection() {
    return visitedBySection;
  }
}
