package org.ramwire.conformance.suite.series;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.codec.record.RamRecordKind;
import org.ramwire.conformance.lab.seedbuild.CapturedBlock;
import org.ramwire.conformance.lab.seedbuild.CapturedMemory;
import org.ramwire.conformance.lab.seedbuild.GoldenFiles;
import org.ramwire.conformance.lab.seedbuild.SeedCapture;
import org.ramwire.conformance.lab.seedbuild.SeedCaptureReader;
import org.ramwire.conformance.suite.cases.CaseHeading;
import org.ramwire.conformance.suite.cases.CaseProfile;
import org.ramwire.conformance.suite.cases.CaseSetup;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Expectation;
import org.ramwire.conformance.suite.cases.Feature;
import org.ramwire.conformance.suite.cases.MemoryImage;
import org.ramwire.format.Clause;
import org.ramwire.golden.SeedStreams;

/** The captures of the seed's build as cases: what it sent gives the memory that it had. */
public final class SeedCases {

  private static final String GROUP = "golden";
  private static final int PAGE_BYTES = SeedCapture.PAGE_SIZE.bytes();

  private SeedCases() {}

  /** Returns a case for each capture. */
  public static List<ConformanceCase> all() throws IOException {
    List<ConformanceCase> cases = new ArrayList<>();
    SeedStreams.forEach(
        stream -> cases.add(of(stream.name(), SeedCaptureReader.read(new GoldenFiles(stream)))));
    return cases;
  }

  private static ConformanceCase of(String name, SeedCapture capture) throws IOException {
    CapturedMemory memory = CapturedMemory.before(capture).afterAll();
    Optional<String> wrong = memory.differenceFromTruth();
    if (wrong.isPresent()) {
      throw new IOException(capture.name() + ": " + wrong.get());
    }
    List<RamBlock> blocks = new ArrayList<>();
    List<MemoryImage> images = new ArrayList<>();
    for (CapturedBlock block : capture.blocks()) {
      images.add(sparse(memory.block(blocks.size()), (int) block.usedLength()));
      blocks.add(new RamBlock(blocks.size(), Idstr.of(block.idstr()), block.usedLength()));
    }
    Set<RamRecordKind> kinds = Kinds.of(capture.stream());
    CaseSetup setup =
        new CaseSetup(
            CaseProfile.MIGRATION, SeedCapture.PAGE_SIZE, blocks, new TreeMap<>(), needs(kinds));
    CaseHeading heading =
        new CaseHeading(
            "GOLDEN-seed-" + name,
            GROUP,
            capture.title(),
            List.copyOf(clauses(kinds)),
            "captured from QEMU built from commit 070afca258",
            "This is what the seed's own build sent, and the memory that it had.");
    return new ConformanceCase(
        heading, setup, Bytes.of(capture.stream()), new Expectation.Accept(images));
  }

  /** Describes the runs of pages that are not zero. */
  private static MemoryImage sparse(byte[] memory, int length) {
    NavigableMap<Long, byte[]> pieces = new TreeMap<>();
    int from = 0;
    while (from < length) {
      int to = from;
      while (to < length && !isZero(memory, to)) {
        to += PAGE_BYTES;
      }
      if (to > from) {
        pieces.put((long) from, Arrays.copyOfRange(memory, from, to));
      }
      from = to + PAGE_BYTES;
    }
    return MemoryImage.of(length, pieces);
  }

  private static boolean isZero(byte[] memory, int from) {
    for (int i = from; i < from + PAGE_BYTES; i++) {
      if (memory[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static TreeSet<String> needs(Set<RamRecordKind> kinds) {
    TreeSet<String> needs = new TreeSet<>();
    needs.add(Feature.ZERO.label());
    if (kinds.contains(RamRecordKind.XBZRLE)) {
      needs.add(Feature.XBZRLE.label());
    }
    if (kinds.contains(RamRecordKind.COMPRESS_PAGE)) {
      needs.add(Feature.COMPRESS.label());
    }
    return needs;
  }

  private static Set<Clause> clauses(Set<RamRecordKind> kinds) {
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
            Clause.EOS_RECORD,
            Clause.ZERO_RECORD,
            Clause.CONTINUE_ACROSS);
    if (kinds.contains(RamRecordKind.PAGE)) {
      clauses.add(Clause.PAGE_RECORD);
    }
    if (kinds.contains(RamRecordKind.XBZRLE)) {
      clauses.addAll(List.of(Clause.XBZRLE_DELTA, Clause.XBZRLE_BASE, Clause.DELTA_RUNS));
    }
    if (kinds.contains(RamRecordKind.COMPRESS_PAGE)) {
      clauses.add(Clause.COMPRESS_ZLIB);
    }
    return clauses;
  }

  /** The kinds of page records that a stream has. */
  private static final class Kinds implements StreamAdapter {

    private final Set<RamRecordKind> kinds = EnumSet.noneOf(RamRecordKind.class);

    static Set<RamRecordKind> of(byte[] stream) throws IOException {
      Kinds found = new Kinds();
      StreamInput input = new StreamInput(new ByteArrayInputStream(stream));
      ReaderOptions options = ReaderOptions.DEFAULT.withPageSize(SeedCapture.PAGE_SIZE);
      MigrationStreamReader.open(input, options, found).read();
      return found.kinds;
    }

    @Override
    public void page(PageHeader page, byte[] buffer, int from, int length) {
      kinds.add(page.kind());
    }

    @Override
    public void xbzrle(PageHeader page, byte[] buffer, int from, int length) {
      kinds.add(page.kind());
    }

    @Override
    public void compressedPage(PageHeader page, byte[] buffer, int from, int length) {
      kinds.add(page.kind());
    }
  }
}
