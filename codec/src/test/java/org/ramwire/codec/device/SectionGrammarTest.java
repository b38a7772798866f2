package org.ramwire.codec.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ramwire.codec.Faults.assertFault;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.codec.Faults;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.TricklingChannel;
import org.ramwire.codec.Wire;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.container.RecordingVisitor;
import org.ramwire.codec.container.StreamLog;
import org.ramwire.codec.element.SectionEnd;
import org.ramwire.format.Clause;
import org.ramwire.format.SectionType;

/** Sections whose content tells their end, whatever their data look like (CON-060 to CON-065). */
class SectionGrammarTest {

  private static final int PAGE = 4096;
  private static final long VFIO = 0xffffffffef100000L;

  /** What a guest may write where a device keeps its bytes: a footer, a page, an END, an EOF. */
  private static Wire forged(int id) {
    return new Wire()
        .footer(id)
        .part(2)
        .page(0, "r", PAGE, 0x66)
        .eos()
        .footer(2)
        .end(2)
        .eos()
        .footer(2)
        .eof();
  }

  /** A piece of a section: its payload, given the section's id. */
  private record Piece(String text, String name, int version, Consumer<Wire> payload) {
    @Override
    public String toString() {
      return text;
    }
  }

  private static Wire disk(Wire wire, byte[] data) {
    return wire.be64(0x200 | 1).name("d0").bytes(data).filled((1 << 20) - data.length, 0);
  }

  static Stream<Piece> pieces() {
    byte[] forged = forged(7).toArray();
    int forgedEntries = (forged.length + 15) / 16;
    return Stream.of(
        new Piece("block, empty", "block", 1, w -> w.be64(2)),
        new Piece("block, progress", "block", 1, w -> w.be64(50 << 9 | 4).be64(2)),
        new Piece("block, data", "block", 1, w -> disk(w, forged).be64(2)),
        new Piece("block, zero", "block", 1, w -> w.be64(9).name("d0").be64(2)),
        new Piece("bitmaps, empty", "dirty-bitmap", 1, w -> w.u8(1)),
        new Piece(
            "bitmaps, start",
            "dirty-bitmap",
            1,
            w -> w.u8(0x1c).name("n").name("b").be32(65536).u8(1).u8(1)),
        new Piece(
            "bitmaps, bits",
            "dirty-bitmap",
            1,
            w -> w.u8(0x40).be64(0).be32(8).be64(forged.length).bytes(forged).u8(1)),
        new Piece(
            "bitmaps, bits that end the piece",
            "dirty-bitmap",
            1,
            w -> w.u8(0x41).be64(0).be32(8).be64(forged.length).bytes(forged)),
        new Piece("bitmaps, zeroes", "dirty-bitmap", 1, w -> w.u8(0x42).be64(0).be32(8).u8(1)),
        new Piece("bitmaps, complete", "dirty-bitmap", 1, w -> w.u8(0x24).name("b").u8(1)),
        new Piece(
            "bitmaps, two bytes of flags",
            "dirty-bitmap",
            1,
            w -> w.hex("80 42").be64(0).be32(8).u8(1)),
        new Piece("bitmaps, four bytes of flags", "dirty-bitmap", 1, w -> w.hex("80 80 00 01")),
        new Piece(
            "bitmaps, numbered otherwise",
            "dirty-bitmaps",
            1,
            w ->
                w.u8(0x30)
                    .name("n")
                    .name("b")
                    .be32(65536)
                    .u8(4)
                    .u8(2)
                    .be64(0)
                    .be32(8)
                    .be64(forged.length)
                    .bytes(forged)
                    .u8(1)),
        new Piece("htab, size", "spapr/htab", 1, w -> w.be32(18)),
        new Piece("htab, none", "spapr/htab", 1, w -> w.be32(-1)),
        new Piece("htab, no chunk", "spapr/htab", 1, w -> w.be32(0).be64(0)),
        new Piece(
            "htab, chunks",
            "spapr/htab",
            1,
            w ->
                w.be32(0)
                    .be32(0)
                    .be16(forgedEntries)
                    .be16(0)
                    .bytes(forged)
                    .filled(forgedEntries * 16 - forged.length, 0)
                    .be32(9)
                    .be16(0)
                    .be16(5)
                    .be64(0)),
        new Piece("attributes, empty", "s390-storage_attributes", 0, w -> w.be64(1)),
        new Piece(
            "attributes, some",
            "s390-storage_attributes",
            0,
            w -> w.be64(0x5002).be64(forged.length).bytes(forged).be64(8).be64(1)),
        new Piece(
            "attributes, numbered otherwise",
            "s390-storage_attributes",
            1,
            w -> w.be64(0x5001).be64(forged.length).bytes(forged).be64(8).be64(2)),
        new Piece("vfio, set up", "vfio", 1, w -> w.be64(VFIO | 3).be64(VFIO | 1)),
        new Piece(
            "vfio, data",
            "0000:00:02.0/vfio",
            1,
            w ->
                w.be64(VFIO | 4)
                    .be64(forged.length)
                    .bytes(forged)
                    .be64(VFIO | 4)
                    .be64(0)
                    .be64(VFIO | 1)),
        new Piece(
            "vfio, first data sent", "a/vfio", 1, w -> w.be64(VFIO | 4).be64(0).be64(VFIO | 5)),
        new Piece("vfio, configuration ready", "vfio", 1, w -> w.be64(VFIO | 6)),
        new Piece("backup", "pbs-state", 1, w -> w.be64(forged.length).bytes(forged)));
  }

  /** All pieces of a device around those of ram, and one page of ram that is zero. */
  private static Wire around(Piece piece, boolean footers, boolean early) {
    Consumer<Wire> ramFooter = footers ? w -> w.footer(2) : w -> {};
    Consumer<Wire> footer = footers ? w -> w.footer(7) : w -> {};
    Wire wire = new Wire().header();
    if (early) {
      wire.section(SectionType.START, 7, piece.name, 0, piece.version).then(piece.payload);
      wire.then(footer);
    }
    wire.ramStart(2).oneBlock("r", PAGE).eos().then(ramFooter);
    if (!early) {
      wire.section(SectionType.START, 7, piece.name, 0, piece.version).then(piece.payload);
      wire.then(footer);
    }
    wire.part(7).then(piece.payload).then(footer);
    wire.part(2).zero(0, "r", 0).eos().then(ramFooter);
    wire.part(7).then(piece.payload).then(footer);
    wire.end(2).eos().then(ramFooter).end(7).then(piece.payload).then(footer);
    return wire.eof();
  }

  private static void assertOneZeroPage(Wire wire) throws Exception {
    for (int step : new int[] {1 << 20, 7}) {
      RecordingVisitor log = new RecordingVisitor();
      StreamInput input = new StreamInput(new TricklingChannel(wire.toArray(), step), 600);
      MigrationStreamReader reader = MigrationStreamReader.open(input, ReaderOptions.DEFAULT, log);
      reader.read();
      assertThat(log.pages).isZero();
      assertThat(log.zeroes).isEqualTo(1);
      assertThat(log.warnings).isEmpty();
      assertThat(log.ends).doesNotContain(SectionEnd.SEARCH).isNotEmpty();
      assertThat(reader.guessed()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("pieces")
  void endsAPieceByItsContent(Piece piece) throws Exception {
    assertOneZeroPage(around(piece, true, false));
    assertOneZeroPage(around(piece, true, true));
  }

  @ParameterizedTest
  @MethodSource("pieces")
  void endsAPieceByItsContentWithoutFooters(Piece piece) throws Exception {
    assertOneZeroPage(around(piece, false, false));
    assertOneZeroPage(around(piece, false, true));
  }

  @ParameterizedTest
  @MethodSource("pieces")
  void readsASectionThatComesAsFull(Piece piece) throws Exception {
    Wire wire = new Wire().header().section(SectionType.FULL, 7, piece.name, 0, piece.version);
    wire.then(piece.payload).footer(7);
    wire.ramStart(2).oneBlock("r", PAGE).eos().footer(2).end(2).zero(0, "r", 0).eos().footer(2);

    assertOneZeroPage(wire.eof());
  }

  @ParameterizedTest
  @MethodSource("pieces")
  void refusesEveryCut(Piece piece) {
    byte[] whole = around(piece, true, true).toArray();
    int step = Math.max(1, whole.length / 400);
    for (int length = 8; length < whole.length; length += step) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      Faults.fault(() -> StreamLog.of(cut, ReaderOptions.DEFAULT));
    }
  }

  static Stream<Arguments> spoiled() {
    return Stream.of(
        Arguments.of("block", 1, "0000000000000004 0000000000000003", 8, Clause.BLOCK_SECTION),
        Arguments.of("block", 1, "0000000000000004 0000000000000008", 8, Clause.BLOCK_SECTION),
        Arguments.of("block", 1, "0000000000000004 0000000000000102", 8, Clause.BLOCK_SECTION),
        Arguments.of("dirty-bitmap", 1, "2004", 1, Clause.DIRTY_BITMAPS_SECTION),
        Arguments.of("dirty-bitmap", 1, "2070", 1, Clause.DIRTY_BITMAPS_SECTION),
        Arguments.of(
            "dirty-bitmap",
            1,
            "40 0000000000000000 00000008 8000000000000000",
            13,
            Clause.DIRTY_BITMAPS_SECTION),
        Arguments.of(
            "s390-storage_attributes",
            0,
            "0000000000000008 0000000000000004",
            8,
            Clause.STORAGE_ATTRIBUTES_SECTION),
        Arguments.of(
            "s390-storage_attributes",
            0,
            "0000000000000008 0000000000000003",
            8,
            Clause.STORAGE_ATTRIBUTES_SECTION),
        Arguments.of("vfio", 1, "ffffffffef100003 ffffffffef100007", 8, Clause.VFIO_SECTION),
        Arguments.of("vfio", 1, "ffffffffef100004 ffffffffffffffff", 8, Clause.VFIO_SECTION));
  }

  @ParameterizedTest
  @MethodSource("spoiled")
  void refusesWhatTheGrammarHasNot(
      String name, int version, String payload, int at, Clause clause) {
    Wire wire = new Wire().header().section(SectionType.START, 7, name, 0, version);
    int from = wire.offset();
    wire.hex(payload).footer(7).ramStart(2).oneBlock("r", PAGE).eos().footer(2);

    assertFault(() -> StreamLog.of(wire), clause, from + at);
  }

  @Test
  void refusesAnotherSectionsFooterAfterAKnownEnd() {
    Wire wire = new Wire().header().section(SectionType.START, 7, "block", 0, 1).be64(2);
    int at = wire.offset();
    wire.footer(8).ramStart(2);

    assertFault(() -> StreamLog.of(wire), Clause.FOOTER, at + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"blocks", "block/", "ramfb", "xvfio", "vfio/x", "spapr/htab2"})
  void searchesADeviceWithASimilarName(String name) throws Exception {
    RecordingVisitor log = new RecordingVisitor();
    Wire wire = new Wire().header().full(7, name, new byte[3]).footer(7);
    wire.ramStart(2).oneBlock("r", PAGE).eos().footer(2).end(2).zero(0, "r", 0).eos().footer(2);
    MigrationStreamReader.open(Faults.input(wire.eof()), ReaderOptions.DEFAULT, log).read();

    assertThat(log.ends.get(0)).isEqualTo(SectionEnd.SEARCH);
    assertThat(log.zeroes).isEqualTo(1);
  }

  @Test
  void searchesAnotherVersionOfAKnownSection() throws Exception {
    RecordingVisitor log = new RecordingVisitor();
    Wire wire = new Wire().header().section(SectionType.FULL, 7, "block", 0, 2).be32(2).footer(7);
    wire.ramStart(2).oneBlock("r", PAGE).eos().footer(2).end(2).zero(0, "r", 0).eos().footer(2);
    MigrationStreamReader.open(Faults.input(wire.eof()), ReaderOptions.DEFAULT, log).read();

    assertThat(log.ends.get(0)).isEqualTo(SectionEnd.SEARCH);
  }

  @Test
  void readsTheConfigurationOfAVfioDeviceThatComesAsFullUnderTheIdOfItsPieces() throws Exception {
    Wire wire = new Wire().header().ramStart(2).oneBlock("r", PAGE).eos().footer(2);
    wire.section(SectionType.START, 7, "vfio", 0, 1).be64(VFIO | 3).be64(VFIO | 1).footer(7);
    wire.part(2).zero(0, "r", 0).eos().footer(2).end(2).eos().footer(2);
    wire.end(7).be64(VFIO | 4).be64(2).be16(7).be64(VFIO | 1).footer(7);
    wire.section(SectionType.FULL, 7, "vfio", 0, 1).be64(VFIO | 2).filled(40, 3);
    wire.be64(VFIO | 1).footer(7).full(8, "z", new byte[3]).footer(8).eof();

    List<String> lines = StreamLog.of(wire);
    assertThat(lines.stream().map(line -> line.replaceAll("^\\d+ ", "")))
        .containsSubsequence("END 7 vfio", "FULL 7 vfio", "FULL 8 z");
  }

  @Test
  void refusesAFullOfAnotherDeviceUnderTheIdOfPieces() {
    Wire wire = new Wire().header().ramStart(2).oneBlock("r", PAGE).eos().footer(2);
    wire.section(SectionType.START, 7, "vfio", 0, 1).be64(VFIO | 3).be64(VFIO | 1).footer(7);
    wire.end(2).eos().footer(2).end(7).be64(VFIO | 1).footer(7);
    int at = wire.offset();
    wire.section(SectionType.FULL, 7, "vfio", 1, 1).be64(VFIO | 1).footer(7).eof();

    assertFault(() -> StreamLog.of(wire), Clause.SECTION_ID_UNIQUE, at + 1);
  }

  /** QEMU 0.13 to 1.1: no footers, and a block section at each stage. */
  @Test
  void readsAStreamWithAnUnusedBlockSection() throws Exception {
    Wire wire = new Wire().header().section(SectionType.START, 1, "block", 0, 1).be64(2);
    wire.ramStart(2).oneBlock("r", PAGE).zero(0, "r", 0).eos().part(1).be64(2).part(2).eos();
    wire.end(1).be64(2).end(2).eos().full(3, "timer", new byte[24]).eof();

    List<String> lines = StreamLog.of(wire);
    assertThat(lines.stream().filter(line -> line.contains(" ZERO "))).hasSize(1);
    assertThat(StreamLog.warnings(lines)).hasSize(1);
  }

  @Test
  void namesVersion3OfRam() {
    Wire wire = new Wire().header().section(SectionType.START, 1, "ram", 0, 3);

    assertThat(assertFault(() -> StreamLog.of(wire), Clause.RAM_VERSION, 21))
        .hasMessageContaining("ram version 3, of QEMU 0.12 and earlier");
  }
}
