package org.ramwire.conformance.suite.series;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.conformance.suite.cases.CaseHeading;
import org.ramwire.conformance.suite.cases.CaseProfile;
import org.ramwire.conformance.suite.cases.CaseSetup;
import org.ramwire.conformance.suite.cases.CaseSource;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Expectation;
import org.ramwire.conformance.suite.cases.Frames;
import org.ramwire.conformance.suite.cases.MemoryImage;
import org.ramwire.conformance.suite.cases.OffsetRange;
import org.ramwire.format.Clause;
import org.ramwire.format.PageSize;
import org.ramwire.format.SectionType;

/**
 * Streams that name more blocks or sections than a reader may care to keep.
 *
 * <p>Where the bound is belongs to the reader (LIM-001, LIM-005), so one more than the reference
 * reader keeps is taken or refused.
 */
final class CrowdCases {

  private static final String GROUP = "limits";
  private static final String SOURCE = "our decision, format-spec";
  private static final int BLOCKS = 4097;
  private static final int SECTIONS = 65537;
  private static final int PAGE_BYTES = 1024;

  private CrowdCases() {}

  static List<CaseSource> sources() {
    return List.of(blocks(), sections());
  }

  private static CaseSource blocks() {
    List<RamBlock> blocks = new ArrayList<>();
    List<MemoryImage> images = new ArrayList<>();
    for (int i = 0; i < BLOCKS; i++) {
      blocks.add(new RamBlock(i, Idstr.of(String.format(Locale.ROOT, "b%04d", i)), PAGE_BYTES));
      images.add(MemoryImage.zero(PAGE_BYTES));
    }
    Frames frames = new Frames(CaseProfile.RAM_ONLY, blocks);
    int listAt = frames.bytes("header").length + frames.bytes("start").length;
    int listEnd = listAt + frames.bytes("list").length;
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(frames.bytes("open"));
    stream.writeBytes(frames.bytes("close"));
    return source(
        new CaseHeading(
            "LIMIT-BLOCKS-" + BLOCKS,
            GROUP,
            "a list of " + BLOCKS + " blocks, all of which the receiver has",
            List.of(Clause.LIMIT_BLOCKS),
            SOURCE,
            "A reader that stores whatever a list names can be filled up by a peer."),
        new PageSize(PAGE_BYTES),
        blocks,
        images,
        stream.toByteArray(),
        new Expectation.Reject(List.of(Clause.LIMIT_BLOCKS), new OffsetRange(listAt, listEnd)));
  }

  private static CaseSource sections() {
    List<RamBlock> blocks = List.of(new RamBlock(0, Idstr.of("pc.ram"), PageSize.X86.bytes()));
    Frames frames = new Frames(CaseProfile.RAM_ONLY, blocks);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(frames.bytes("open"));
    byte[] close = frames.bytes("close");
    stream.write(close, 0, close.length - 1);
    int first = stream.size();
    // The ram section has id 2.
    for (int id = 3; id < SECTIONS + 3; id++) {
      stream.writeBytes(
          ByteBuffer.allocate(20)
              .put((byte) SectionType.FULL)
              .putInt(id)
              .put(new byte[] {1, 'd'})
              .putInt(0)
              .putInt(1)
              .put((byte) SectionType.FOOTER)
              .putInt(id)
              .array());
    }
    stream.write(SectionType.EOF);
    return source(
        new CaseHeading(
            "LIMIT-SECTIONS-" + SECTIONS,
            GROUP,
            SECTIONS + " device sections without any state",
            List.of(Clause.LIMIT_SECTIONS),
            SOURCE,
            "A reader that keeps the name of every section can be filled up by a peer."),
        PageSize.X86,
        blocks,
        List.of(MemoryImage.zero(PageSize.X86.bytes())),
        stream.toByteArray(),
        new Expectation.Reject(
            List.of(Clause.LIMIT_SECTIONS), new OffsetRange(first, stream.size())));
  }

  private static CaseSource source(
      CaseHeading heading,
      PageSize pageSize,
      List<RamBlock> blocks,
      List<MemoryImage> images,
      byte[] stream,
      Expectation.Reject reject) {
    CaseSetup setup =
        new CaseSetup(CaseProfile.MIGRATION, pageSize, blocks, new TreeMap<>(), new TreeSet<>());
    Expectation either =
        new Expectation.Either(heading.clauses().get(0), new Expectation.Accept(images), reject);
    ConformanceCase made = new ConformanceCase(heading, setup, Bytes.of(stream), either);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(
        (heading + "\n" + setup + "\n" + reject + "\n").getBytes(StandardCharsets.UTF_8));
    content.writeBytes(stream);
    return new CaseSource(
        "generated/" + GROUP + "/" + heading.id() + ".case", content.toByteArray(), made);
  }
}
