package org.ramwire.codec.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ramwire.codec.Faults.assertFault;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Faults;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.Limits;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.Wire;
import org.ramwire.format.Clause;
import org.ramwire.format.PageSize;
import org.ramwire.format.RamFlag;
import org.ramwire.format.StreamException;

class BlockListReaderTest {

  private static final int PAGE = 4096;

  private static List<String> read(Wire wire) throws Exception {
    return RecordLog.of(wire);
  }

  private static List<String> read(Wire wire, boolean ignoreShared, long postcopyPageSizes)
      throws Exception {
    return read(wire, ReaderOptions.DEFAULT, ignoreShared, postcopyPageSizes);
  }

  private static List<String> read(
      Wire wire, ReaderOptions options, boolean ignoreShared, long postcopyPageSizes)
      throws Exception {
    RecordLog log = new RecordLog();
    RamRecordReader reader = new RamRecordReader(Faults.input(wire), options);
    reader.announce(new BlockListForm(ignoreShared, postcopyPageSizes, null));
    reader.readPayload(log);
    return log.lines;
  }

  // The total and the end

  @Test
  void takesAnEmptyList() throws Exception {
    assertThat(read(new Wire().list(0).eos())).containsExactly("0 MEM_SIZE 0", "8 EOS");
  }

  @Test
  void refusesAnEntryThatPassesTheTotal() {
    Wire wire = new Wire().list(2 * PAGE).entry("a", PAGE).entry("b", 2 * PAGE).eos();

    StreamException fault = assertFault(() -> read(wire), Clause.MEM_SIZE_END, 18);
    assertThat(fault.block()).isEqualTo("b");
  }

  @Test
  void takesWhatFollowsAShortTotalAsRecords() {
    // "b"'s entry is read as a record's header: 01 62 00 … has neither kind nor alignment.
    Wire wire = new Wire().list(PAGE).entry("a", PAGE).entry("b", PAGE).eos();

    assertThat(Faults.fault(() -> read(wire)).offset()).isEqualTo(18);
  }

  @Test
  void refusesTheRecordBehindAListThatIsTooShortForItsTotal() {
    // EOS is read as an entry: an empty name, and a used length that the footer's type byte ends.
    Wire wire = new Wire().list(2 * PAGE).entry("a", PAGE).eos().u8(0x7e).filled(64, 0);

    assertFault(() -> read(wire), Clause.USED_LENGTH, 19);
  }

  @Test
  void refusesAnEntryWhoseLengthWouldWrapTheTotal() {
    Wire wire = new Wire().list(PAGE).entry("a", 1L << 63).eos();
    assertFault(() -> read(wire), Clause.USED_LENGTH, 10);

    Wire largest = new Wire().list(PAGE).entry("a", Long.MAX_VALUE & -PAGE).eos();
    assertFault(() -> read(largest), Clause.MEM_SIZE_END, 8);
  }

  // Used lengths

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1024, 4095, 4097, -4096})
  void refusesAUsedLengthThatIsNoPositiveMultipleOfThePageSize(long length) {
    Wire wire = new Wire().list(2 * PAGE).entry("a", length).entry("b", PAGE).eos();

    assertFault(() -> read(wire), Clause.USED_LENGTH, 10);
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 65536})
  void measuresUsedLengthsByThePageSizeInForce(int bytes) throws Exception {
    ReaderOptions options = ReaderOptions.DEFAULT.withPageSize(new PageSize(bytes));
    Wire one = new Wire().list(2L * bytes).entry("a", bytes).entry("b", bytes).eos();

    assertThat(RecordLog.of(one, options)).hasSize(2);
    Wire half =
        new Wire().list(2L * bytes).entry("a", bytes + bytes / 2).entry("b", bytes / 2).eos();
    assertFault(() -> RecordLog.of(half, options), Clause.USED_LENGTH, 10);
  }

  // Names

  @ParameterizedTest
  @ValueSource(ints = {1, 127, 128, 255})
  void readsNamesOfAnyLength(int length) throws Exception {
    assertThat(read(new Wire().oneBlock("n".repeat(length), PAGE).eos()))
        .first()
        .asString()
        .contains("n".repeat(length) + ":4096");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "a\0", "\0a"})
  void refusesABadName(String name) {
    Wire wire = new Wire().oneBlock(name, PAGE).eos();

    assertFault(() -> read(wire), Clause.IDSTR_BYTES, 8);
  }

  @Test
  void refusesARepeatedBlock() {
    Wire wire = new Wire().list(3 * PAGE).entry("a", PAGE).entry("b", PAGE).entry("a", PAGE).eos();

    StreamException fault = assertFault(() -> read(wire), Clause.BLOCK_ONCE, 28);
    assertThat(fault.block()).isEqualTo("a");
  }

  // Where the list stands

  @Test
  void refusesASecondList() {
    Wire wire = new Wire().oneBlock("a", PAGE).oneBlock("b", PAGE).eos();

    assertFault(() -> read(wire), Clause.MEM_SIZE_ONCE, 18);
  }

  @Test
  void refusesASecondListInALaterPayload() {
    Wire wire = new Wire().oneBlock("a", PAGE).eos().oneBlock("a", PAGE).eos();

    assertFault(() -> RecordLog.of(wire, ReaderOptions.DEFAULT, 2), Clause.MEM_SIZE_ONCE, 26);
  }

  @Test
  void refusesContinueOnTheList() {
    Wire wire = new Wire().list(PAGE | RamFlag.CONTINUE).entry("a", PAGE).eos();

    assertFault(() -> read(wire), Clause.CONTINUE_ON_PAGES, 0);
  }

  // Limits

  @Test
  void takesAsManyBlocksAsItsLimitAndNotOneMore() throws Exception {
    Limits most = Limits.DEFAULT;
    Limits three =
        new Limits(3, most.maxRamBytes(), most.maxVmdescBytes(), most.maxConfigurationBytes(), 9);
    ReaderOptions options = ReaderOptions.DEFAULT.withLimits(three);

    assertThat(RecordLog.of(blocks(3).eos(), options)).hasSize(2);
    assertFault(() -> RecordLog.of(blocks(4).eos(), options), Clause.LIMIT_BLOCKS, 8 + 3 * 10);
  }

  private static Wire blocks(int count) {
    Wire wire = new Wire().list((long) count * PAGE);
    for (int i = 0; i < count; i++) {
      wire.entry(String.valueOf((char) ('a' + i)), PAGE);
    }
    return wire;
  }

  @Test
  void takesAsMuchRamAsItsLimitAndNotOnePageMore() throws Exception {
    ReaderOptions options =
        ReaderOptions.DEFAULT.withLimits(Limits.DEFAULT.withMaxRamBytes(4L * PAGE));

    assertThat(RecordLog.of(new Wire().oneBlock("a", 4 * PAGE).eos(), options)).hasSize(2);
    assertFault(
        () -> RecordLog.of(new Wire().oneBlock("a", 5 * PAGE).eos(), options),
        Clause.LIMIT_RAM_BYTES,
        0);
  }

  @Test
  void refusesExabytesBeforeItReadsAnEntry() {
    for (long total : new long[] {1L << 62, Long.MIN_VALUE, -PAGE}) {
      assertFault(() -> read(new Wire().list(total)), Clause.LIMIT_RAM_BYTES, 0);
    }
  }

  // The receiver's own blocks

  private static RamBlock own(int index, String idstr, long used, long max) {
    return new RamBlock(index, Idstr.of(idstr), used, max);
  }

  private static ReaderOptions destination(RamBlock... blocks) {
    return ReaderOptions.DEFAULT.withDestination(BlockList.of(List.of(blocks)));
  }

  @Test
  void takesTheListInAnyOrderWithOwnBlocksMissing() throws Exception {
    ReaderOptions options =
        destination(own(0, "a", PAGE, PAGE), own(1, "b", PAGE, PAGE), own(2, "c", PAGE, PAGE));
    Wire wire = new Wire().list(2 * PAGE).entry("c", PAGE).entry("a", PAGE).zero(0, "c", 0).eos();

    assertThat(RecordLog.of(wire, options))
        .containsExactly(
            "0 MEM_SIZE 8192 2=c:4096/4096 0=a:4096/4096", "28 ZERO c[2]@0 38:00", "39 EOS");
  }

  @Test
  void refusesABlockThatTheReceiverLacks() {
    Wire wire = new Wire().list(2 * PAGE).entry("a", PAGE).entry("b", PAGE).eos();

    assertFault(
        () -> RecordLog.of(wire, destination(own(0, "a", PAGE, PAGE))),
        Clause.BLOCK_UNKNOWN_HERE,
        18);
  }

  @Test
  void refusesAnUnlistedBlockOfTheReceiver() {
    ReaderOptions options = destination(own(0, "a", PAGE, PAGE), own(1, "b", PAGE, PAGE));
    Wire wire = new Wire().oneBlock("a", PAGE).zero(0, "b", 0).eos();

    assertFault(() -> RecordLog.of(wire, options), Clause.BLOCK_KNOWN, 26);
  }

  @ParameterizedTest
  @ValueSource(longs = {PAGE, 3 * PAGE})
  void refusesAnotherLengthOfAFixedBlock(long length) {
    Wire wire = new Wire().oneBlock("a", length).eos();

    assertFault(
        () -> RecordLog.of(wire, destination(own(0, "a", 2 * PAGE, 2 * PAGE))),
        Clause.BLOCK_LENGTH_HERE,
        8);
  }

  @Test
  void resizesAResizableBlockUpToItsMaximum() throws Exception {
    ReaderOptions options = destination(own(0, "a", 2 * PAGE, 4 * PAGE));
    for (int pages : new int[] {1, 2, 4}) {
      Wire wire = new Wire().oneBlock("a", (long) pages * PAGE).eos();
      assertThat(RecordLog.of(wire, options))
          .first()
          .isEqualTo("0 MEM_SIZE " + pages * PAGE + " 0=a:" + pages * PAGE + "/16384");
    }
    Wire over = new Wire().oneBlock("a", 5 * PAGE).eos();
    assertFault(() -> RecordLog.of(over, options), Clause.BLOCK_LENGTH_HERE, 8);
  }

  @Test
  void measuresPagesOfAResizableBlockByTheListsLength() {
    ReaderOptions options = destination(own(0, "a", 2 * PAGE, 4 * PAGE));
    Wire wire = new Wire().oneBlock("a", 3 * PAGE).zero(2 * PAGE, "a", 0);
    int at = wire.offset();

    assertFault(() -> RecordLog.of(wire.zero(3 * PAGE, "a", 0), options), Clause.PAGE_IN_BLOCK, at);
  }

  // Postcopy's page sizes and x-ignore-shared's addresses

  @Test
  void readsABlocksOwnPageSizeWherePostcopyIsAdvised() throws Exception {
    long huge = 2 << 20;
    Wire wire =
        new Wire()
            .list(2 * huge + PAGE)
            .entry("a", huge)
            .be64(huge)
            .entry("b", PAGE)
            .entry("c", huge)
            .be64(huge)
            .eos();

    assertThat(read(wire, false, huge | PAGE))
        .containsExactly(
            "0 MEM_SIZE 4198400 0=a:2097152/2097152 pages 2097152 1=b:4096/4096"
                + " 2=c:2097152/2097152 pages 2097152",
            "54 EOS");
  }

  @Test
  void takesABlockWithoutAName() throws Exception {
    Wire wire = new Wire().list(3 * PAGE).entry("a", PAGE).entry("", 2 * PAGE).zero(PAGE, "", 7);

    assertThat(read(wire.eos()))
        .containsExactly(
            "0 MEM_SIZE 12288 0=a:4096/4096 1=:8192/8192", "27 ZERO [1]@1000 36:07", "37 EOS");
  }

  @Test
  void refusesASecondBlockWithoutAName() {
    Wire wire = new Wire().list(2 * PAGE).entry("", PAGE).entry("", PAGE).eos();

    StreamException fault = assertFault(() -> read(wire), Clause.BLOCK_ONCE, 17);
    assertThat(fault).hasMessageStartingWith("RAM-024 at 0x11 in \"\": ");
  }

  /** The entry's first eight bytes, 00 and most of a used length, are a page size as well. */
  @Test
  void tellsAnEntryWithoutANameFromAPageSize() throws Exception {
    long huge = 2 << 20;
    long used = huge << 8;
    Wire last = new Wire().list(PAGE + used).entry("a", PAGE).entry("", used).eos();
    assertThat(read(last, false, huge | PAGE))
        .first()
        .asString()
        .endsWith(" 1=:" + used + "/" + used);

    Wire between =
        new Wire().list(2 * PAGE + used).entry("a", PAGE).entry("", used).entry("b", PAGE).eos();
    assertThat(read(between, false, huge | PAGE))
        .first()
        .asString()
        .endsWith(" 1=:" + used + "/" + used + " 2=b:4096/4096");

    Wire after = new Wire().list(huge + used).entry("a", huge).be64(huge).entry("", used).eos();
    assertThat(read(after, false, huge | PAGE))
        .first()
        .asString()
        .endsWith(" 0=a:2097152/2097152 pages 2097152 1=:" + used + "/" + used);

    Wire behindAll = new Wire().list(huge).entry("", huge).be64(huge).eos();
    assertThat(read(behindAll, false, huge | PAGE))
        .first()
        .asString()
        .endsWith(" 0=:2097152/2097152 pages 2097152");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 0xc0000000L, -1})
  void readsEveryAddress(long address) throws Exception {
    Wire wire = new Wire().oneBlock("a", PAGE).be64(address).eos();

    assertThat(read(wire, true, 0))
        .first()
        .asString()
        .endsWith("0=a:4096/4096 at " + Long.toHexString(address));
  }

  @Test
  void readsAPageSizeAsNothingElseWithoutAdvice() {
    long huge = 2 << 20;
    Wire wire = new Wire().list(2 * huge).entry("a", huge).be64(huge).entry("b", huge).eos();

    // The size is read as an entry: an empty name, and a used length that ends with the next one.
    assertFault(() -> read(wire), Clause.USED_LENGTH, 19);
  }

  @Test
  void leavesTheRecordBehindTheListAloneWherePostcopyIsAdvised() throws Exception {
    Wire wire = new Wire().oneBlock("a", PAGE).zero(0, "a", 0).eos();

    assertThat(read(wire, false, 2 << 20 | PAGE)).hasSize(3);
    assertThat(read(new Wire().oneBlock("a", PAGE).eos(), false, PAGE)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {0x10, 0x80, 0x200, -1})
  void neverTakesARecordForAPageSize(long advised) throws Exception {
    Wire wire = new Wire().oneBlock("a", PAGE).be64(0x200).be64(0x80).eos();

    assertThat(read(wire, false, advised))
        .containsExactly("0 MEM_SIZE 4096 0=a:4096/4096", "18 MULTIFD_FLUSH", "26 HOOK", "34 EOS");
  }

  @Test
  void readsAPageSizeBelowTheTargets() throws Exception {
    Wire wire = new Wire().oneBlock("a", 65536).be64(4096).eos();
    ReaderOptions options = ReaderOptions.DEFAULT.withPageSize(new PageSize(65536));

    assertThat(read(wire, options, false, 4096 | 65536))
        .first()
        .isEqualTo("0 MEM_SIZE 65536 0=a:65536/65536 pages 4096");
  }

  @Test
  void readsAddressesWhereSharedBlocksAreIgnored() throws Exception {
    Wire wire =
        new Wire().list(2 * PAGE).entry("a", PAGE).be64(0).entry("b", PAGE).be64(0xfffff000L).eos();

    assertThat(read(wire, true, 0))
        .containsExactly("0 MEM_SIZE 8192 0=a:4096/4096 at 0 1=b:4096/4096 at fffff000", "44 EOS");
  }

  @Test
  void readsPageSizeBeforeAddress() throws Exception {
    long huge = 2 << 20;
    Wire wire = new Wire().oneBlock("a", huge).be64(huge).be64(0x100000000L).eos();

    assertThat(read(wire, true, huge | PAGE))
        .first()
        .isEqualTo("0 MEM_SIZE 2097152 0=a:2097152/2097152 pages 2097152 at 100000000");
  }
}
