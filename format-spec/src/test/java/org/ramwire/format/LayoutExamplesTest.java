package org.ramwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ramwire.format.grammar.LayoutReader;
import org.ramwire.format.grammar.LayoutReader.Reading;
import org.ramwire.format.grammar.LayoutReader.Rules;
import org.ramwire.format.grammar.Span;
import org.ramwire.format.layout.Layouts;

/** The layout reads every example of {@code ram-stream.md}, field by field as it is written. */
class LayoutExamplesTest {

  /** An example's structures: each takes what the one before has left. */
  private static final Map<String, List<String>> STRUCTURES =
      Map.ofEntries(
          Map.entry("minimal-stream", List.of(Layouts.STREAM)),
          Map.entry("target-page-bits", List.of("subsection")),
          Map.entry("capabilities", List.of("subsection")),
          Map.entry("uuid", List.of("subsection")),
          Map.entry("command-switchover-start", List.of("command")),
          Map.entry("command-ping", List.of("command")),
          Map.entry("command-postcopy-advise", List.of("command")),
          Map.entry("command-postcopy-ram-discard", List.of("command")),
          Map.entry("libvirt-header", List.of("libvirt-header", "header")),
          Map.entry("continue", List.of("record", "record")),
          Map.entry("mem-size", List.of("record")),
          Map.entry("mem-size-page-size", List.of("record")),
          Map.entry("mem-size-address", List.of("record")),
          Map.entry("mapped-ram", List.of("list-entry")),
          Map.entry("zero", List.of("record")),
          Map.entry("page", List.of("record")),
          Map.entry("xbzrle", List.of("record")),
          Map.entry("compress-page", List.of("record")),
          Map.entry("eos", List.of("record")),
          Map.entry("hook", List.of("record")),
          Map.entry("multifd-flush", List.of("record")),
          Map.entry("xbzrle-first-last", List.of(Layouts.DELTA)));

  /** The examples that have to be read before. */
  private static final Map<String, List<String>> BEFORE =
      Map.of(
          "section-part", List.of("section-start"),
          "section-end", List.of("section-start", "section-part"),
          "mem-size-page-size", List.of("command-postcopy-advise"),
          "mem-size-address", List.of("capabilities"));

  /** Where the entry of the example stands in its file, by the offsets that it states. */
  private static final int MAPPED_AT = 0x61;

  private static final Map<String, HexExample> EXAMPLES =
      HexExample.of(SpecText.page(SpecText.RAM_STREAM)).stream()
          .collect(Collectors.toMap(HexExample::name, e -> e, (a, b) -> a, LinkedHashMap::new));

  static Set<String> examples() {
    return EXAMPLES.keySet();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void readsEveryByteOfAnExampleAndNoMore(String name) {
    Read read = read(name);

    // The pages stand further on in the file, and the example leaves them out.
    if (name.equals("mapped-ram")) {
      assertThat(read.fault)
          .isInstanceOf(TruncatedStreamException.class)
          .hasMessageContaining("unused");
      assertThat(read.spans.get(read.spans.size() - 1).name()).isEqualTo("bitmap");
      return;
    }
    assertThat(read.fault).isNull();
    assertThat(read.end).isEqualTo(read.bytes.length);
    assertThat(read.spans).isNotEmpty();
    int at = 0;
    for (Span span : read.spans) {
      assertThat(span.offset()).as(span.toString()).isEqualTo(at);
      at = span.end();
    }
    assertThat(at).isEqualTo(read.bytes.length);
  }

  /** Where a comment begins, a field does: in the examples, each line is one. */
  @ParameterizedTest
  @MethodSource("examples")
  void aFieldStartsWhereACommentedLineOfAnExampleDoes(String name) {
    Read read = read(name);
    Set<Integer> starts = read.spans.stream().map(Span::offset).collect(Collectors.toSet());

    assertThat(starts).containsAll(commented(name, read.bytes.length));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void refusesEveryExampleThatIsCut(String name) {
    Read whole = read(name);
    int from = whole.bytes.length - EXAMPLES.get(name).bytes().length;
    for (int cut = from; cut < whole.bytes.length; cut += cut < 200 ? 1 : 97) {
      byte[] bytes = Arrays.copyOf(whole.bytes, cut);
      boolean emptyDelta = name.equals("xbzrle-first-last") && (cut == 0 || cut == 3);
      // A description is not announced: a stream may end before it, and a delta after a run.
      assertThat(read(name, bytes).fault == null).as(name + " " + cut).isEqualTo(emptyDelta);
    }
  }

  @Test
  void everyStructureAndFieldNamesItsClause() {
    assertThat(Layouts.GRAMMAR.structures())
        .hasSizeGreaterThan(40)
        .allSatisfy(structure -> assertThat(structure.clause()).isNotNull());
    EXAMPLES
        .keySet()
        .forEach(
            name ->
                assertThat(read(name).spans)
                    .allSatisfy(span -> assertThat(span.clause()).isNotNull()));
  }

  private record Read(byte[] bytes, List<Span> spans, StreamException fault, int end) {}

  private static Read read(String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (name.equals("mapped-ram")) {
      bytes.writeBytes(new byte[MAPPED_AT]);
    }
    BEFORE.getOrDefault(name, List.of()).forEach(b -> bytes.writeBytes(EXAMPLES.get(b).bytes()));
    bytes.writeBytes(EXAMPLES.get(name).bytes());
    return read(name, bytes.toByteArray());
  }

  private static Read read(String name, byte[] bytes) {
    LayoutReader reader =
        new LayoutReader(
            Layouts.GRAMMAR,
            ByteBuffer.wrap(bytes),
            PageSize.X86.bytes(),
            Rules.HELD,
            (offset, id) -> 4,
            Set.of());
    if (name.equals("mapped-ram")) {
      reader
          .with(Layouts.MAPPED_RAM, 1)
          .with("total left", 0x20000)
          .from(Math.min(MAPPED_AT, bytes.length));
    }
    List<String> all = new ArrayList<>();
    BEFORE.getOrDefault(name, List.of()).forEach(b -> all.addAll(structures(b)));
    all.addAll(structures(name));
    boolean listed = structures(name).get(0).equals("record") && !name.startsWith("mem-size");
    reader.with(Layouts.LIST_SEEN, listed ? 1 : 0).with(LayoutReader.SECTION_ID, 2);
    // A section of a stream without footers is whole where its footer would begin.
    reader.with(Layouts.FOOTERS, 1);
    List<Span> spans = new ArrayList<>();
    for (String structure : all) {
      Reading reading = reader.read(structure);
      spans.addAll(reading.spans());
      if (reading.fault() != null) {
        return new Read(bytes, spans, reading.fault(), reader.position());
      }
    }
    return new Read(bytes, spans, null, reader.position());
  }

  private static List<String> structures(String example) {
    return STRUCTURES.getOrDefault(example, List.of(example));
  }

  private static List<Integer> commented(String name, int length) {
    String page = SpecText.page(SpecText.RAM_STREAM);
    int from = page.indexOf("```hex " + name + "\n") + name.length() + 8;
    int at = length - EXAMPLES.get(name).bytes().length;
    List<Integer> starts = new ArrayList<>();
    for (String line : page.substring(from, page.indexOf("```", from)).split("\n")) {
      // Bytes of a device or of libvirt's padding have a meaning for their owner alone.
      if (line.contains("#") && !line.contains("its NUL") && !line.contains("own four bytes")) {
        starts.add(at);
      }
      at += HexExample.parse(line).length;
    }
    return starts;
  }
}
