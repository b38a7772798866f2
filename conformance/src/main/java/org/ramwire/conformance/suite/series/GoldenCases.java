package org.ramwire.conformance.suite.series;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.conformance.suite.cases.CaseHeading;
import org.ramwire.conformance.suite.cases.CaseProfile;
import org.ramwire.conformance.suite.cases.CaseSetup;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Expectation;
import org.ramwire.conformance.suite.cases.Feature;
import org.ramwire.conformance.suite.cases.MemoryImage;
import org.ramwire.format.Clause;
import org.ramwire.format.PageSize;
import org.ramwire.golden.GoldenStream;
import org.ramwire.golden.GoldenStreams;

/** The golden streams as cases: what a real QEMU sent gives the memory that it reported. */
public final class GoldenCases {

  private static final String GROUP = "golden";
  private static final String IGNORE_SHARED = "x-ignore-shared";

  private final GoldenStream golden;
  private final JsonNode json;

  private GoldenCases(GoldenStream golden, JsonNode json) {
    this.golden = golden;
    this.json = json;
  }

  /** Returns a case for each golden stream. */
  public static List<ConformanceCase> all() throws IOException {
    List<ConformanceCase> cases = new ArrayList<>();
    for (GoldenStream golden : GoldenStreams.all()) {
      cases.add(of(golden));
    }
    return cases;
  }

  /** Makes a case of one golden stream. */
  static ConformanceCase of(GoldenStream golden) throws IOException {
    return new GoldenCases(golden, new ObjectMapper().readTree(golden.json())).build();
  }

  private ConformanceCase build() throws IOException {
    Bytes stream;
    try (InputStream in = golden.stream()) {
      stream = Bytes.of(in.readAllBytes());
    }
    List<MemoryImage> images = new ArrayList<>();
    for (int i = 0; i < golden.blockCount(); i++) {
      images.add(MemoryImage.of(golden.ram(i)));
    }
    List<RamBlock> blocks = blocks();
    CaseSetup setup =
        new CaseSetup(
            CaseProfile.MIGRATION,
            new PageSize(json.path("pageSizeBytes").asInt()),
            blocks,
            before(blocks, images),
            needs());
    return new ConformanceCase(heading(), setup, stream, new Expectation.Accept(images));
  }

  private CaseHeading heading() {
    String title = json.path("title").asText();
    return new CaseHeading(
        "GOLDEN-" + golden.qemuVersion() + "-" + golden.name(),
        GROUP,
        title.endsWith(".") ? title.substring(0, title.length() - 1) : title,
        List.copyOf(clauses()),
        "captured from QEMU " + golden.qemuVersion() + ", " + json.path("qemuPackage").asText(),
        "This is what a real QEMU sends, and the memory that it had.");
  }

  private List<RamBlock> blocks() {
    List<RamBlock> blocks = new ArrayList<>();
    for (JsonNode block : json.path("blocks")) {
      Idstr idstr = Idstr.of(block.path("idstr").asText());
      blocks.add(new RamBlock(blocks.size(), idstr, block.path("lengthBytes").asLong()));
    }
    return blocks;
  }

  /** A block that both sides share has its content before the stream: no page of it is sent. */
  private SortedMap<Integer, MemoryImage> before(List<RamBlock> blocks, List<MemoryImage> images) {
    SortedMap<Integer, MemoryImage> before = new TreeMap<>();
    if (has("capabilities", IGNORE_SHARED)) {
      for (RamBlock block : blocks) {
        if (shared(block)) {
          before.put(block.index(), images.get(block.index()));
        }
      }
    }
    return before;
  }

  private boolean shared(RamBlock block) {
    for (JsonNode argument : json.path("commandLine")) {
      List<String> options = List.of(argument.asText().split(","));
      if (options.contains("id=" + block.idstr()) && options.contains("share=on")) {
        return true;
      }
    }
    return false;
  }

  private SortedSet<String> needs() {
    SortedSet<String> needs = new TreeSet<>();
    addIf(sent("ZERO"), needs, Feature.ZERO.label());
    addIf(sent("XBZRLE"), needs, Feature.XBZRLE.label());
    addIf(sent("COMPRESS_PAGE"), needs, Feature.COMPRESS.label());
    return needs;
  }

  private Set<Clause> clauses() {
    Set<Clause> clauses =
        EnumSet.of(
            Clause.STREAM_MAGIC,
            Clause.STREAM_VERSION,
            Clause.SECTION_TYPE,
            Clause.SECTION_HEADER,
            Clause.EOF,
            Clause.RECORD_HEADER,
            Clause.IDSTR,
            Clause.MEM_SIZE_TOTAL,
            Clause.MEM_SIZE_ENTRY,
            Clause.EOS_RECORD);
    addIf(sent("PAGE"), clauses, Clause.PAGE_RECORD);
    addIf(sent("ZERO"), clauses, Clause.ZERO_RECORD);
    addIf(sent("XBZRLE"), clauses, Clause.XBZRLE_DELTA);
    addIf(sent("XBZRLE"), clauses, Clause.XBZRLE_BASE);
    addIf(sent("XBZRLE"), clauses, Clause.DELTA_RUNS);
    addIf(sent("COMPRESS_PAGE"), clauses, Clause.COMPRESS_ZLIB);
    addIf(json.path("totals").path("PART").asInt() > 1, clauses, Clause.CONTINUE_ACROSS);
    addIf(has("capabilities", IGNORE_SHARED), clauses, Clause.BLOCK_ADDRESS);
    return clauses;
  }

  private static <T> void addIf(boolean condition, Set<T> set, T value) {
    if (condition) {
      set.add(value);
    }
  }

  private boolean sent(String kind) {
    return json.path("totals").path(kind).asInt() > 0;
  }

  private boolean has(String array, String value) {
    for (JsonNode element : json.path(array)) {
      if (element.asText().equals(value)) {
        return true;
      }
    }
    return false;
  }
}
