package org.ramwire.conformance.stream.anatomy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.element.Configuration;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.codec.element.VmDescription;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.codec.record.RamRecordReader;
import org.ramwire.codec.source.LibvirtHeader;
import org.ramwire.conformance.suite.cases.CaseProfile;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Role;
import org.ramwire.conformance.suite.library.CaseLibrary;
import org.ramwire.format.Clause;
import org.ramwire.format.ElementType;
import org.ramwire.format.MigrationCommand;
import org.ramwire.format.PageSize;
import org.ramwire.format.RamFlag;
import org.ramwire.format.SectionType;
import org.ramwire.format.StreamException;
import org.ramwire.format.grammar.LayoutReader;
import org.ramwire.format.grammar.LayoutReader.Rules;
import org.ramwire.format.grammar.Part.Show;
import org.ramwire.format.grammar.Span;
import org.ramwire.format.layout.Layouts;
import org.ramwire.golden.GoldenStream;
import org.ramwire.golden.GoldenStreams;

/** The hand-written reader and the layout find the same elements, offsets, values and faults. */
class LayoutEqualityTest {

  private static final int SPOILED_EACH = 12;
  private static final int LARGE = 1 << 17;

  @Test
  void agreeOnEveryGoldenStream() throws Exception {
    List<GoldenStream> all = GoldenStreams.all();
    assertThat(all).hasSizeGreaterThan(20);
    for (GoldenStream golden : all) {
      try (InputStream stream = golden.stream()) {
        compare(golden.id(), stream.readAllBytes(), PageSize.X86, false);
      }
    }
  }

  @Test
  void agreeOnEveryCase() throws Exception {
    int count = 0;
    for (ConformanceCase one : CaseLibrary.all()) {
      if (one.role() == Role.DECODE) {
        compare(one.id(), one.stream().toArray(), one.setup().pageSize(), body(one));
        count++;
      }
    }
    assertThat(count).isGreaterThan(1000);
  }

  @Test
  void agreeOnSpoiledAndCutStreams() throws Exception {
    Random random = new Random(13);
    int count = 0;
    for (ConformanceCase one : CaseLibrary.handWritten()) {
      byte[] stream = one.stream().toArray();
      if (one.role() != Role.DECODE || stream.length == 0 || stream.length > LARGE) {
        continue;
      }
      for (int i = 0; i < SPOILED_EACH; i++) {
        byte[] spoiled = spoil(stream, random);
        compare(one.id() + " spoiled " + i, spoiled, one.setup().pageSize(), body(one));
        count++;
      }
    }
    assertThat(count).isGreaterThan(1000);
  }

  /** Changes, cuts, leaves out or doubles a few bytes, most often where no page's content is. */
  private static byte[] spoil(byte[] stream, Random random) {
    int at = random.nextInt(stream.length);
    for (int i = 0; i < 8 && at > 0 && stream[at] == stream[at - 1]; i++) {
      at = random.nextInt(stream.length);
    }
    switch (random.nextInt(6)) {
      case 0 -> {
        return Arrays.copyOf(stream, at);
      }
      case 1 -> {
        byte[] shorter = Arrays.copyOf(stream, stream.length - 1);
        System.arraycopy(stream, at + 1, shorter, at, shorter.length - at);
        return shorter;
      }
      case 2 -> {
        byte[] longer = Arrays.copyOf(stream, stream.length + 1);
        System.arraycopy(stream, at, longer, at + 1, stream.length - at);
        return longer;
      }
      case 3 -> {
        byte[] changed = stream.clone();
        changed[at] = (byte) random.nextInt(256);
        return changed;
      }
      default -> {
        byte[] changed = stream.clone();
        changed[at] ^= (byte) (1 << random.nextInt(8));
        return changed;
      }
    }
  }

  private static boolean body(ConformanceCase one) {
    return one.setup().profile() == CaseProfile.BODY;
  }

  private static void compare(String what, byte[] stream, PageSize pageSize, boolean body)
      throws IOException {
    ReaderLog read = new ReaderLog();
    StreamException readFault = read.read(stream, pageSize, body);
    LayoutLog laid = new LayoutLog(stream, pageSize, read);
    StreamException laidFault = laid.read(body);

    int common = Math.min(read.lines.size(), laid.lines.size());
    String faults = what + ": reader " + readFault + ", layout " + laidFault;
    assertThat(laid.lines.subList(0, common)).as(faults).isEqualTo(read.lines.subList(0, common));
    boolean semantic =
        readFault != null
            && (Layouts.SEMANTIC.contains(readFault.clause()) || ofDescription(readFault));
    if (laidFault != null && readFault == null) {
      // Without footers a reader may pass over the devices at the end (CON-023).
      assertThat(read.opaque).as(faults).isTrue();
    } else if (readFault == null) {
      assertThat(laid.lines).as(faults).hasSameSizeAs(read.lines);
    } else if (!semantic) {
      assertThat(laidFault).as(faults).isNotNull();
      assertThat(Math.abs(laid.lines.size() - read.lines.size()))
          .as(faults + "\n" + read.lines + "\n" + laid.lines)
          .isLessThanOrEqualTo(1);
    }
  }

  /** A page size may be stated by the description too, whose JSON a layout does not read. */
  private static boolean ofDescription(StreamException fault) {
    return fault.clause() == Clause.PAGE_SIZE && fault.detail().startsWith("the description");
  }

  /** What the hand-written reader finds. */
  private static final class ReaderLog implements StreamAdapter {

    final List<String> lines = new ArrayList<>();
    final TreeMap<Long, Long> payloads = new TreeMap<>();
    boolean opaque;

    StreamException read(byte[] stream, PageSize pageSize, boolean body) throws IOException {
      StreamInput input = new StreamInput(Channels.newChannel(new ByteArrayInputStream(stream)));
      ReaderOptions options = ReaderOptions.DEFAULT.withPageSize(pageSize);
      try {
        if (body) {
          RamRecordReader records = new RamRecordReader(input, options);
          while (!input.atEnd()) {
            records.readPayload(this);
          }
        } else {
          MigrationStreamReader.open(input, options, this).read();
        }
        return null;
      } catch (StreamException e) {
        return e;
      }
    }

    @Override
    public void libvirtHeader(long offset, LibvirtHeader header) {
      lines.add(offset + " libvirt " + header.version() + " " + header.dataLength());
    }

    @Override
    public void configuration(long offset, Configuration configuration) {
      lines.add(offset + " configuration");
    }

    @Override
    public void sectionStart(SectionHeader header) {
      boolean named = header.type() == ElementType.START || header.type() == ElementType.FULL;
      lines.add(
          header.offset()
              + " section "
              + header.type().code()
              + " "
              + Integer.toUnsignedLong(header.id())
              + (named
                  ? " "
                      + Integer.toUnsignedLong(header.instance())
                      + " "
                      + Integer.toUnsignedLong(header.version())
                  : ""));
    }

    @Override
    public void sectionEnd(
        SectionHeader header, long payloadOffset, long payloadLength, boolean footer) {
      payloads.put(payloadOffset, payloadOffset + payloadLength);
      if (footer) {
        lines.add(payloadOffset + payloadLength + " footer " + Integer.toUnsignedLong(header.id()));
      }
    }

    @Override
    public void opaqueSections(long offset, long length) {
      opaque = true;
    }

    @Override
    public void command(long offset, MigrationCommand command, Bytes data) {
      lines.add(offset + " " + command + " " + HexFormat.of().formatHex(data.toArray()));
    }

    @Override
    public void endOfFile(long offset) {
      lines.add(offset + " eof");
    }

    @Override
    public void vmdesc(long offset, VmDescription description) {
      lines.add(offset + " description");
    }

    @Override
    public void blockList(long offset, BlockList blocks) {
      StringBuilder line = new StringBuilder(offset + " list");
      for (RamBlock block : blocks) {
        line.append(" ").append(name(block)).append(" ").append(block.usedLength());
        line.append(" ").append(block.pageSizeBytes());
        block.address().ifPresent(address -> line.append(" at ").append(address));
      }
      lines.add(line.toString());
    }

    private static String name(RamBlock block) {
      return new String(block.idstr().bytes(), StandardCharsets.ISO_8859_1);
    }

    private void page(PageHeader page, String payload) {
      lines.add(
          page.recordOffset()
              + " page "
              + page.kind()
              + (page.continued() ? " continued " : " ")
              + name(page.block())
              + " "
              + page.pageOffset()
              + " "
              + page.payloadOffset()
              + payload);
    }

    @Override
    public void zeroPage(PageHeader page, byte fill) {
      page(page, " fill " + (fill & 0xff));
    }

    @Override
    public void page(PageHeader page, byte[] buffer, int from, int length) {
      page(page, "+" + length);
    }

    @Override
    public void xbzrle(PageHeader page, byte[] buffer, int from, int length) {
      page(page, "+" + length);
    }

    @Override
    public void compressedPage(PageHeader page, byte[] buffer, int from, int length) {
      page(page, "+" + length);
    }

    @Override
    public void hook(long offset) {
      lines.add(offset + " flag " + RamFlag.HOOK);
    }

    @Override
    public void multifdFlush(long offset) {
      lines.add(offset + " flag " + RamFlag.MULTIFD_FLUSH);
    }

    @Override
    public void endOfSection(long offset) {
      lines.add(offset + " flag " + RamFlag.EOS);
    }
  }

  /** What the layout finds, in the same words. */
  private static final class LayoutLog {

    final List<String> lines = new ArrayList<>();
    private final byte[] stream;
    private final LayoutReader reader;
    private final List<Span> spans = new ArrayList<>();
    private String block = "";
    private String configuration;

    LayoutLog(byte[] stream, PageSize pageSize, ReaderLog read) {
      this.stream = stream;
      this.reader =
          new LayoutReader(
              Layouts.GRAMMAR,
              ByteBuffer.wrap(stream),
              pageSize.bytes(),
              Rules.HELD,
              (at, id) -> {
                Map.Entry<Long, Long> payload = read.payloads.floorEntry((long) at);
                return payload == null || payload.getValue() < at ? -1 : payload.getValue() - at;
              },
              Set.of(Layouts.DELTA));
    }

    StreamException read(boolean body) {
      StreamException fault = null;
      try {
        reader.read(body ? Layouts.PAYLOADS : Layouts.STREAM, this::take);
      } catch (StreamException e) {
        fault = e;
      }
      // Of the element that has a fault nobody knows whether it is whole.
      if (fault == null) {
        finish();
      }
      return fault;
    }

    private boolean take(Span span) {
      if (reader.variable("in a package") != 0) {
        return true;
      }
      if (!spans.isEmpty() && spans.get(0).unitOffset() != span.unitOffset()) {
        finish();
      }
      if (configuration != null && !span.unit().name().equals("subsection")) {
        lines.add(configuration);
        configuration = null;
      }
      spans.add(span);
      return true;
    }

    private long number(String name) {
      return spans.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow().value();
    }

    private int end() {
      return spans.get(spans.size() - 1).end();
    }

    private void finish() {
      if (spans.isEmpty() || spans.get(spans.size() - 1).cut()) {
        return;
      }
      int at = spans.get(0).unitOffset();
      String unit = spans.get(0).unit().name();
      switch (unit) {
        case "libvirt-header" ->
            add(
                at,
                "libvirt " + number("version of the header") + " " + number("length of the XML"));
        case "configuration" -> configuration = at + " configuration";
        case "start" -> addNamed(at, SectionType.START);
        case "full" -> addNamed(at, SectionType.FULL);
        case "part" -> add(at, "section " + SectionType.PART + " " + number("section id"));
        case "end" -> add(at, "section " + SectionType.END + " " + number("section id"));
        case "footer" -> add(at, "footer " + number("section id"));
        case "eof" -> add(at, "eof");
        case "vmdesc" -> add(at, "description");
        case "command" ->
            add(
                at,
                MigrationCommand.byCode((int) number("number"))
                    + " "
                    + HexFormat.of().formatHex(Arrays.copyOfRange(stream, at + 5, end())));
        case "record" -> addRecord(at);
        default -> {
          // The header, and what only devices know.
        }
      }
      spans.clear();
    }

    private void add(int at, String line) {
      lines.add(at + " " + line);
    }

    private void addNamed(int at, int type) {
      add(
          at,
          "section "
              + type
              + " "
              + number("section id")
              + " "
              + number("instance")
              + " "
              + number("version"));
    }

    private void addRecord(int at) {
      long word = number("record");
      long pageBytes = reader.variable(LayoutReader.PAGE_BYTES);
      int flags = (int) (word & pageBytes - 1);
      int kind = flags & ~RamFlag.CONTINUE;
      switch (kind) {
        case RamFlag.MEM_SIZE -> add(at, "list" + list());
        case RamFlag.EOS, RamFlag.HOOK, RamFlag.MULTIFD_FLUSH -> add(at, "flag " + kind);
        default -> {
          if ((flags & RamFlag.CONTINUE) == 0) {
            block = text(spans.stream().filter(s -> s.name().equals("idstr")).findFirst());
          }
          Span last = spans.get(spans.size() - 1);
          boolean empty = last.show() == Show.LENGTH;
          add(
              at,
              "page "
                  + RamFlag.names(kind).get(0)
                  + (flags == kind ? " " : " continued ")
                  + block
                  + " "
                  + (word - flags)
                  + " "
                  + (empty ? last.end() : last.offset())
                  + (kind == RamFlag.ZERO
                      ? " fill " + last.value()
                      : "+" + (empty ? 0 : last.length())));
        }
      }
    }

    private String text(Optional<Span> name) {
      return name.map(s -> new String(stream, s.offset(), s.length(), StandardCharsets.ISO_8859_1))
          .orElse("");
    }

    private String list() {
      StringBuilder line = new StringBuilder();
      String name = "";
      for (int i = 1; i < spans.size(); i++) {
        Span span = spans.get(i);
        switch (span.name()) {
          case "length of the idstr" -> name = "";
          case "idstr" -> name = text(Optional.of(span));
          case "used length" -> {
            line.append(" ").append(name).append(" ").append(span.value());
            boolean sized = i + 1 < spans.size() && spans.get(i + 1).name().startsWith("page size");
            line.append(" ").append(sized ? spans.get(i + 1).value() : 0);
          }
          case "address of the block" -> line.append(" at ").append(span.value());
          default -> {
            // The page size, which is looked at with the length.
          }
        }
      }
      return line.toString();
    }
  }

  @Test
  void everySemanticClauseIsOneThatReadersRefuseBy() {
    assertThat(Layouts.SEMANTIC).allMatch(clause -> clause.role() != Clause.Role.WRITER);
  }
}
