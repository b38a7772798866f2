package org.ramwire.codec.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ramwire.codec.Faults.assertFault;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.TricklingChannel;
import org.ramwire.codec.Wire;
import org.ramwire.format.Clause;
import org.ramwire.format.PageSize;
import org.ramwire.format.RamFlag;
import org.ramwire.format.StreamException;

class RamRecordReaderTest {

  private static final int PAGE = 4096;

  /** MEM_SIZE of one block "r" of 16 pages: 8 + 2 + 8 = 18 bytes. */
  private static Wire listed() {
    return new Wire().oneBlock("r", 16 * PAGE);
  }

  private static final int LISTED = 18;

  // Each kind by hand-written bytes

  @Test
  void readsMemSize() throws Exception {
    Wire wire =
        new Wire().hex("0000000000003004 0161 0000000000001000 026262 0000000000002000").eos();

    assertThat(RecordLog.of(wire))
        .containsExactly("0 MEM_SIZE 12288 0=a:4096/4096 1=bb:8192/8192", "29 EOS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "01", "55", "ff"})
  void readsZeroWithAnyFillByte(String fill) throws Exception {
    Wire wire = listed().hex("0000000000003002 0172").hex(fill).eos();

    assertThat(RecordLog.of(wire)).containsSubsequence("18 ZERO r[0]@3000 28:" + fill, "29 EOS");
  }

  @Test
  void readsPage() throws Exception {
    Wire wire = listed().hex("000000000000f008 0172 11").filled(PAGE - 2, 7).u8(0x22).eos();

    assertThat(RecordLog.of(wire))
        .containsSubsequence("18 PAGE r[0]@f000 28:4096x11..22", (28 + PAGE) + " EOS");
  }

  @Test
  void readsXbzrle() throws Exception {
    Wire wire = listed().hex("0000000000001040 0172 01 0003 000109").eos();

    assertThat(RecordLog.of(wire)).containsSubsequence("18 XBZRLE r[0]@1000 31:000109", "34 EOS");
  }

  @Test
  void readsCompressPage() throws Exception {
    Wire wire = listed().hex("0000000000002100 0172 00000002 abcd").eos();

    assertThat(RecordLog.of(wire))
        .containsSubsequence("18 COMPRESS_PAGE r[0]@2000 32:abcd", "34 EOS");
  }

  @Test
  void readsHookFlushAndEos() throws Exception {
    Wire wire = listed().hex("0000000000000080 0000000000000200 0000000000000010");

    assertThat(RecordLog.of(wire)).containsSubsequence("18 HOOK", "26 MULTIFD_FLUSH", "34 EOS");
  }

  @Test
  void leavesTheInputBehindEos() throws Exception {
    assertThat(RecordLog.of(listed().eos().u8(0x7e))).endsWith("18 EOS", "more at 26");
  }

  @Test
  void readsFromASourceThatDeliversSingleBytes() throws Exception {
    Wire wire = listed().page(0x3000, "r", PAGE, 5).zeroContinued(0, 0).eos();
    RecordLog log = new RecordLog();

    new RamRecordReader(
            new StreamInput(new TricklingChannel(wire.toArray(), 1)), ReaderOptions.DEFAULT)
        .readPayload(log);

    assertThat(log.lines).isEqualTo(RecordLog.of(wire));
  }

  // CONTINUE

  @Test
  void continuesTheBlockOfTheLastPageRecordOfAnyKind() throws Exception {
    Wire wire =
        new Wire()
            .list(2 * PAGE)
            .entry("a", PAGE)
            .entry("b", PAGE)
            .zero(0, "b", 0)
            .zeroContinued(0, 1)
            .be64(RamFlag.MULTIFD_FLUSH)
            .zeroContinued(0, 2)
            .zero(0, "a", 3)
            .be64(RamFlag.XBZRLE | RamFlag.CONTINUE)
            .hex("01 0000")
            .be64(RamFlag.COMPRESS_PAGE | RamFlag.CONTINUE)
            .hex("00000001 99")
            .eos();

    assertThat(RecordLog.of(wire).stream().map(line -> line.replaceAll("^\\d+ | \\d+:", " ")))
        .containsExactly(
            " MEM_SIZE 8192 0=a:4096/4096 1=b:4096/4096",
            " ZERO b[1]@0 00",
            " ZERO +b[1]@0 01",
            " MULTIFD_FLUSH",
            " ZERO +b[1]@0 02",
            " ZERO a[0]@0 03",
            " XBZRLE +a[0]@0 ",
            " COMPRESS_PAGE +a[0]@0 99",
            " EOS");
  }

  @Test
  void continuesAcrossPayloads() throws Exception {
    Wire wire = listed().eos().zero(0, "r", 0).eos().eos().zeroContinued(0x1000, 0).eos();

    assertThat(RecordLog.of(wire, ReaderOptions.DEFAULT, 4))
        .containsSubsequence("45 EOS", "53 ZERO +r[0]@1000 61:00", "62 EOS");
  }

  @Test
  void takesARepeatedName() throws Exception {
    Wire wire = listed().zero(0, "r", 0).zero(0x1000, "r", 0).eos();

    assertThat(RecordLog.of(wire)).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {RamFlag.ZERO, RamFlag.PAGE, RamFlag.XBZRLE, RamFlag.COMPRESS_PAGE})
  void refusesContinueOnTheFirstPageRecord(int kind) {
    Wire wire = listed().be64(kind | RamFlag.CONTINUE).filled(2 * PAGE, 1);

    assertFault(() -> RecordLog.of(wire), Clause.CONTINUE_BLOCK, LISTED);
  }

  @Test
  void refusesContinueWhereOnlyOtherRecordsStoodBefore() {
    Wire wire = listed().be64(RamFlag.MULTIFD_FLUSH).zeroContinued(0, 0);

    assertFault(() -> RecordLog.of(wire), Clause.CONTINUE_BLOCK, LISTED + 8);
  }

  // Flags

  private static final Map<Integer, String> LEGAL_FLAGS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(0x002, "ZERO"),
              Map.entry(0x022, "ZERO"),
              Map.entry(0x008, "PAGE"),
              Map.entry(0x028, "PAGE"),
              Map.entry(0x040, "XBZRLE"),
              Map.entry(0x060, "XBZRLE"),
              Map.entry(0x100, "COMPRESS_PAGE"),
              Map.entry(0x120, "COMPRESS_PAGE"),
              Map.entry(0x010, "EOS"),
              Map.entry(0x080, "HOOK"),
              Map.entry(0x200, "MULTIFD_FLUSH")));

  private static Clause clauseOfIllegal(int flags) {
    int kinds = flags & ~RamFlag.CONTINUE;
    if ((flags & ~0x3ff) != 0) {
      return Clause.UNDEFINED_FLAG;
    }
    if ((flags & RamFlag.FULL) != 0) {
      return Clause.FULL_OBSOLETE;
    }
    if (Integer.bitCount(kinds) != 1) {
      return Clause.ONE_KIND;
    }
    // A second list, and CONTINUE on what is no page.
    return flags == RamFlag.MEM_SIZE ? Clause.MEM_SIZE_ONCE : Clause.CONTINUE_ON_PAGES;
  }

  /** A record of the flags that is right but for them, after a page record that names "r". */
  private static Wire withFlags(int flags) {
    Wire wire = listed().zero(0, "r", 0).be64(flags);
    if ((flags & 0x14a) != 0 && (flags & RamFlag.CONTINUE) == 0) {
      wire.name("r");
    }
    switch (flags & 0x14a) {
      case RamFlag.ZERO -> wire.u8(0);
      case RamFlag.PAGE -> wire.filled(PAGE, 0);
      case RamFlag.XBZRLE -> wire.hex("01 0001 00");
      case RamFlag.COMPRESS_PAGE -> wire.hex("00000001 00");
      default -> wire.filled(0, 0);
    }
    return flags == RamFlag.EOS ? wire : wire.eos();
  }

  @Test
  void takesExactlyTheLegalFlagsOfAll4096Patterns() throws Exception {
    int record = LISTED + 11;
    for (int flags = 0; flags < PAGE; flags++) {
      Wire wire = withFlags(flags);
      String kind = LEGAL_FLAGS.get(flags);
      if (kind == null) {
        StreamException fault =
            assertFault(() -> RecordLog.of(wire), clauseOfIllegal(flags), record);
        assertThat(fault.block()).isNull();
      } else {
        assertThat(RecordLog.of(wire).get(2)).startsWith(record + " " + kind);
      }
    }
  }

  @Test
  void tellsFlagsFromAddressByThePageSize() throws Exception {
    // 0x400 is an undefined flag with 4 KiB pages and the second page with 1 KiB pages.
    Wire wire = new Wire().oneBlock("r", 2 * PAGE).be64(0x402).name("r").u8(0).eos();

    assertFault(() -> RecordLog.of(wire), Clause.UNDEFINED_FLAG, LISTED);
    assertThat(RecordLog.of(wire, pages(1024)))
        .containsSubsequence("18 ZERO r[0]@400 28:00", "29 EOS");
  }

  private static ReaderOptions pages(int bytes) {
    return ReaderOptions.DEFAULT.withPageSize(new PageSize(bytes));
  }

  @ParameterizedTest
  @CsvSource({"16, EOS_BARE", "128, EOS_BARE", "512, EOS_BARE"})
  void refusesAnAddressOnABareRecord(int flag, Clause clause) {
    assertFault(() -> RecordLog.of(listed().be64(PAGE | flag)), clause, LISTED);
    assertFault(() -> RecordLog.of(listed().be64(1L << 63 | flag)), clause, LISTED);
  }

  @Test
  void refusesAnyOtherRecordButHookBeforeTheList() throws Exception {
    assertFault(() -> RecordLog.of(new Wire().eos()), Clause.MEM_SIZE_FIRST, 0);
    assertFault(() -> RecordLog.of(new Wire().be64(0x200)), Clause.MEM_SIZE_FIRST, 0);
    assertFault(() -> RecordLog.of(new Wire().zero(0, "r", 0)), Clause.MEM_SIZE_FIRST, 0);
    assertFault(
        () -> RecordLog.of(new Wire().be64(0x80).zero(0, "r", 0)), Clause.MEM_SIZE_FIRST, 8);
  }

  // Addresses

  private static Stream<Integer> pageSizes() {
    return IntStream.rangeClosed(10, 16).mapToObj(bits -> 1 << bits);
  }

  @ParameterizedTest
  @MethodSource("pageSizes")
  void takesTheLastPageAndRefusesTheNext(int bytes) throws Exception {
    long length = 5L * bytes;
    int list = 18;
    for (int kind : new int[] {0x02, 0x08, 0x40, 0x100}) {
      Wire last =
          new Wire().oneBlock("r", length).then(w -> pageRecord(w, kind, length - bytes, bytes));
      assertThat(RecordLog.of(last.eos(), pages(bytes)))
          .hasSize(3)
          .element(1)
          .asString()
          .contains("@" + Long.toHexString(length - bytes) + " ");
      for (long beyond :
          new long[] {
            length, length + bytes, 1L << 62, Long.MAX_VALUE & -bytes, 1L << 63, -bytes
          }) {
        Wire over = new Wire().oneBlock("r", length).then(w -> pageRecord(w, kind, beyond, bytes));
        StreamException fault =
            assertFault(() -> RecordLog.of(over, pages(bytes)), Clause.PAGE_IN_BLOCK, list);
        assertThat(fault.block()).isEqualTo("r");

        Wire continued =
            new Wire()
                .oneBlock("r", length)
                .zero(0, "r", 0)
                .be64(beyond | kind | RamFlag.CONTINUE)
                .filled(bytes, 1);
        assertFault(() -> RecordLog.of(continued, pages(bytes)), Clause.PAGE_IN_BLOCK, list + 11);
      }
    }
  }

  private static void pageRecord(Wire wire, int kind, long address, int bytes) {
    wire.be64(address | kind).name("r");
    switch (kind) {
      case RamFlag.ZERO -> wire.u8(0);
      case RamFlag.PAGE -> wire.filled(bytes, 1);
      case RamFlag.XBZRLE -> wire.hex("01 0000");
      default -> wire.hex("00000001 00");
    }
  }

  @Test
  void readsPagesBeyond4GiB() throws Exception {
    long length = 5L << 30;
    Wire wire =
        new Wire()
            .oneBlock("r", length)
            .zero(0x100000000L, "r", 0)
            .zero(length - PAGE, "r", 0)
            .eos();

    assertThat(RecordLog.of(wire))
        .containsSubsequence("18 ZERO r[0]@100000000 28:00", "29 ZERO r[0]@13ffff000 39:00");
  }

  @Test
  void measuresThePageAgainstItsOwnBlock() {
    Wire wire = new Wire().list(3 * PAGE).entry("a", 2 * PAGE).entry("b", PAGE).zero(PAGE, "a", 0);
    int at = wire.offset();

    assertFault(() -> RecordLog.of(wire.zero(PAGE, "b", 0)), Clause.PAGE_IN_BLOCK, at);
  }

  // Names

  @ParameterizedTest
  @ValueSource(ints = {1, 127, 128, 254, 255})
  void readsNamesOfAnyLength(int length) throws Exception {
    String name = "n".repeat(length);
    Wire wire = new Wire().oneBlock(name, PAGE).zero(0, name, 0).zeroContinued(0, 1).eos();

    assertThat(RecordLog.of(wire)).hasSize(4).element(1).asString().contains(name + "[0]");
  }

  @Test
  void comparesNamesAsBytes() throws Exception {
    Wire wire =
        new Wire()
            .hex("0000000000002004 02c3a4 0000000000001000 01e4 0000000000001000")
            .hex("0000000000000002 01e4 00")
            .hex("0000000000000002 02c3a4 00")
            .eos();

    assertThat(RecordLog.of(wire))
        .containsSubsequence("29 ZERO \\xe4[1]@0 39:00", "40 ZERO ä[0]@0 51:00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "rr", "R", "q", "ra"})
  void refusesAnUnknownName(String name) {
    assertFault(() -> RecordLog.of(listed().zero(0, name, 0)), Clause.BLOCK_KNOWN, LISTED + 8);
    assertFault(
        () -> RecordLog.of(listed().zero(0, "r", 0).zero(0, name, 0)),
        Clause.BLOCK_KNOWN,
        LISTED + 11 + 8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "r\0", "\0r", "r\0x"})
  void refusesABadName(String name) {
    assertFault(() -> RecordLog.of(listed().zero(0, name, 0)), Clause.IDSTR_BYTES, LISTED + 8);
    assertFault(
        () -> RecordLog.of(listed().zero(0, "r", 0).zero(0, name, 0)),
        Clause.IDSTR_BYTES,
        LISTED + 11 + 8);
  }

  @Test
  void refusesAPrefixOfAName() {
    Wire wire = new Wire().oneBlock("pc.ram", PAGE);
    int at = wire.offset() + 8;

    assertFault(() -> RecordLog.of(wire.zero(0, "pc.ra", 0)), Clause.BLOCK_KNOWN, at);
  }

  // Lengths

  @ParameterizedTest
  @ValueSource(ints = {1024, 4096, 65536})
  void takesAnXbzrleDeltaUpToThePageSize(int bytes) throws Exception {
    int most = Math.min(bytes, 0xffff);
    for (int length : new int[] {0, 1, most - 1, most}) {
      Wire wire = xbzrle(bytes, 1, length).filled(length, 3).eos();
      assertThat(RecordLog.of(wire, pages(bytes))).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 4096, 32768})
  void refusesAnXbzrleDeltaBeyondThePageSize(int bytes) {
    for (int length : new int[] {bytes + 1, 0xffff}) {
      Wire wire = xbzrle(bytes, 1, length).filled(length, 3).eos();
      StreamException fault =
          assertFault(
              () -> RecordLog.of(wire, pages(bytes)), Clause.XBZRLE_LENGTH, LISTED + 8 + 2 + 1);
      assertThat(fault.block()).isEqualTo("r");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 0x81, 0xff})
  void refusesAnyXbzrleEncodingButOne(int encoding) {
    Wire wire = xbzrle(PAGE, encoding, 3).filled(3, 0).eos();

    assertFault(() -> RecordLog.of(wire), Clause.XBZRLE_ENCODING, LISTED + 8 + 2);
  }

  private static Wire xbzrle(int pageBytes, int encoding, int length) {
    return new Wire()
        .oneBlock("r", pageBytes)
        .be64(RamFlag.XBZRLE)
        .name("r")
        .u8(encoding)
        .be16(length);
  }

  @ParameterizedTest
  @CsvSource({"1024, 1037", "4096, 4110", "65536, 65569"})
  void takesACompressedPayloadUpToZlibsBound(int bytes, int bound) throws Exception {
    for (int length : new int[] {1, bound}) {
      Wire wire = compressed(bytes, length).filled(length, 3).eos();
      assertThat(RecordLog.of(wire, pages(bytes))).hasSize(3);
    }
    for (long length : new long[] {0, bound + 1, 0x7fffffff, 0x80000000L, 0xffffffffL}) {
      Wire wire = compressed(bytes, length).filled(bound + 1, 3).eos();
      assertFault(() -> RecordLog.of(wire, pages(bytes)), Clause.COMPRESS_LENGTH, LISTED + 8 + 2);
    }
  }

  private static Wire compressed(int pageBytes, long length) {
    return new Wire().oneBlock("r", pageBytes).be64(RamFlag.COMPRESS_PAGE).name("r").be32(length);
  }
}
