package org.ramwire.codec.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.ramwire.codec.Faults.assertFault;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.codec.Limits;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.TricklingChannel;
import org.ramwire.codec.Wire;
import org.ramwire.format.Clause;
import org.ramwire.format.PageSize;
import org.ramwire.format.SectionType;
import org.ramwire.format.StreamException;
import org.ramwire.format.Strictness;
import org.ramwire.format.TruncatedStreamException;
import org.ramwire.format.UnsupportedStreamException;

/** The container: header, configuration, the ram section's pieces, commands, EOF, description. */
class MigrationStreamReaderTest {

  private static final int PAGE = 4096;
  private static final ReaderOptions SEED =
      ReaderOptions.DEFAULT.withStrictness(Strictness.SEED_BUILD);

  private static void list(Wire wire) {
    wire.oneBlock("r", 2 * PAGE).eos();
  }

  private static void onePage(Wire wire) {
    wire.zero(0, "r", 0).eos();
  }

  /** START, PART and END of ram with footers. */
  private static void ram(Wire wire) {
    wire.ramStart(2)
        .then(MigrationStreamReaderTest::list)
        .footer(2)
        .part(2)
        .then(MigrationStreamReaderTest::onePage)
        .footer(2)
        .end(2)
        .eos()
        .footer(2);
  }

  private static Wire head() {
    return new Wire().header().machine("pc");
  }

  private static List<String> read(Wire wire) throws Exception {
    return StreamLog.of(wire);
  }

  @Test
  void readsAWholeStream() throws Exception {
    Wire wire =
        head()
            .then(MigrationStreamReaderTest::ram)
            .full(3, "dev", new byte[] {1, 2, 3})
            .footer(3)
            .eof()
            .vmdesc(
                "{\"page_size\":4096,\"devices\":[{\"name\":\"dev\",\"instance_id\":0,"
                    + "\"fields\":[{\"size\":3}]}]}");

    assertThat(read(wire))
        .containsExactly(
            "8 configuration pc",
            "15 START 2 ram",
            "end of 2: 32+26 footer",
            "63 PART 2 ram",
            "68 ZERO r",
            "end of 2: 68+19 footer",
            "92 END 2 ram",
            "end of 2: 97+8 footer",
            "110 FULL 3 dev",
            "end of 3: 127+3 footer",
            "135 EOF",
            "136 vmdesc 83 of 1");
  }

  @Test
  void readsTheBarestStream() throws Exception {
    Wire wire =
        new Wire().header().ramStart(2).then(w -> list(w)).end(2).then(w -> onePage(w)).eof();

    assertThat(read(wire))
        .containsExactly(
            "8 START 2 ram",
            "end of 2: 25+26",
            "51 END 2 ram",
            "56 ZERO r",
            "end of 2: 56+19",
            "75 EOF");
  }

  @Test
  void readsFromASourceThatDeliversSingleBytes() throws Exception {
    byte[] bytes =
        head()
            .then(MigrationStreamReaderTest::ram)
            .full(3, "dev", new byte[300])
            .footer(3)
            .eof()
            .vmdesc("{}")
            .toArray();

    assertThat(StreamLog.of(new StreamInput(new TricklingChannel(bytes, 1)), ReaderOptions.DEFAULT))
        .isEqualTo(StreamLog.of(bytes, ReaderOptions.DEFAULT));
  }

  // Header

  @ParameterizedTest
  @ValueSource(strings = {"5145564c", "00000000", "51455658", "1f8b0800"})
  void refusesAnyOtherMagic(String magic) {
    assertFault(
        () -> read(new Wire().hex(magic).be32(3).then(w -> ram(w)).eof()), Clause.STREAM_MAGIC, 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 2, 4, 0x03000000, 0xffffffffL})
  void refusesAnyOtherVersion(long version) {
    assertFault(
        () -> read(new Wire().be32(0x5145564d).be32(version).then(w -> ram(w)).eof()),
        Clause.STREAM_VERSION,
        4);
  }

  @Test
  void refusesEmptyInput() {
    assertFault(() -> read(new Wire()), Clause.ELEMENT_COMPLETE, 0);
  }

  // Configuration

  @Test
  void readsEverySubsectionInAnyOrder() throws Exception {
    Wire wire =
        new Wire()
            .header()
            .machine("pc-i440fx-7.2")
            .subsection("configuration/uuid")
            .filled(16, 0xab)
            .subsection("configuration/target-page-bits")
            .be32(12)
            .subsection("configuration/capabilities")
            .be32(1)
            .name("x-ignore-shared")
            .ramStart(1)
            .list(PAGE)
            .entry("r", PAGE)
            .be64(0)
            .eos()
            .end(1)
            .eos()
            .eof();

    assertThat(read(wire))
        .first()
        .isEqualTo("8 configuration pc-i440fx-7.2 pages 4096 [x-ignore-shared] uuid 16");
  }

  @Test
  void takesAnEmptyMachineName() throws Exception {
    assertThat(read(new Wire().header().machine("").then(w -> ram(w)).eof()))
        .first()
        .isEqualTo("8 configuration ");
  }

  @Test
  void refusesASecondConfiguration() {
    Wire wire = head();
    int at = wire.offset();

    assertFault(
        () -> read(wire.machine("pc").then(w -> ram(w)).eof()), Clause.CONFIGURATION_OPTIONAL, at);
  }

  @ParameterizedTest
  @CsvSource({"configuration/none, 1", "configuration/uui, 1", "other/uuid, 1", "'', 1"})
  void refusesAnUnknownSubsection(String name, int version) {
    Wire wire = head();
    int at = wire.offset();
    wire.u8(5).name(name).be32(version).filled(16, 0).then(w -> ram(w)).eof();

    assertThat(assertFault(() -> read(wire), Clause.CONFIGURATION_SUBSECTION, at))
        .isInstanceOf(UnsupportedStreamException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, -1})
  void refusesAnotherVersionOfASubsection(int version) {
    Wire wire = head();
    int at = wire.offset();
    wire.u8(5).name("configuration/uuid").be32(version).filled(16, 0).then(w -> ram(w)).eof();

    assertFault(() -> read(wire), Clause.CONFIGURATION_SUBSECTION, at);
  }

  @Test
  void refusesAnUnknownCapability() {
    Wire wire = head().subsection("configuration/capabilities").be32(2).name("x-ignore-shared");
    int at = wire.offset();
    wire.name("postcopy-ram").then(w -> ram(w)).eof();

    assertFault(() -> read(wire), Clause.CAPABILITIES, at);
  }

  @Test
  void boundsTheMachineName() throws Exception {
    assertThat(read(new Wire().header().machine("m".repeat(4096)).then(w -> ram(w)).eof()))
        .isNotEmpty();
    for (long length : new long[] {4097, 0x7fffffff, 0xffffffffL}) {
      Wire wire = new Wire().header().u8(7).be32(length).filled(5000, 'm');
      assertFault(() -> read(wire), Clause.LIMIT_CONFIGURATION, 9);
    }
  }

  @Test
  void boundsTheCapabilities() throws Exception {
    Limits few = new Limits(1, PAGE * 2, 1, 3, 9);
    ReaderOptions options = ReaderOptions.DEFAULT.withLimits(few);
    Wire within = head().then(w -> capabilities(w, 3));
    within.ramStart(2).list(0).eos().eof();
    assertThat(StreamLog.of(within.toArray(), options)).isNotEmpty();

    Wire over = head().subsection("configuration/capabilities");
    int at = over.offset();
    over.be32(4).filled(99, 0);
    assertFault(() -> StreamLog.of(over.toArray(), options), Clause.LIMIT_CONFIGURATION, at);
  }

  @ParameterizedTest
  @ValueSource(strings = {"target-page-bits", "capabilities", "uuid"})
  void refusesASecondSubsectionOfOneName(String name) {
    byte[] content = new byte[name.equals("uuid") ? 16 : 4];
    content[3] = (byte) (name.equals("target-page-bits") ? 12 : 0);
    Wire wire = head().subsection("configuration/" + name).bytes(content);
    int at = wire.offset();
    wire.subsection("configuration/" + name).bytes(content).then(w -> ram(w)).eof();

    assertFault(() -> read(wire), Clause.CONFIGURATION_SUBSECTION, at);
  }

  private static void capabilities(Wire wire, int count) {
    wire.subsection("configuration/capabilities").be32(count);
    for (int i = 0; i < count; i++) {
      wire.name("x-ignore-shared");
    }
  }

  // The page size

  @ParameterizedTest
  @ValueSource(ints = {10, 11, 13, 16})
  void takesThePageSizeFromTargetPageBits(int bits) throws Exception {
    int bytes = 1 << bits;
    Wire wire =
        head()
            .subsection("configuration/target-page-bits")
            .be32(bits)
            .ramStart(2)
            .oneBlock("r", 3L * bytes)
            .page(2L * bytes, "r", bytes, 7)
            .eos()
            .end(2)
            .eos()
            .eof()
            .vmdesc("{\"page_size\":" + bytes + "}");

    assertThat(read(wire)).contains("8 configuration pc pages " + bytes);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 9, 17, 32, 0xffffffffL})
  void refusesTargetPageBitsOutOfRange(long bits) {
    Wire wire = head().subsection("configuration/target-page-bits");
    int at = wire.offset();
    wire.be32(bits).then(w -> ram(w)).eof();

    assertFault(() -> read(wire), Clause.TARGET_PAGE_BITS, at);
  }

  @Test
  void refusesADescriptionOfAnotherPageSize() {
    Wire wire = head().then(w -> ram(w)).eof();
    int at = wire.offset();

    assertFault(() -> read(wire.vmdesc("{\"page_size\":8192}")), Clause.PAGE_SIZE, at);
  }

  @Test
  void refusesAdviceOfAnotherPageSize() {
    Wire wire = head();
    int at = wire.offset();
    wire.command(3, new Wire().be64(PAGE).be64(8192).toArray()).then(w -> ram(w)).eof();

    assertFault(() -> read(wire), Clause.PAGE_SIZE, at + 13);
  }

  // Sections

  @ParameterizedTest
  @ValueSource(ints = {0x05, 0x06, 0x09, 0x7d, 0x80, 0xff})
  void refusesAnUnknownElement(int type) {
    Wire wire = head().then(w -> ram(w));
    int at = wire.offset();

    assertFault(() -> read(wire.u8(type).filled(40, 0)), Clause.SECTION_TYPE, at);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 0x1234, 0xffffffffL})
  void takesAnyId(long id) throws Exception {
    int signed = (int) id;
    Wire wire =
        head().ramStart(signed).then(w -> list(w)).footer(signed).end(signed).eos().footer(signed);

    assertThat(read(wire.eof())).contains("15 START " + signed + " ram");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3, 5, 0xffffffffL})
  void refusesAnotherVersionOfRam(long version) {
    Wire wire = new Wire().header().section(1, 2, "ram", 0, (int) version).then(w -> list(w));

    for (ReaderOptions options : List.of(ReaderOptions.DEFAULT, SEED)) {
      assertFault(
          () -> StreamLog.of(wire.toArray(), options), Clause.RAM_VERSION, 8 + 1 + 4 + 4 + 4);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void refusesAnotherInstanceOfRam(int instance) {
    Wire wire = new Wire().header().section(1, 2, "ram", instance, 4).then(w -> list(w));

    for (ReaderOptions options : List.of(ReaderOptions.DEFAULT, SEED)) {
      assertFault(() -> StreamLog.of(wire.toArray(), options), Clause.RAM_INSTANCE, 8 + 1 + 4 + 4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ram\0", "\0"})
  void refusesABadSectionName(String name) {
    Wire wire = new Wire().header().section(1, 2, name, 0, 4).then(w -> list(w));

    assertFault(() -> read(wire), Clause.SECTION_NAME, 13);
  }

  @ParameterizedTest
  @ValueSource(ints = {SectionType.PART, SectionType.END})
  void refusesAPieceOfASectionThatWasNotStarted(int type) {
    Wire wire = head().ramStart(2).then(w -> list(w)).footer(2);
    int at = wire.offset();

    assertFault(() -> read(wire.u8(type).be32(77).eos()), Clause.SECTION_ID_KNOWN, at + 1);
  }

  @Test
  void takesRamInOnePiece() throws Exception {
    Wire wire = head().section(4, 2, "ram", 0, 4).oneBlock("r", PAGE).zero(0, "r", 0).eos();

    assertThat(read(wire.footer(2).eof())).contains("15 FULL 2 ram", "50 ZERO r");
  }

  @ParameterizedTest
  @ValueSource(ints = {SectionType.PART, SectionType.END})
  void refusesAPieceBehindTheEnd(int type) throws Exception {
    Wire wire = head().then(w -> ram(w));
    int at = wire.offset();
    wire.u8(type).be32(2).zeroContinued(PAGE, 0).eos().footer(2).eof();

    assertFault(() -> read(wire), Clause.SECTION_ENDED, at);
    assertThat(StreamLog.of(wire.toArray(), SEED)).contains((at + 5) + " ZERO r");
  }

  @Test
  void refusesASecondRamSection() throws Exception {
    Wire wire = head().then(w -> ram(w));
    int at = wire.offset();
    wire.ramStart(3).oneBlock("r", 2 * PAGE).eos().footer(3).end(3).eos().footer(3).eof();

    assertFault(() -> read(wire), Clause.RAM_INSTANCE, at + 1 + 4 + 4);
    assertFault(() -> StreamLog.of(wire.toArray(), SEED), Clause.RAM_INSTANCE, at + 1 + 4 + 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\u0000", "\u001f", "a\u007fb"})
  void neitherReadsNorWritesASectionNameThatIsNone(String name) {
    Wire wire = head().then(w -> ram(w));
    int at = wire.offset();
    wire.full(3, name, new byte[1]).footer(3).eof();
    MigrationStreamWriter writer =
        new MigrationStreamWriter(new StreamOutput(new ByteArrayOutputStream()));

    assertFault(() -> read(wire), Clause.SECTION_NAME, at + 5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.section(SectionType.FULL, 3, name, 0, 1));
  }

  @Test
  void refusesAnIdThatIsTaken() {
    Wire wire = head().then(w -> ram(w));
    int at = wire.offset();
    wire.full(2, "b", new byte[1]).footer(2).eof();

    assertFault(() -> read(wire), Clause.SECTION_ID_UNIQUE, at + 1);
  }

  @Test
  void warnsOfAStreamWithoutEnd() throws Exception {
    Wire wire = head().ramStart(2).then(w -> list(w)).footer(2);
    wire.full(3, "dev", new byte[] {1}).footer(3).eof();

    assertThat(StreamLog.warnings(read(wire))).containsExactly(wire.offset() + " warns CON-018");
  }

  @Test
  void refusesAStreamWithoutRam() {
    Wire wire = head().full(3, "dev", new byte[] {1}).footer(3).eof();

    assertThat(assertFault(() -> read(wire), Clause.RAM_PRESENT, wire.offset()))
        .isInstanceOf(UnsupportedStreamException.class);
    Wire empty = new Wire().header().eof();
    assertFault(() -> read(empty), Clause.RAM_PRESENT, 9);
  }

  @Test
  void boundsTheSections() throws Exception {
    Limits three = new Limits(9, PAGE * 2, 999, 99, 3);
    ReaderOptions options = ReaderOptions.DEFAULT.withLimits(three);
    Wire wire = head().then(w -> ram(w));
    wire.full(3, "a", new byte[1]).footer(3).full(4, "b", new byte[1]).footer(4);
    assertThat(StreamLog.of(new Wire().bytes(wire.toArray()).eof().toArray(), options))
        .isNotEmpty();
    int at = wire.offset();
    wire.full(5, "c", new byte[1]).footer(5).eof();

    assertFault(() -> StreamLog.of(wire.toArray(), options), Clause.LIMIT_SECTIONS, at);
  }

  // Footers

  @Test
  void refusesAFooterOfAnotherSection() {
    Wire wire = head().ramStart(2).then(w -> list(w));
    int at = wire.offset();

    assertFault(() -> read(wire.footer(0x63).end(2).eos().footer(2).eof()), Clause.FOOTER, at + 1);
  }

  @Test
  void refusesAMissingFooterOfRamHalfWay() {
    Wire wire = head().ramStart(2).then(w -> list(w)).footer(2).part(2).then(w -> onePage(w));
    int at = wire.offset();

    assertFault(() -> read(wire.end(2).eos().footer(2).eof()), Clause.FOOTER_ALL_OR_NONE, at);
  }

  @Test
  void refusesAFooterHalfWay() {
    Wire wire = head().ramStart(2).then(w -> list(w)).part(2).then(w -> onePage(w));
    int at = wire.offset();

    assertFault(() -> read(wire.footer(2).end(2).eos().eof()), Clause.FOOTER_ALL_OR_NONE, at);
  }

  @Test
  void refusesDeviceFootersThatStopHalfWay() {
    Wire wire = head().then(w -> ram(w)).full(3, "a", new byte[9]).footer(3);
    int at = wire.offset();
    wire.full(4, "b", new byte[9]).full(5, "c", new byte[9]).eof().vmdesc("{}");

    StreamException fault = assertFault(() -> read(wire), Clause.ELEMENT_COMPLETE, at);
    assertThat(fault).isInstanceOf(TruncatedStreamException.class);
  }

  // Commands

  @Test
  void readsEveryCommand() throws Exception {
    Wire wire =
        head()
            .command(1, new byte[0])
            .command(2, new byte[4])
            .command(3, new Wire().be64(PAGE).be64(PAGE).toArray())
            .ramStart(2)
            .then(w -> list(w))
            .command(3, new byte[0])
            .command(4, new byte[0])
            .command(5, new byte[0])
            .command(6, new Wire().u8(0).name("r").u8(0).be64(0).be64(PAGE).toArray())
            .command(8, new byte[0])
            .command(9, new byte[0])
            .command(10, new Wire().name("r").toArray())
            .command(11, new byte[0])
            .end(2)
            .eos()
            .eof();

    assertThat(read(wire).stream().map(line -> line.replaceAll("^\\d+ ", "")))
        .contains(
            "OPEN_RETURN_PATH 0",
            "PING 4",
            "POSTCOPY_ADVISE 16",
            "POSTCOPY_ADVISE 0",
            "POSTCOPY_LISTEN 0",
            "POSTCOPY_RUN 0",
            "POSTCOPY_RAM_DISCARD 20",
            "ENABLE_COLO 0",
            "POSTCOPY_RESUME 0",
            "RECV_BITMAP 2",
            "SWITCHOVER_START 0");
  }

  @Test
  void takesBlockPageSizesFromTheAdvice() throws Exception {
    long huge = 2 << 20;
    Wire wire =
        head()
            .command(3, new Wire().be64(huge | PAGE).be64(PAGE).toArray())
            .ramStart(2)
            .oneBlock("r", huge)
            .be64(huge)
            .zero(0, "r", 0)
            .eos()
            .end(2)
            .eos()
            .eof();

    assertThat(read(wire)).anyMatch(line -> line.endsWith(" ZERO r"));
  }

  @Test
  void passesOverAPackageAndSaysSo() throws Exception {
    Wire packaged = new Wire().command(4, new byte[0]).full(9, "dev", new byte[5]).footer(9);
    Wire wire = head().then(w -> ram(w));
    int at = wire.offset();
    wire.command(7, new Wire().be32(packaged.offset()).toArray()).bytes(packaged.toArray()).eof();

    assertThat(read(wire))
        .contains(at + " PACKAGED 4", at + " warns CON-032")
        .noneMatch(line -> line.contains("dev"));
  }

  @Test
  void reportsAPackageThatIsCut() {
    Wire wire = head().then(w -> ram(w)).command(7, new Wire().be32(0xffffffffL).toArray());
    wire.filled(300_000, 0);

    assertFault(() -> read(wire), Clause.ELEMENT_COMPLETE, wire.offset());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 12, 256, 0xffff})
  void refusesAnUnknownCommand(int code) {
    Wire wire = head();
    int at = wire.offset();

    assertFault(
        () -> read(wire.command(code, new byte[0]).then(w -> ram(w)).eof()),
        Clause.COMMAND,
        at + 1);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 3", "2, 5", "3, 1", "3, 8", "3, 15", "3, 17", "4, 2", "7, 3", "7, 8"})
  void refusesAnotherLengthOfACommand(int code, int length) {
    Wire wire = head();
    int at = wire.offset();

    assertFault(
        () -> read(wire.command(code, new byte[length]).then(w -> ram(w)).eof()),
        Clause.COMMAND_LENGTH,
        at + 3);
  }

  // EOF and what is after it

  @Test
  void reportsAMissingEof() {
    Wire wire = head().then(w -> ram(w));

    StreamException fault = assertFault(() -> read(wire), Clause.EOF, wire.offset());
    assertThat(fault).isInstanceOf(TruncatedStreamException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void notesTrailingBytes(boolean described) throws Exception {
    Wire wire = head().then(w -> ram(w)).eof();
    if (described) {
      wire.vmdesc("{}");
    }
    int end = wire.offset();

    assertThat(read(wire.filled(200_000, 0xee))).endsWith(end + " trailing 200000");
  }

  @Test
  void notesTrailingBytesBehindADevice() throws Exception {
    for (String trailing : List.of("ee", "00000000", "7e00000002", "04", "0000000000000000")) {
      Wire wire = head().then(w -> ram(w)).full(3, "dev", new byte[] {1, 2}).footer(3).eof();
      int end = wire.offset();
      wire.hex(trailing);

      assertThat(read(wire))
          .contains((end - 1) + " EOF", end + " trailing " + trailing.length() / 2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "1", "{", "{}{}", "{} x", "{\"a\":}", "\"{}\"", "null", "{\"a\":1,}"})
  void refusesADescriptionThatIsNotOneObject(String json) throws Exception {
    Wire wire = head().then(w -> ram(w)).eof();
    int at = wire.offset();
    wire.vmdesc(json);

    assertFault(() -> read(wire), Clause.VMDESC_LENGTH, at + 5);
    assertThat(StreamLog.warnings(StreamLog.of(wire.toArray(), SEED)))
        .containsExactly(at + " warns CON-042");
  }

  @Test
  void takesADescriptionThatIsCutOnlyAsTheSeedsBuild() throws Exception {
    byte[] description = new Wire().vmdesc("{\"devices\":[]}").toArray();
    for (int length = 1; length < description.length; length++) {
      Wire wire = head().then(w -> ram(w)).eof();
      int at = wire.offset();
      wire.bytes(Arrays.copyOf(description, length));

      assertFault(() -> read(wire), Clause.ELEMENT_COMPLETE, at);
      assertThat(StreamLog.warnings(StreamLog.of(wire.toArray(), SEED)))
          .containsExactly(at + " warns CON-042");
    }
  }

  @Test
  void boundsTheDescription() throws Exception {
    Limits small = new Limits(9, PAGE * 2, 20, 99, 9);
    ReaderOptions options = ReaderOptions.DEFAULT.withLimits(small);
    Wire stream = head().then(w -> ram(w)).eof();
    int at = stream.offset();
    byte[] bytes = stream.toArray();

    Wire most = new Wire().bytes(bytes).vmdesc("{\"a\":\"" + "x".repeat(12) + "\"}");
    assertThat(StreamLog.of(most.toArray(), options)).contains(at + " vmdesc 20 of 0");
    for (long length : new long[] {21, 0x7fffffff, 0xffffffffL}) {
      Wire over = new Wire().bytes(bytes).u8(6).be32(length).filled(30, '{');
      assertFault(() -> StreamLog.of(over.toArray(), options), Clause.LIMIT_VMDESC, at + 1);
    }
  }

  @Test
  void boundsTheDevicesOfTheDescription() throws Exception {
    Limits three = new Limits(9, PAGE * 2, 999, 99, 3);
    ReaderOptions options = ReaderOptions.DEFAULT.withLimits(three);
    Wire stream = head().then(w -> ram(w)).eof();
    int at = stream.offset();
    byte[] bytes = stream.toArray();

    Wire most = new Wire().bytes(bytes).vmdesc("{\"devices\":[{},{},{}]}");
    assertThat(StreamLog.of(most.toArray(), options)).contains(at + " vmdesc 22 of 3");
    Wire over = new Wire().bytes(bytes).vmdesc("{\"devices\":[{},{},{},{}]}");
    assertFault(() -> StreamLog.of(over.toArray(), options), Clause.LIMIT_SECTIONS, at + 5);
  }

  @Test
  void readsAStreamOfAnotherPageSizeByOption() throws Exception {
    ReaderOptions options = ReaderOptions.DEFAULT.withPageSize(new PageSize(1024));
    Wire wire = head().ramStart(2).oneBlock("r", 3 * 1024).zero(1024, "r", 0).eos();
    wire.end(2).eos().eof();

    assertThat(StreamLog.of(wire.toArray(), options)).anyMatch(line -> line.endsWith("ZERO r"));
  }
}
