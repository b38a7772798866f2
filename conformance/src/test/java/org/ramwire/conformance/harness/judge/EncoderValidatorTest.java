package org.ramwire.conformance.harness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.compression.PageDeflater;
import org.ramwire.conformance.suite.cases.CaseProfile;
import org.ramwire.conformance.suite.cases.CaseSetup;
import org.ramwire.conformance.suite.cases.EncoderKind;
import org.ramwire.conformance.suite.cases.EncoderRound;
import org.ramwire.conformance.suite.cases.EncoderRound.DirtyRange;
import org.ramwire.conformance.suite.cases.EncoderTask;
import org.ramwire.conformance.suite.cases.MemoryImage;
import org.ramwire.format.Clause;
import org.ramwire.format.PageSize;

/** What the validator finds, each time in a valid stream of which one thing is spoiled. */
class EncoderValidatorTest {

  private static final int PAGE = 4096;
  private static final Set<EncoderKind> ALL = EnumSet.allOf(EncoderKind.class);

  private static final byte[] FIRST = page(1);
  private static final byte[] SECOND = changed(FIRST, 5, 0xaa);
  private static final byte[] THIRD = changed(SECOND, 200, 0xbb);

  private final CaseProfile profile = CaseProfile.RAM_ONLY;

  /** Two blocks, "a" of two pages and "b" of one; "a" changes in the second and third round. */
  private static final EncoderTask TASK =
      new EncoderTask(
          List.of(
              round(List.of(), FIRST),
              round(List.of(new DirtyRange(0, 0, PAGE)), SECOND),
              round(List.of(new DirtyRange(0, 0, PAGE)), THIRD)),
          new TreeSet<>(ALL));

  @Test
  void takesAValidStream() throws Exception {
    assertThat(validate(valid())).isEmpty();
  }

  @Test
  void takesTheLastRoundInTheEnd() throws Exception {
    byte[] stream = stream(start(list()), part(all()), part(delta()), end(whole(THIRD)));

    assertThat(validate(stream)).isEmpty();
  }

  @Test
  void takesPagesAgainInAnyOrderAndKind() throws Exception {
    byte[] round =
        join(
            named(0, 0x02, "b"),
            one(0), //
            named(0x1000, 0x08, "a"),
            new byte[PAGE],
            named(0, 0x08, "a"),
            FIRST, //
            word(0x22 | 0x1000),
            one(0));

    assertThat(validate(stream(start(list()), part(round), part(delta()), end(whole(THIRD)))))
        .isEmpty();
  }

  @Test
  void missesAPageOfTheFirstRound() throws Exception {
    byte[] round = join(named(0, 0x08, "a"), FIRST, word(0x22 | 0x1000), one(0));
    byte[] stream = stream(start(list()), part(round), part(delta()), end(whole(THIRD)));

    assertOne(stream, Clause.EVERY_PAGE, find(stream, word(0x10), 1), "first b 0x0");
  }

  @Test
  void missesAPageThatHasChanged() throws Exception {
    byte[] stream = stream(start(list()), part(all()), part(), end(whole(THIRD)));

    assertOne(stream, Clause.EVERY_PAGE, find(stream, word(0x10), 2), "round 1");
  }

  @Test
  void seesContentOfAnEarlierRound() throws Exception {
    byte[] stream = stream(start(list()), part(all()), part(whole(FIRST)), end(whole(THIRD)));

    assertOne(stream, Clause.EVERY_PAGE, find(stream, named(0, 0x08, "a"), 1), "earlier round");
  }

  @Test
  void seesContentThatTheGuestNeverHad() throws Exception {
    byte[] wrong = whole(changed(SECOND, 77, 1));
    byte[] stream = stream(start(list()), part(all()), part(wrong), end(whole(THIRD)));

    assertOne(stream, Clause.PAGE_RECORD, find(stream, named(0, 0x08, "a"), 1), "at 0x4d of a");
  }

  @Test
  void seesAZeroRecordOfAPageThatIsNotZero() throws Exception {
    byte[] wrong = join(named(0, 0x02, "a"), one(0));
    byte[] stream = stream(start(list()), part(all()), part(wrong), end(whole(THIRD)));

    assertOne(stream, Clause.ZERO_RECORD, find(stream, named(0, 0x02, "a"), 0), "ZERO leaves 00");
  }

  @Test
  void seesAFillByteThatIsNotZero() throws Exception {
    byte[] stream = valid();
    int fill = find(stream, word(0x22 | 0x1000), 0) + 8;
    stream[fill] = 0x55;

    assertThat(validate(stream))
        .extracting(Violation::clause, Violation::offset)
        .startsWith(
            tuple(Clause.ZERO_BYTE, (long) fill), tuple(Clause.ZERO_RECORD, (long) fill - 8));
  }

  @Test
  void seesADeltaOfAnotherBase() throws Exception {
    // Made against memory as it was in the first round, not against what was sent last.
    byte[] wrong = xbzrle(0xc8, 1, 1, 0xbb);
    wrong[wrong.length - 1] = 0x77;
    byte[] stream = stream(start(list()), part(all()), part(delta()), end(wrong));

    assertOne(stream, Clause.XBZRLE_BASE, find(stream, named(0, 0x40, "a"), 1), "XBZRLE leaves 77");
  }

  @Test
  void seesADeltaOfAPageThatWasNeverSent() throws Exception {
    byte[] few = changed(new byte[PAGE], 3, 0x42);
    EncoderTask task = new EncoderTask(List.of(round(List.of(), few)), new TreeSet<>(ALL));
    byte[] round = join(xbzrle(3, 1, 0x42), word(0x22 | 0x1000), one(0), zeroOfB());
    byte[] stream = stream(start(list()), end(round));

    assertThat(new EncoderValidator(setup(profile), task, ALL).validate(channel(stream)))
        .extracting(Violation::clause, Violation::offset)
        .containsExactly(tuple(Clause.XBZRLE_BASE, (long) find(stream, named(0, 0x40, "a"), 0)));
  }

  @Test
  void seesARunLengthThatIsTooLong() throws Exception {
    byte[] wrong = join(named(0, 0x40, "a"), bytes(1, 0, 4, 0x85, 0, 1, 0xaa));
    byte[] stream = stream(start(list()), part(all()), part(wrong), end(whole(THIRD)));

    int delta = find(stream, bytes(0x85, 0, 1, 0xaa), 0);
    assertOne(stream, Clause.DELTA_ULEB_SHORTEST, delta, "run length 5 in two bytes");
  }

  @Test
  void seesAnNzrunLengthThatIsTooLong() throws Exception {
    byte[] wrong = join(named(0, 0x40, "a"), bytes(1, 0, 4, 5, 0x81, 0, 0xaa));
    byte[] stream = stream(start(list()), part(all()), part(wrong), end(whole(THIRD)));

    int delta = find(stream, bytes(5, 0x81, 0, 0xaa), 0);
    assertOne(stream, Clause.DELTA_ULEB_SHORTEST, delta + 1, "run length 1 in two bytes");
  }

  @Test
  void leavesARunLengthOfThreeBytesToTheReader() throws Exception {
    // Taken for two signed bytes, the length would lead back to the delta's first byte for ever.
    byte[] wrong = join(named(0, 0x40, "a"), bytes(1, 0, 4, 5, 0xfd, 0xff, 0xaa));
    byte[] stream = stream(start(list()), part(all()), part(wrong), end(whole(THIRD)));

    assertThat(validate(stream)).extracting(Violation::clause).containsExactly(Clause.DELTA_ULEB);
  }

  @Test
  void seesAnEmptyDelta() throws Exception {
    byte[] wrong = join(whole(SECOND), word(0x60), bytes(1, 0, 0));
    byte[] stream = stream(start(list()), part(all()), part(wrong), end(whole(THIRD)));

    assertOne(stream, Clause.ENCODE_UNCHANGED, find(stream, word(0x60), 0) + 11, "without a byte");
  }

  @Test
  void seesDeltasOfPagesThatAreTooLarge() throws Exception {
    int large = 16384;
    byte[] first = new byte[large];
    first[0] = 1;
    byte[] second = first.clone();
    second[0] = 2;
    List<RamBlock> blocks = List.of(new RamBlock(0, Idstr.of("a"), large));
    EncoderTask task =
        new EncoderTask(
            List.of(
                new EncoderRound(List.of(MemoryImage.of(first)), List.of()),
                new EncoderRound(
                    List.of(MemoryImage.of(second)), List.of(new DirtyRange(0, 0, large)))),
            new TreeSet<>(ALL));
    CaseSetup setup =
        new CaseSetup(profile, new PageSize(large), blocks, new TreeMap<>(), new TreeSet<>());
    byte[] list = join(word(large | 0x04), one(1), "a".getBytes(), word(large));
    byte[] stream =
        stream(
            start(list),
            part(join(named(0, 0x08, "a"), first)),
            end(join(word(0x60), bytes(1, 0, 3, 0, 1, 2))));

    assertThat(new EncoderValidator(setup, task, ALL).validate(channel(stream)))
        .extracting(Violation::clause)
        .containsExactly(Clause.ENCODE_PAGE_SIZE);
  }

  @Test
  void seesAKindThatIsNotAllowed() throws Exception {
    List<Violation> found =
        new EncoderValidator(setup(profile), TASK, Set.of(EncoderKind.ZERO))
            .validate(channel(valid()));

    assertThat(found).hasSize(1);
    assertThat(found.get(0).clause()).isNull();
    assertThat(found.get(0).text()).startsWith("the case at 0x").contains("XBZRLE");
  }

  @Test
  void seesThatAKindIsMissingThatTheCaseNeeds() throws Exception {
    CaseSetup setup =
        new CaseSetup(
            profile,
            PageSize.X86,
            setup(profile).blocks(),
            new TreeMap<>(),
            new TreeSet<>(Set.of("encode-compress")));

    assertThat(new EncoderValidator(setup, TASK, ALL).validate(channel(valid())))
        .extracting(Violation::message)
        .containsExactly("no COMPRESS_PAGE, which 'encode-compress' claims to write");
  }

  @Test
  void seesPagesInTheStart() throws Exception {
    byte[] stream =
        stream(start(join(list(), whole(FIRST))), part(all()), part(delta()), end(whole(THIRD)));

    assertOne(stream, Clause.START_LIST_ONLY, find(stream, named(0, 0x08, "a"), 0), "START");
  }

  @Test
  void seesAListWithoutABlock() throws Exception {
    byte[] stream =
        stream(
            start(join(word(0x2000 | 0x04), one(1), "a".getBytes(), word(0x2000))),
            part(join(named(0, 0x08, "a"), FIRST, word(0x22 | 0x1000), one(0))),
            part(delta()),
            end(whole(THIRD)));

    assertThat(validate(stream).get(0).text())
        .startsWith("RAM-016 at 0x")
        .contains("lacks block b");
  }

  @Test
  void seesAStreamWithoutEnd() throws Exception {
    byte[] stream = stream(start(list()), part(all()), part(delta()), part(whole(THIRD)));

    assertThat(validate(stream)).extracting(Violation::clause).containsExactly(Clause.RAM_END);
  }

  @Test
  void seesARamSectionAsOneFull() throws Exception {
    byte[] stream = stream(start(list()), part(all()), part(delta()), end(whole(THIRD)));
    stream[8] = 4;
    byte[] full = join(Arrays.copyOf(stream, find(stream, bytes(2, 0, 0, 0, 2), 0)), one(0));

    assertThat(validate(full))
        .extracting(Violation::clause)
        .containsExactly(Clause.RAM_IN_PIECES, null);
  }

  @Test
  void seesARoundThatIsMissingOrTooMany() throws Exception {
    byte[] less = stream(start(list()), part(all()), end(delta()));
    byte[] more =
        stream(start(list()), part(all()), part(delta()), part(whole(THIRD)), part(), end());

    assertThat(validate(less))
        .extracting(Violation::message)
        .containsExactly("2 payload(s) after the START's: expected one for each of 3 round(s)");
    assertThat(validate(more)).extracting(Violation::clause).containsOnlyNulls().hasSize(1);
  }

  @Test
  void seesAPageBehindTheLastRound() throws Exception {
    byte[] stream =
        stream(start(list()), part(all()), part(delta()), part(whole(THIRD)), end(whole(THIRD)));

    assertThat(validate(stream))
        .extracting(Violation::message)
        .containsExactly("a page after the last round");
  }

  @Test
  void seesWhatTheProfileHasNot() throws Exception {
    byte[] stream = valid();
    byte[] described = join(stream, bytes(6, 0, 0, 0, 14), "{\"devices\":[]}".getBytes());
    byte[] configured =
        join(
            Arrays.copyOf(stream, 8),
            bytes(7, 0, 0, 0, 1, 'x'),
            Arrays.copyOfRange(stream, 8, stream.length));

    assertThat(validate(described)).extracting(Violation::offset).contains((long) stream.length);
    assertThat(validate(configured)).extracting(Violation::offset).containsExactly(8L);
    for (byte[] one : List.of(described, configured)) {
      assertThat(
              new EncoderValidator(setup(CaseProfile.MIGRATION), TASK, ALL).validate(channel(one)))
          .isEmpty();
    }
  }

  @Test
  void seesBytesBehindTheEnd() throws Exception {
    byte[] stream = valid();

    assertOne(join(stream, one(9)), Clause.TRAILING_BYTES, stream.length, "1 bytes after");
  }

  @Test
  void seesADeltaBehindPostcopy() throws Exception {
    // PACKAGED with one command inside: POSTCOPY_RUN.
    byte[] packaged = bytes(8, 0, 7, 0, 4, 0, 0, 0, 5, 8, 0, 5, 0, 0);
    byte[] stream = stream(start(list()), part(all()), packaged, part(delta()), end(whole(THIRD)));

    assertThat(
            new EncoderValidator(setup(CaseProfile.MIGRATION), TASK, ALL).validate(channel(stream)))
        .extracting(Violation::clause, Violation::offset)
        .containsExactly(
            tuple(Clause.XBZRLE_BEFORE_POSTCOPY, (long) find(stream, named(0, 0x40, "a"), 0)));
  }

  @Test
  void seesWhatTheStrictReaderRefuses() throws Exception {
    byte[] stream = valid();
    int header = find(stream, named(0, 0x08, "a"), 0);
    stream[header + 7] = 0x0a;

    assertOne(stream, Clause.ONE_KIND, header, "");
  }

  @Test
  void seesAPageSizeInTheConfigurationThatIsNotTheGuests() throws Exception {
    byte[] stream = valid();
    byte[] subsection =
        join(
            bytes(7, 0, 0, 0, 1, 'x', 5, 30),
            "configuration/target-page-bits".getBytes(),
            bytes(0, 0, 0, 1, 0, 0, 0, 13));
    byte[] configured =
        join(Arrays.copyOf(stream, 8), subsection, Arrays.copyOfRange(stream, 8, stream.length));

    assertThat(
            new EncoderValidator(setup(CaseProfile.MIGRATION), TASK, ALL)
                .validate(channel(configured)))
        .extracting(Violation::clause)
        .containsExactly(Clause.TARGET_PAGE_BITS);
  }

  @Test
  void seesACompressedPageOfOtherContent() throws Exception {
    byte[] payload = new byte[PageSize.X86.compressBound()];
    int length;
    try (PageDeflater deflater = new PageDeflater(PageSize.X86, 1)) {
      length = deflater.deflate(changed(SECOND, 0, 9), 0, payload, 0);
    }
    byte[] wrong =
        join(
            named(0, 0x100, "a"),
            ByteBuffer.allocate(4).putInt(length).array(),
            Arrays.copyOf(payload, length));
    byte[] stream = stream(start(list()), part(all()), part(wrong), end(whole(THIRD)));

    assertOne(stream, Clause.COMPRESS_ONE_PAGE, find(stream, named(0, 0x100, "a"), 0), "a, where");
  }

  @Test
  void holdsQemusTwinToItsBytes() throws Exception {
    // Valid, but an nzrun that covers equal bytes, a name where CONTINUE would do, a zero page.
    byte[] longDelta = join(word(0x60), bytes(1, 0, 5, 4, 3, SECOND[4], 0xaa, SECOND[6]));
    byte[] named = join(named(0, 0x08, "a"), THIRD);
    byte[] zero = join(named(0, 0x08, "b"), new byte[PAGE]);
    byte[] round = join(named(0, 0x08, "a"), FIRST, word(0x22 | 0x1000), one(0), zero);
    byte[] stream =
        stream(
            start(list()),
            part(round),
            part(join(named(0, 0x02, "b"), one(0), named(0, 0x40, "a"), tail(longDelta))),
            end(named));

    assertThat(validate(stream)).isEmpty();
    assertThat(
            new EncoderValidator(setup(CaseProfile.QEMU_IDENTICAL), TASK, ALL)
                .validate(channel(stream)))
        .extracting(Violation::clause)
        .containsExactly(
            Clause.ZERO_RECORD,
            Clause.CONTINUE_BLOCK,
            Clause.ENCODE_MAXIMAL_RUNS,
            Clause.CONTINUE_BLOCK);
  }

  @Test
  void boundsWhatAStreamMayBring() throws Exception {
    // Page after page that the guest has not: 64 KiB pages of 16 MiB and more beyond its content.
    int large = 65536;
    long length = (long) large * 600;
    List<RamBlock> blocks = List.of(new RamBlock(0, Idstr.of("a"), length));
    EncoderTask task =
        new EncoderTask(
            List.of(new EncoderRound(List.of(MemoryImage.zero(length)), List.of())),
            new TreeSet<>());
    CaseSetup setup =
        new CaseSetup(profile, new PageSize(large), blocks, new TreeMap<>(), new TreeSet<>());
    byte[] content = new byte[large];
    content[0] = 1;
    ByteArrayOutputStream pages = new ByteArrayOutputStream();
    pages.writeBytes(join(named(0, 0x08, "a"), content));
    for (int i = 1; i < 600; i++) {
      pages.writeBytes(join(word((long) i * large | 0x28), content));
    }
    byte[] list = join(word(length | 0x04), one(1), "a".getBytes(), word(length));

    assertThat(
            new EncoderValidator(setup, task, ALL)
                .validate(channel(stream(start(list), end(pages.toByteArray())))))
        .hasSize(20);
  }

  private void assertOne(byte[] stream, Clause clause, long offset, String detail)
      throws Exception {
    List<Violation> found = validate(stream);
    assertThat(found).hasSize(1);
    assertThat(found.get(0).clause()).isEqualTo(clause);
    assertThat(found.get(0).offset()).isEqualTo(offset);
    assertThat(found.get(0).message()).contains(detail);
  }

  private List<Violation> validate(byte[] stream) throws Exception {
    return new EncoderValidator(setup(profile), TASK, ALL).validate(channel(stream));
  }

  private static CaseSetup setup(CaseProfile profile) {
    List<RamBlock> blocks =
        List.of(new RamBlock(0, Idstr.of("a"), 2 * PAGE), new RamBlock(1, Idstr.of("b"), PAGE));
    return new CaseSetup(profile, PageSize.X86, blocks, new TreeMap<>(), new TreeSet<>());
  }

  private static ReadableByteChannel channel(byte[] stream) {
    return Channels.newChannel(new ByteArrayInputStream(stream));
  }

  private static EncoderRound round(List<DirtyRange> dirty, byte[] page) {
    MemoryImage a = MemoryImage.zero(2 * PAGE).with(0, page);
    return new EncoderRound(List.of(a, MemoryImage.zero(PAGE)), dirty);
  }

  private static byte[] page(int seed) {
    byte[] page = new byte[PAGE];
    for (int i = 0; i < PAGE; i++) {
      page[i] = (byte) (seed + 7 * i + (i >> 8));
    }
    return page;
  }

  private static byte[] changed(byte[] page, int at, int value) {
    byte[] changed = page.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private static byte[] valid() {
    return stream(start(list()), part(all()), part(delta()), part(whole(THIRD)), end());
  }

  private static byte[] stream(byte[]... sections) {
    return join(bytes('Q', 'E', 'V', 'M', 0, 0, 0, 3), join(sections), one(0));
  }

  private static byte[] start(byte[] records) {
    return join(bytes(1, 0, 0, 0, 2, 3, 'r', 'a', 'm', 0, 0, 0, 0, 0, 0, 0, 4), records, closing());
  }

  private static byte[] part(byte[]... records) {
    return join(bytes(2, 0, 0, 0, 2), join(records), closing());
  }

  private static byte[] end(byte[]... records) {
    return join(bytes(3, 0, 0, 0, 2), join(records), closing());
  }

  private static byte[] closing() {
    return join(word(0x10), bytes(0x7e, 0, 0, 0, 2));
  }

  private static byte[] list() {
    return join(
        word(0x3000 | 0x04),
        one(1),
        "a".getBytes(),
        word(0x2000),
        one(1),
        "b".getBytes(),
        word(PAGE));
  }

  private static byte[] all() {
    return join(named(0, 0x08, "a"), FIRST, word(0x22 | 0x1000), one(0), zeroOfB());
  }

  private static byte[] zeroOfB() {
    return join(named(0, 0x02, "b"), one(0));
  }

  private static byte[] whole(byte[] content) {
    return join(named(0, 0x08, "a"), content);
  }

  /** What turns the first content into the second. */
  private static byte[] delta() {
    return join(named(0, 0x40, "a"), bytes(1, 0, 3, 5, 1, 0xaa));
  }

  private static byte[] xbzrle(int... delta) {
    return join(named(0, 0x40, "a"), bytes(1, 0, delta.length), bytes(delta));
  }

  private static byte[] tail(byte[] record) {
    return Arrays.copyOfRange(record, 8, record.length);
  }

  private static byte[] named(long pageOffset, int flag, String block) {
    return join(word(pageOffset | flag), one(block.length()), block.getBytes());
  }

  private static byte[] word(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  private static byte[] one(int value) {
    return new byte[] {(byte) value};
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(joined::writeBytes);
    return joined.toByteArray();
  }

  /** Finds where bytes occur for the nth time, counted from 0. */
  private static int find(byte[] stream, byte[] wanted, int nth) {
    int seen = 0;
    for (int at = 0; at + wanted.length <= stream.length; at++) {
      if (Arrays.equals(stream, at, at + wanted.length, wanted, 0, wanted.length)
          && seen++ == nth) {
        return at;
      }
    }
    throw new AssertionError("not in the stream");
  }
}
