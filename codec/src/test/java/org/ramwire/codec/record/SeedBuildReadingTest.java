package org.ramwire.codec.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ramwire.codec.Faults.assertFault;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.Limits;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.Wire;
import org.ramwire.format.Clause;
import org.ramwire.format.RamFlag;
import org.ramwire.format.Strictness;

/** What the seed's build was seen to accept or refuse, each beside what strict reading says. */
class SeedBuildReadingTest {

  private static final int PAGE = 4096;
  private static final int LISTED = 18;

  private static final ReaderOptions SEED =
      ReaderOptions.DEFAULT.withStrictness(Strictness.SEED_BUILD);

  private static Wire listed() {
    return new Wire().oneBlock("r", 16 * PAGE);
  }

  private static ReaderOptions seedWith(RamBlock... own) {
    return SEED.withDestination(BlockList.of(List.of(own)));
  }

  private static RamBlock own(int index, String idstr, long used, long max) {
    return new RamBlock(index, Idstr.of(idstr), used, max);
  }

  private static List<String> seed(Wire wire) throws Exception {
    return RecordLog.of(wire, SEED);
  }

  @Test
  void takesEosWithContinue() throws Exception {
    Wire wire = listed().be64(RamFlag.EOS | RamFlag.CONTINUE);

    assertThat(seed(wire)).endsWith("18 EOS");
    assertFault(() -> RecordLog.of(wire), Clause.CONTINUE_ON_PAGES, LISTED);
  }

  @Test
  void takesEosWithAnAddress() throws Exception {
    Wire wire = listed().be64(0x5000 | RamFlag.EOS);

    assertThat(seed(wire)).endsWith("18 EOS");
    assertFault(() -> RecordLog.of(wire), Clause.EOS_BARE, LISTED);
  }

  @Test
  void takesTheListWithContinue() throws Exception {
    Wire wire = new Wire().list(PAGE | RamFlag.CONTINUE).entry("r", PAGE).eos();

    assertThat(seed(wire)).startsWith("0 MEM_SIZE 4096 0=r:4096/4096");
    assertFault(() -> RecordLog.of(wire), Clause.CONTINUE_ON_PAGES, 0);
  }

  @Test
  void refusesMultifdFlush() {
    assertFault(
        () -> seed(listed().be64(RamFlag.MULTIFD_FLUSH).eos()), Clause.MULTIFD_FLUSH, LISTED);
    assertFault(
        () -> seed(listed().be64(RamFlag.MULTIFD_FLUSH | RamFlag.CONTINUE).eos()),
        Clause.MULTIFD_FLUSH,
        LISTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x20, 0x0a, 0x48, 0x108, 0x18, 0x14, 0x88, 0x280})
  void refusesCombinations(int flags) {
    assertFault(() -> seed(listed().zero(0, "r", 0).be64(flags)), Clause.ONE_KIND, LISTED + 11);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x01, 0x09})
  void refusesFull(int flags) {
    assertFault(() -> seed(listed().be64(flags)), Clause.FULL_OBSOLETE, LISTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x400, 0x800, 0x808, 0x480})
  void refusesUndefinedFlags(int flags) {
    assertFault(() -> seed(listed().be64(flags)), Clause.UNDEFINED_FLAG, LISTED);
  }

  @Test
  void handsHookOnWithAndWithoutContinue() throws Exception {
    assertThat(seed(listed().be64(0x80).eos())).contains("18 HOOK");
    assertThat(seed(listed().be64(0xa0).eos())).contains("18 HOOK");
  }

  @Test
  void comparesNamesUpToTheirNul() throws Exception {
    Wire wire = new Wire().oneBlock("pc.ram", PAGE).zero(0, "pc.ram\0x", 0).eos();

    assertThat(seed(wire)).contains("23 ZERO pc.ram[0]@0 40:00");
    assertFault(() -> RecordLog.of(wire), Clause.IDSTR_BYTES, 31);

    Wire again =
        new Wire().oneBlock("pc.ram", PAGE).zero(0, "pc.ram", 0).zero(0, "pc.ram\0x", 1).eos();
    assertThat(seed(again)).contains("39 ZERO pc.ram[0]@0 56:01");
  }

  /** A name that starts with a NUL is the empty one for a reader in C. */
  @Test
  void findsTheBlockWithoutANameByANul() throws Exception {
    Wire wire = new Wire().oneBlock("\0x", PAGE).zero(0, "\0y", 0).eos();

    assertThat(seed(wire))
        .startsWith("0 MEM_SIZE 4096 0=:4096/4096")
        .contains("19 ZERO [0]@0 30:00");
    assertFault(() -> RecordLog.of(wire), Clause.IDSTR_BYTES, 8);
  }

  @Test
  void comparesListedNamesUpToTheirNul() throws Exception {
    Wire wire = new Wire().oneBlock("r\0x", PAGE).zero(0, "r", 0).eos();

    assertThat(seed(wire)).startsWith("0 MEM_SIZE 4096 0=r:4096/4096");
    assertFault(() -> RecordLog.of(wire), Clause.IDSTR_BYTES, 8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nope", "", "pc.ra", "\0pc.ram"})
  void refusesUnknownNames(String name) {
    Wire wire = new Wire().oneBlock("pc.ram", PAGE);

    assertFault(() -> seed(wire.zero(0, name, 0)), Clause.BLOCK_KNOWN, 23 + 8);
  }

  @Test
  void takesAnEmptyCompressedPayload() throws Exception {
    Wire wire = listed().be64(RamFlag.COMPRESS_PAGE).name("r").be32(0).eos();

    assertThat(seed(wire)).contains("18 COMPRESS_PAGE r[0]@0 32:");
    assertFault(() -> RecordLog.of(wire), Clause.COMPRESS_LENGTH, LISTED + 10);
  }

  @ParameterizedTest
  @ValueSource(longs = {4111, 0x80000000L, 0xffffffffL})
  void refusesTooLongACompressedPayload(long length) {
    Wire wire = listed().be64(RamFlag.COMPRESS_PAGE).name("r").be32(length).filled(5000, 0);

    assertFault(() -> seed(wire), Clause.COMPRESS_LENGTH, LISTED + 10);
  }

  @Test
  void refusesXbzrleFaultsOfTheRecord() {
    Wire length = listed().be64(RamFlag.XBZRLE).name("r").u8(1).be16(4097).filled(4097, 0);
    assertFault(() -> seed(length), Clause.XBZRLE_LENGTH, LISTED + 11);

    Wire encoding = listed().be64(RamFlag.XBZRLE).name("r").u8(2).be16(0);
    assertFault(() -> seed(encoding), Clause.XBZRLE_ENCODING, LISTED + 10);
  }

  @Test
  void readsPagesOfItsOwnBlocksWithoutAList() throws Exception {
    Wire wire = new Wire().zero(0, "r", 0).eos();

    assertThat(RecordLog.of(wire, seedWith(own(3, "r", PAGE, PAGE))))
        .containsExactly("0 ZERO r[3]@0 10:00", "11 EOS");
    assertFault(() -> seed(wire), Clause.BLOCK_KNOWN, 8);
  }

  @Test
  void readsPagesOfUnlistedBlocksOfItsOwn() throws Exception {
    ReaderOptions options = seedWith(own(0, "a", PAGE, PAGE), own(1, "b", PAGE, PAGE));
    Wire wire = new Wire().oneBlock("a", PAGE).zero(0, "b", 0).eos();

    assertThat(RecordLog.of(wire, options)).contains("18 ZERO b[1]@0 28:00");
  }

  @Test
  void takesAnEmptyListBesideItsOwnBlocks() throws Exception {
    Wire wire = new Wire().list(0).zero(0, "r", 0).eos();

    assertThat(RecordLog.of(wire, seedWith(own(0, "r", PAGE, PAGE))))
        .containsExactly("0 MEM_SIZE 0", "8 ZERO r[0]@0 18:00", "19 EOS");
  }

  @Test
  void takesABlockTwiceAtOneLengthOnly() throws Exception {
    Wire wire = new Wire().list(3 * PAGE).entry("a", PAGE).entry("b", PAGE).entry("a", PAGE).eos();
    assertThat(seed(wire)).first().isEqualTo("0 MEM_SIZE 8192 0=a:4096/4096 1=b:4096/4096");

    Wire other = new Wire().list(3 * PAGE).entry("a", PAGE).entry("a", 2 * PAGE).eos();
    assertFault(() -> seed(other), Clause.BLOCK_LENGTH_HERE, 18);
  }

  @Test
  void boundsTheBlocksOfSeveralListsTogether() throws Exception {
    ReaderOptions options =
        SEED.withLimits(new Limits(2, 1L << 40, Limits.DEFAULT.maxVmdescBytes(), 4096, 9));

    assertThat(RecordLog.of(lists("a", "b", "a").eos(), options)).endsWith("54 EOS");
    assertFault(
        () -> RecordLog.of(lists("a", "b", "c").eos(), options), Clause.LIMIT_BLOCKS, 2 * 18 + 8);
  }

  @Test
  void boundsTheRamOfSeveralListsTogether() throws Exception {
    ReaderOptions options = SEED.withLimits(Limits.DEFAULT.withMaxRamBytes(2 * PAGE));

    assertThat(RecordLog.of(lists("a", "b", "a").eos(), options)).endsWith("54 EOS");
    assertFault(
        () -> RecordLog.of(lists("a", "b", "c").eos(), options),
        Clause.LIMIT_RAM_BYTES,
        2 * 18 + 8);
  }

  /** A list of one page for each name. */
  private static Wire lists(String... names) {
    Wire wire = new Wire();
    for (String name : names) {
      wire.list(PAGE).entry(name, PAGE);
    }
    return wire;
  }

  @Test
  void takesASecondList() throws Exception {
    Wire wire =
        new Wire()
            .oneBlock("a", PAGE)
            .zero(0, "a", 0)
            .list(2 * PAGE)
            .entry("b", PAGE)
            .entry("a", PAGE)
            .zeroContinued(0, 1)
            .zero(0, "b", 2)
            .eos();

    assertThat(seed(wire).stream().map(line -> line.replaceAll("^\\d+ | \\d+:", " ")))
        .containsExactly(
            " MEM_SIZE 4096 0=a:4096/4096",
            " ZERO a[0]@0 00",
            " MEM_SIZE 8192 1=b:4096/4096 0=a:4096/4096",
            " ZERO +a[0]@0 01",
            " ZERO b[1]@0 02",
            " EOS");
  }

  @Test
  void refusesAnotherLengthInASecondList() {
    Wire wire = new Wire().oneBlock("a", PAGE).oneBlock("a", 2 * PAGE).eos();

    assertFault(() -> seed(wire), Clause.BLOCK_LENGTH_HERE, LISTED + 8);
  }

  @Test
  void givesEveryBlockOfManyListsAnIndexOfItsOwn() throws Exception {
    Wire wire =
        new Wire()
            .oneBlock("a", PAGE)
            .list(2 * PAGE)
            .entry("a", PAGE)
            .entry("b", PAGE)
            .list(2 * PAGE)
            .entry("c", PAGE)
            .entry("d", PAGE)
            .oneBlock("e", PAGE)
            .zero(0, "a", 0)
            .zero(0, "b", 0)
            .zero(0, "c", 0)
            .zero(0, "d", 0)
            .zero(0, "e", 0)
            .eos();

    List<String> indexes =
        seed(wire).stream()
            .filter(line -> line.contains("ZERO"))
            .map(line -> line.replaceAll(".*\\[|\\].*", ""))
            .toList();
    assertThat(indexes).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void takesPagesBetweenUsedAndMaximumLength() throws Exception {
    RamBlock resizable = own(0, "r", PAGE, 3 * PAGE);
    Wire wire = new Wire().oneBlock("r", 2 * PAGE).zero(2 * PAGE, "r", 0).eos();

    assertThat(RecordLog.of(wire, seedWith(resizable))).contains("18 ZERO r[0]@2000 28:00");
    assertFault(
        () ->
            RecordLog.of(
                wire, ReaderOptions.DEFAULT.withDestination(BlockList.of(List.of(resizable)))),
        Clause.PAGE_IN_BLOCK,
        LISTED);
    Wire over = new Wire().oneBlock("r", 2 * PAGE).zero(3 * PAGE, "r", 0);
    assertFault(() -> RecordLog.of(over, seedWith(resizable)), Clause.PAGE_IN_BLOCK, LISTED);
  }

  @Test
  void refusesListsThatItsOwnBlocksCannotTake() {
    ReaderOptions options = seedWith(own(0, "r", PAGE, PAGE));

    assertFault(
        () -> RecordLog.of(new Wire().oneBlock("nope", PAGE), options),
        Clause.BLOCK_UNKNOWN_HERE,
        8);
    assertFault(
        () -> RecordLog.of(new Wire().oneBlock("r", 2 * PAGE), options),
        Clause.BLOCK_LENGTH_HERE,
        8);
  }

  @Test
  void refusesContinueWithNoBlockYet() {
    assertFault(
        () -> RecordLog.of(new Wire().zeroContinued(0, 0), seedWith(own(0, "r", PAGE, PAGE))),
        Clause.CONTINUE_BLOCK,
        0);
  }

  @Test
  void refusesListsThatMissTheirTotal() {
    Wire over = new Wire().list(2 * PAGE).entry("a", PAGE).entry("b", 2 * PAGE);
    assertFault(() -> seed(over), Clause.MEM_SIZE_END, LISTED);

    Wire under = new Wire().list(2 * PAGE).entry("a", PAGE).eos().u8(0x7e).filled(8, 0);
    assertFault(() -> seed(under), Clause.USED_LENGTH, LISTED + 1);
  }
}
