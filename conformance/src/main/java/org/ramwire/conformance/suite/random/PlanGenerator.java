package org.ramwire.conformance.suite.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import org.ramwire.conformance.suite.cases.CaseProfile;
import org.ramwire.conformance.suite.cases.Feature;

/**
 * The making up of plans that keep to the features that an implementation claims.
 *
 * <p>The same seed, number and features make the same plan, on every JDK: {@link Random} is
 * specified to the bit.
 */
public final class PlanGenerator {

  private static final int[] PAGE_BYTES = {1024, 2048, 8192, 16384, 32768, 65536};
  private static final int X86_PAGE = 4096;
  private static final int MAX_BLOCKS = 4;
  private static final int MAX_PAGES = 5;
  private static final int MAX_SECTIONS = 5;
  private static final int MAX_STEPS = 9;
  private static final int MAX_ROUNDS = 4;

  /** A page leaves its slot of QEMU's cache after two rounds at the earliest. */
  private static final int MAX_IDENTICAL_ROUNDS = 9;

  /** XBZ-023: "XBZRLE is written for page sizes of 1 KiB to 8 KiB only." */
  private static final int MAX_XBZRLE_PAGE = 8192;

  /** Spreads the numbers of plans over the seeds. */
  private static final long STRIDE = 0x9e3779b97f4a7c15L;

  private final long seed;
  private final Set<String> features;
  private final boolean decodes;
  private final boolean encodes;

  public PlanGenerator(long seed, SortedSet<String> features) {
    this.seed = seed;
    this.features = features;
    this.encodes = claims(Feature.ENCODE);
    this.decodes = claims(Feature.DECODE) || !encodes;
  }

  private boolean claims(Feature feature) {
    return features.contains(feature.label());
  }

  /** Makes up a plan; one in four is a guest if there is an encoder beside a decoder. */
  public Plan plan(int number) {
    Random random = new Random(seed + STRIDE * (number + 1L));
    // The first values of neighbouring seeds are alike.
    random.nextLong();
    if (encodes && (!decodes || random.nextInt(4) == 0)) {
      return guest(random);
    }
    return new OnePlan(random).stream();
  }

  private int pageBytes(Random random) {
    boolean other = claims(Feature.PAGE_SIZES) && random.nextInt(4) == 0;
    return other ? PAGE_BYTES[random.nextInt(PAGE_BYTES.length)] : X86_PAGE;
  }

  private static List<PlannedBlock> blocks(Random random) {
    List<PlannedBlock> blocks = new ArrayList<>();
    int count = 1 + random.nextInt(MAX_BLOCKS);
    for (int key = 0; key < count; key++) {
      boolean listed = key == 0 || random.nextInt(5) > 0;
      int before = random.nextInt(3) == 0 ? random.nextInt(256) : -1;
      int pages = 1 + random.nextInt(MAX_PAGES);
      blocks.add(new PlannedBlock(key, name(random, key), pages, before, listed));
    }
    return blocks;
  }

  /** Names that are the beginning of others, of lengths around 127, up to 255, and none. */
  private static String name(Random random, int key) {
    String base = "block" + key;
    return switch (random.nextInt(8)) {
      case 0 -> "/objects/" + base + " with spaces";
      case 1 -> base + "x".repeat(255 - base.length());
      case 2 -> base + "x".repeat(127 + random.nextInt(2) - base.length());
      case 3 -> "b".repeat(key + 1);
      case 4 -> key == 0 ? "" : base;
      default -> base;
    };
  }

  private GuestPlan guest(Random random) {
    boolean identical = claims(Feature.QEMU_IDENTICAL) && random.nextInt(3) == 0;
    int pageBytes = pageBytes(random);
    List<PlannedBlock> blocks = new ArrayList<>();
    for (PlannedBlock block : blocks(random)) {
      blocks.add(new PlannedBlock(block.key(), block.name(), block.pages(), -1, true));
    }
    List<String> allow = new ArrayList<>();
    if (random.nextBoolean() && pageBytes <= MAX_XBZRLE_PAGE) {
      allow.add("xbzrle");
    }
    if (random.nextInt(3) == 0) {
      allow.add("compress");
    }
    int cachePages = 0;
    if (identical) {
      // What threads compress has no one order.
      allow.remove("compress");
      if (!claims(Feature.ENCODE_XBZRLE)) {
        allow.remove("xbzrle");
      }
      cachePages = 1 + random.nextInt(8);
    }
    List<List<GuestPlan.Write>> written = new ArrayList<>();
    int last = random.nextInt(identical ? MAX_IDENTICAL_ROUNDS : MAX_ROUNDS);
    for (int round = last; round >= 0; round--) {
      List<GuestPlan.Write> writes = new ArrayList<>();
      for (int i = random.nextInt(MAX_STEPS); i > 0; i--) {
        PlannedBlock block = blocks.get(random.nextInt(blocks.size()));
        int from = random.nextInt(pageBytes);
        int most = random.nextInt(4) == 0 ? pageBytes - from : Math.min(300, pageBytes - from);
        int count = 1 + random.nextInt(most);
        boolean whole = random.nextInt(3) == 0;
        int content = random.nextInt(6) == 0 ? -1 : content(random);
        writes.add(
            new GuestPlan.Write(
                block.key(), random.nextInt(block.pages()), from, whole ? 0 : count, content));
      }
      written.add(writes);
    }
    return new GuestPlan(pageBytes, blocks, allow, cachePages, written);
  }

  /**
   * Few different bytes, so that many a page gets the bytes again that it had, or that another has:
   * a wrong base shows by nothing else.
   */
  private static int content(Random random) {
    return random.nextInt(3) == 0
        ? 0
        : random.nextInt(4) > 0 ? random.nextInt(4) : random.nextInt(256);
  }

  /** One stream while it is made up. */
  private final class OnePlan {

    private final Random random;
    private final int pageBytes;
    private final List<PlannedBlock> blocks;

    OnePlan(Random random) {
      this.random = random;
      this.pageBytes = pageBytes(random);
      this.blocks = blocks(random);
    }

    StreamPlan stream() {
      CaseProfile profile = profile();
      StreamPlan.Container container = container(profile);
      List<PlannedSection> sections = new ArrayList<>();
      int count = 1 + random.nextInt(MAX_SECTIONS);
      for (int i = 0; i < count; i++) {
        sections.add(section(profile));
      }
      if (claims(Feature.MULTIFD_FLUSH) && random.nextInt(5) == 0) {
        sections.add(wholeWithFlush());
      }
      BadFrame bad = BadFrame.NOTHING;
      int spoil = random.nextInt(6);
      if (spoil == 0) {
        spoilRecord(sections);
      } else if (spoil == 1 && profile != CaseProfile.BODY) {
        bad = badFrame(container);
      }
      int cut = random.nextInt(1000);
      return new StreamPlan(profile, pageBytes, blocks, container, sections, bad, cut);
    }

    private CaseProfile profile() {
      int choice = random.nextInt(8);
      if (choice == 0 && claims(Feature.BODY)) {
        return CaseProfile.BODY;
      }
      boolean migration = choice < 4 && claims(Feature.MIGRATION);
      return migration ? CaseProfile.MIGRATION : CaseProfile.RAM_ONLY;
    }

    private StreamPlan.Container container(CaseProfile profile) {
      boolean reversed = random.nextInt(3) == 0;
      if (profile != CaseProfile.MIGRATION) {
        return new StreamPlan.Container(reversed, true, "", false, false, false);
      }
      return new StreamPlan.Container(
          reversed,
          random.nextInt(4) > 0,
          random.nextInt(3) > 0 ? "microvm" : "",
          random.nextInt(3) == 0,
          random.nextInt(3) == 0,
          random.nextInt(3) == 0);
    }

    private PlannedSection section(CaseProfile profile) {
      List<Step> steps = new ArrayList<>();
      for (int i = random.nextInt(MAX_STEPS); i > 0; i--) {
        steps.add(page());
      }
      int extra = profile == CaseProfile.MIGRATION ? random.nextInt(5) : 0;
      return new PlannedSection(
          extra == 3
              ? PlannedSection.Extra.DEVICE
              : extra == 4 ? PlannedSection.Extra.COMMAND : PlannedSection.Extra.NOTHING,
          steps);
    }

    private PlannedBlock listedBlock() {
      List<PlannedBlock> listed = blocks.stream().filter(PlannedBlock::listed).toList();
      return listed.get(random.nextInt(listed.size()));
    }

    private Step page() {
      PlannedBlock block = listedBlock();
      Step.Form form = form();
      return new Step.OfPage(
          form,
          block.key(),
          random.nextInt(block.pages()),
          random.nextInt(4) == 0,
          form == Step.Form.ZERO && random.nextInt(3) > 0 ? 0 : random.nextInt(256),
          random.nextInt(3) == 0,
          form == Step.Form.XBZRLE ? runs() : List.of());
    }

    private Step.Form form() {
      List<Step.Form> forms = new ArrayList<>(List.of(Step.Form.PAGE));
      if (claims(Feature.ZERO)) {
        forms.add(Step.Form.ZERO);
      }
      if (claims(Feature.XBZRLE)) {
        forms.add(Step.Form.XBZRLE);
        forms.add(Step.Form.XBZRLE);
      }
      if (claims(Feature.COMPRESS)) {
        forms.add(Step.Form.COMPRESS);
      }
      return forms.get(random.nextInt(forms.size()));
    }

    private List<Run> runs() {
      List<Run> runs = new ArrayList<>();
      int left = pageBytes;
      for (int count = random.nextInt(6); count > 0 && left > 1; count--) {
        int zrun = Math.min(runLength(), left - 1);
        if (zrun == 0 && !runs.isEmpty()) {
          zrun = 1;
        }
        // Now and then up to the page's last byte.
        int room = left - zrun;
        int length = Math.min(room, random.nextInt(8) == 0 ? room : 1 + runLength());
        if (length < 1 || length > 0x3fff) {
          break;
        }
        runs.add(new Run(zrun, length, random.nextInt(256), random.nextInt(6) == 0));
        left = room - length;
      }
      return runs;
    }

    /** Lengths around those where one byte becomes two. */
    private int runLength() {
      return switch (random.nextInt(4)) {
        case 0 -> random.nextInt(3);
        case 1 -> 126 + random.nextInt(4);
        case 2 -> random.nextInt(2000);
        default -> random.nextInt(40);
      };
    }

    private PlannedSection wholeWithFlush() {
      List<Step> steps = new ArrayList<>();
      for (PlannedBlock block : blocks) {
        for (int page = 0; block.listed() && page < block.pages(); page++) {
          int content = random.nextInt(256);
          steps.add(
              new Step.OfPage(Step.Form.PAGE, block.key(), page, false, content, true, List.of()));
        }
      }
      steps.add(random.nextInt(steps.size() + 1), new Step.Flush());
      return new PlannedSection(PlannedSection.Extra.NOTHING, steps);
    }

    private void spoilRecord(List<PlannedSection> sections) {
      List<BadRecord> possible = new ArrayList<>();
      for (BadRecord fault : BadRecord.values()) {
        boolean known = fault.feature() == null || claims(fault.feature());
        boolean fits =
            switch (fault) {
              case UNDEFINED_FLAG -> pageBytes > 1024;
              case DELTA_TOO_LONG -> pageBytes < 65536;
              case NAME_EMPTY -> blocks.stream().noneMatch(block -> block.name().isEmpty());
              case NO_KIND,
                  TWO_KINDS,
                  FULL,
                  CONTINUE_ON_EOS,
                  EOS_ADDRESS,
                  HOOK,
                  SECOND_LIST,
                  NAME_UNKNOWN,
                  NAME_WITH_NUL,
                  BEHIND_BLOCK,
                  FAR_BEHIND_BLOCK,
                  ENCODING,
                  NZRUN_ZERO,
                  ZRUN_ZERO,
                  ZRUN_LAST,
                  NZRUN_PAST_DELTA,
                  ULEB_OF_THREE,
                  PAYLOAD_EMPTY,
                  PAYLOAD_TOO_LONG,
                  CHECKSUM,
                  PAGE_SHORT,
                  BEHIND_ZLIB ->
                  true;
            };
        if (known && fits) {
          possible.add(fault);
        }
      }
      BadRecord fault = possible.get(random.nextInt(possible.size()));
      int at = random.nextInt(sections.size());
      List<Step> steps = new ArrayList<>(sections.get(at).steps());
      steps.add(random.nextInt(steps.size() + 1), new Step.Bad(fault, listedBlock().key()));
      sections.set(at, sections.get(at).with(steps));
    }

    private BadFrame badFrame(StreamPlan.Container container) {
      BadFrame[] all = BadFrame.values();
      // A cut is as likely as all others together: there are many places for it.
      BadFrame bad = random.nextBoolean() ? BadFrame.CUT : all[1 + random.nextInt(all.length - 1)];
      return bad.needsFooters() && !container.footers() ? BadFrame.CUT : bad;
    }
  }
}
