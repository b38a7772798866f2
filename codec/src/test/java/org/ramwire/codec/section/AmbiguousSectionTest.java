package org.ramwire.codec.section;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
import org.ramwire.format.StreamException;

/** What a guest can write into a device that nobody knows, before all memory has come (CON-067). */
class AmbiguousSectionTest {

  private static final int PAGE = 4096;
  private static final int ID = 9;

  @TempDir private Path folder;

  /** A stream whose first section is an unknown device, its state between a start and an end. */
  private static Wire early(int id, Consumer<Wire> state) {
    Wire wire = new Wire().header().section(SectionType.FULL, id, "early", 0, 1);
    wire.filled(3, 1).then(state).filled(3, 2).footer(id);
    return wire.then(AmbiguousSectionTest::ram);
  }

  /** The same between two pieces of ram. */
  private static Wire between(int id, Consumer<Wire> state) {
    Wire wire = new Wire().header().ramStart(2).oneBlock("r", PAGE).eos().footer(2);
    wire.section(SectionType.FULL, id, "between", 0, 1).filled(3, 1).then(state).filled(3, 2);
    wire.footer(id).part(2).zero(0, "r", 0).eos().footer(2).end(2).eos().footer(2);
    return wire.full(11, "z", new byte[3]).footer(11).eof();
  }

  private static void ram(Wire wire) {
    wire.ramStart(2).oneBlock("r", PAGE).eos().footer(2).part(2).zero(0, "r", 0).eos().footer(2);
    wire.end(2).eos().footer(2).full(11, "z", new byte[3]).footer(11).eof();
  }

  private static void page(Wire wire) {
    wire.part(2).page(0, "r", PAGE, 0x66).eos().footer(2);
  }

  private static void start(Wire wire) {
    wire.ramStart(2).oneBlock("r", PAGE).eos().footer(2);
  }

  /** What a guest may put into a device that stands between two pieces of ram. */
  static Stream<Consumer<Wire>> forgeriesBetween() {
    return Stream.of(
        w -> w.footer(ID).then(AmbiguousSectionTest::page),
        w -> w.footer(ID).then(AmbiguousSectionTest::page).full(77, "cover", new byte[9]),
        w -> w.footer(ID).then(AmbiguousSectionTest::page).end(2).eos().footer(2),
        w -> w.footer(ID).then(AmbiguousSectionTest::page).end(2).eos().footer(2).eof(),
        w -> w.footer(ID).then(AmbiguousSectionTest::page).eof(),
        w -> w.footer(ID).then(AmbiguousSectionTest::page).footer(ID),
        w ->
            w.footer(ID)
                .then(AmbiguousSectionTest::page)
                .end(2)
                .eos()
                .footer(2)
                .eof()
                .vmdesc("{\"page_size\":4096}"));
  }

  /** The same before ram, where a whole stream fits. */
  static Stream<Consumer<Wire>> forgeriesBefore() {
    return Stream.of(
        w -> w.footer(ID).then(AmbiguousSectionTest::start).then(AmbiguousSectionTest::page),
        w ->
            w.footer(ID)
                .then(AmbiguousSectionTest::start)
                .then(AmbiguousSectionTest::page)
                .end(2)
                .eos()
                .footer(2)
                .eof(),
        w ->
            w.footer(ID)
                .then(AmbiguousSectionTest::start)
                .then(AmbiguousSectionTest::page)
                .end(2)
                .eos()
                .footer(2)
                .full(77, "cover", new byte[9]));
  }

  private static RecordingVisitor read(byte[] bytes, int step, ReaderOptions options)
      throws IOException {
    RecordingVisitor log = new RecordingVisitor();
    StreamInput input = new StreamInput(new TricklingChannel(bytes, step), 1 << 10);
    MigrationStreamReader.open(input, options, log).read();
    return log;
  }

  private static void assertRefused(byte[] bytes) {
    for (int step : new int[] {1 << 20, 300, 1}) {
      Faults.fault(() -> read(bytes, step, ReaderOptions.DEFAULT));
    }
  }

  @ParameterizedTest
  @MethodSource("forgeriesBetween")
  void refusesWhatAGuestWroteIntoADeviceBetween(Consumer<Wire> forgery) {
    assertRefused(between(ID, forgery).toArray());
  }

  @ParameterizedTest
  @MethodSource("forgeriesBefore")
  void refusesWhatAGuestWroteIntoADeviceBefore(Consumer<Wire> forgery) {
    assertRefused(early(ID, forgery).toArray());
  }

  @Test
  void namesBothEndsWhereTheReadingGoesOnWell() {
    // The forged reading is whole: the rest of the device and the true rest are another device's.
    Wire wire =
        between(
            ID,
            w ->
                w.footer(ID)
                    .then(AmbiguousSectionTest::page)
                    .end(2)
                    .eos()
                    .footer(2)
                    .section(SectionType.FULL, 11, "z", 0, 1));
    byte[] bytes = wire.toArray();
    int first = 8 + 16 + 18 + 8 + 5 + 8 + 17 + 3;

    StreamException fault = Faults.fault(() -> read(bytes, 1 << 20, ReaderOptions.DEFAULT));
    assertThat(fault.clause()).as(fault.getMessage()).isEqualTo(Clause.DEVICE_SECTION_AMBIGUOUS);
    assertThat(fault.getMessage()).containsPattern("0x[0-9a-f]+ or at 0x[0-9a-f]+");
    assertThat(fault.offset()).isBetween(first - 10L, first + 10L);
  }

  @Test
  void goesOnWithTheFirstByAGuessAndSaysSo() throws Exception {
    Wire wire =
        between(
            ID,
            w ->
                w.footer(ID)
                    .then(AmbiguousSectionTest::page)
                    .end(2)
                    .eos()
                    .footer(2)
                    .section(SectionType.FULL, 11, "z", 0, 1));
    RecordingVisitor log = new RecordingVisitor();
    MigrationStreamReader reader =
        MigrationStreamReader.open(Faults.input(wire), ReaderOptions.DEFAULT.withGuess(true), log);
    reader.read();

    assertThat(reader.guessed()).isTrue();
    assertThat(log.warnings).containsExactly(Clause.DEVICE_SECTION_AMBIGUOUS);
    assertThat(log.pages).isEqualTo(1);
  }

  @Test
  void findsASecondEndWhoseIdIsMadeOfFooterBytes() {
    int id = 0x7e7e7e7e;
    Wire wire = between(id, w -> w.filled(3, 0x7e).footer(id).then(AmbiguousSectionTest::page));

    assertRefused(wire.toArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 273, 274, 275, 300, 1 << 20})
  void findsASecondEndWhereverTheWindowEnds(int step) {
    for (int shift = 0; shift < 300; shift += 13) {
      int more = shift;
      Wire wire = new Wire().header().full(ID, "early", new byte[4]).footer(ID);
      start(wire);
      wire.part(2).be64(8).name("r").filled(more, 5).footer(ID).ramStart(2);
      wire.filled(PAGE - more - 22, 5).eos().footer(2).end(2).eos().footer(2).eof();

      StreamException fault = Faults.fault(() -> read(wire.toArray(), step, ReaderOptions.DEFAULT));
      assertThat(fault.clause()).isEqualTo(Clause.DEVICE_SECTION_AMBIGUOUS);
    }
  }

  @Test
  void takesASecondFooterThatNothingCanFollow() throws Exception {
    Wire wire = new Wire().header().full(ID, "early", new byte[4]).footer(ID);
    start(wire);
    wire.part(2).be64(8).name("r").footer(ID).filled(PAGE - 5, 5).eos().footer(2);
    wire.end(2).eos().footer(2).eof();

    RecordingVisitor log = read(wire.toArray(), 1 << 20, ReaderOptions.DEFAULT);
    assertThat(log.pages).isEqualTo(1);
    assertThat(log.warnings).isEmpty();
  }

  /** After the END a search decides about no memory. */
  @Test
  void takesAnythingInADeviceAfterRam() throws Exception {
    Wire wire = new Wire().header().ramStart(2).oneBlock("r", PAGE).zero(0, "r", 0).eos().footer(2);
    wire.end(2).eos().footer(2).section(SectionType.FULL, ID, "late", 0, 1);
    wire.filled(3, 1).footer(ID).full(12, "no", new byte[3]).footer(ID);
    wire.full(12, "no", new byte[3]).footer(12).eof();

    RecordingVisitor log = read(wire.toArray(), 1 << 20, ReaderOptions.DEFAULT);
    assertThat(log.warnings).isEmpty();
    assertThat(log.zeroes).isEqualTo(1);
  }

  /** Without footers the first sign of one is the device's own state. */
  @Test
  void refusesAStreamInsideADeviceOfAStreamWithoutFooters() {
    Wire wire = new Wire().header().section(SectionType.FULL, ID, "early", 0, 1).filled(3, 1);
    wire.footer(ID).then(AmbiguousSectionTest::start).then(AmbiguousSectionTest::page);
    wire.end(2).eos().footer(2).eof();
    wire.ramStart(2).oneBlock("r", PAGE).eos().part(2).zero(0, "r", 0).eos().end(2).eos().eof();

    assertRefused(wire.toArray());
    assertThat(Faults.fault(() -> StreamLog.of(wire)).clause())
        .isEqualTo(Clause.DEVICE_SECTION_AMBIGUOUS);
  }

  @Test
  void takesPaddingAfterAStreamWithAnEarlyDevice() throws Exception {
    Wire wire = early(ID, w -> {}).filled(5000, 0);

    assertThat(read(wire.toArray(), 1 << 20, ReaderOptions.DEFAULT).warnings).isEmpty();
  }

  @Test
  void staysGuessedWhereTheInputBreaksOff() throws IOException {
    Wire whole = early(ID, w -> {});
    byte[] cut = Arrays.copyOf(whole.toArray(), whole.offset() - 10);
    MigrationStreamReader reader =
        MigrationStreamReader.open(
            Faults.input(cut), ReaderOptions.DEFAULT, new RecordingVisitor());

    Faults.fault(reader::read);
    assertThat(reader.guessed()).isTrue();
  }

  // The description of a file

  private static String described(String name, int payload) {
    return "{\"page_size\":4096,\"devices\":[{\"name\":\""
        + name
        + "\",\"instance_id\":0,\"fields\":[{\"name\":\"f\",\"size\":"
        + payload
        + "}]},{\"name\":\"z\",\"instance_id\":0,\"fields\":[{\"size\":3}]}]}";
  }

  private RecordingVisitor readFile(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("stream"), bytes);
    RecordingVisitor log = new RecordingVisitor();
    try (FileChannel channel = FileChannel.open(file)) {
      MigrationStreamReader reader =
          MigrationStreamReader.open(new StreamInput(channel), ReaderOptions.DEFAULT, log);
      reader.ofFile(channel, 0);
      reader.read();
    }
    return log;
  }

  @Test
  void endsADeviceOfAFileWhereTheDescriptionSays() throws Exception {
    Wire forged = new Wire().footer(ID).then(AmbiguousSectionTest::page);
    Wire wire = between(ID, w -> w.bytes(forged.toArray()));
    wire.vmdesc(described("between", 3 + forged.offset() + 3));

    RecordingVisitor log = readFile(wire.toArray());
    assertThat(log.pages).isZero();
    assertThat(log.zeroes).isEqualTo(1);
    assertThat(log.warnings).isEmpty();
    assertThat(log.ends).contains(SectionEnd.DESCRIPTION);
    assertRefused(wire.toArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1, 0x7fffffff})
  void searchesWhereTheDescriptionIsWrong(int difference) throws Exception {
    Wire wire = between(ID, w -> {});
    int size = difference > 1 ? difference : 6 + difference;
    wire.vmdesc(described("between", size));

    RecordingVisitor log = readFile(wire.toArray());
    assertThat(log.zeroes).isEqualTo(1);
    assertThat(log.ends).contains(SectionEnd.SEARCH).doesNotContain(SectionEnd.DESCRIPTION);
    assertThat(log.warnings).containsExactly(Clause.VMDESC_AGREES);
  }

  @Test
  void leavesADescriptionInsideADeviceAlone() throws Exception {
    Wire forged = new Wire().footer(ID).then(AmbiguousSectionTest::page);
    Wire wire = between(ID, w -> w.bytes(forged.toArray()).eof().vmdesc(described("between", 3)));

    Faults.fault(() -> readFile(wire.toArray()));
  }

  /** A watch that is given pieces of any length finds what one that is given all finds. */
  @Test
  void findsTheSameWhateverThePieces() throws Exception {
    Random random = new Random(20151030);
    for (int run = 0; run < 300; run++) {
      Wire wire = new Wire().header().full(ID, "early", new byte[4]).footer(ID);
      start(wire);
      wire.part(2).be64(8).name("r");
      byte[] page = new byte[PAGE];
      for (int i = random.nextInt(900); i < PAGE - 20; i += 6 + random.nextInt(900)) {
        page[i] = SectionType.FOOTER;
        page[i + 4] = ID;
        page[i + 5] = (byte) random.nextInt(9);
        page[i + 9] = (byte) random.nextInt(4);
      }
      wire.bytes(page).eos().footer(2).end(2).eos().footer(2).eof();
      byte[] bytes = wire.toArray();
      assertThat(outcome(bytes, 1 + random.nextInt(700))).isEqualTo(outcome(bytes, 1 << 20));
    }
  }

  private static String outcome(byte[] bytes, int step) throws IOException {
    try {
      return List.copyOf(read(bytes, step, ReaderOptions.DEFAULT).warnings).toString();
    } catch (StreamException e) {
      return e.getMessage();
    }
  }

  /** A forgery in a later piece: what counts after its true end was not known at the first one. */
  @Test
  void refusesWhatAGuestWroteIntoALaterPiece() {
    Wire wire = new Wire().header().section(SectionType.START, ID, "pieces", 0, 1).filled(3, 1);
    wire.footer(ID).then(AmbiguousSectionTest::start).part(2).page(0, "r", PAGE, 3).eos().footer(2);
    wire.part(ID).filled(3, 1);
    wire.footer(ID).then(AmbiguousSectionTest::page).part(ID).filled(3, 1);
    wire.footer(ID).end(2).eos().footer(2).end(ID).filled(3, 1).footer(ID).eof();

    assertRefused(wire.toArray());
    assertThat(Faults.fault(() -> StreamLog.of(wire)).clause())
        .isEqualTo(Clause.DEVICE_SECTION_AMBIGUOUS);
  }

  /** Nothing follows the stream's end: the true memory is the state of a last device. */
  @Test
  void refusesAStreamThatSwallowsTheTrueMemory() {
    int cover = 12;
    Wire wire = new Wire().header().section(SectionType.FULL, ID, "early", 0, 1).filled(3, 1);
    wire.footer(ID).then(AmbiguousSectionTest::start).then(AmbiguousSectionTest::page);
    wire.end(2).eos().footer(2).section(SectionType.FULL, cover, "cover", 0, 1).filled(3, 1);
    wire.ramStart(2).oneBlock("r", PAGE).eos().part(2).zero(0, "r", 0).eos().end(2).eos();
    wire.full(13, "last", new byte[3]).footer(cover).eof();

    assertRefused(wire.toArray());
    assertThat(Faults.fault(() -> StreamLog.of(wire)).clause())
        .isEqualTo(Clause.DEVICE_SECTION_AMBIGUOUS);
  }
}
