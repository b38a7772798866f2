package org.ramwire.codec.section;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ramwire.codec.Faults.assertFault;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.Wire;
import org.ramwire.codec.container.StreamLog;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.SectionType;
import org.ramwire.format.TruncatedStreamException;
import org.ramwire.format.UnsupportedStreamException;

/** The way past device sections: their footers, and EOF where there are none. */
class DeviceSectionTest {

  private static final int PAGE = 4096;

  private static Wire footed() {
    return new Wire()
        .header()
        .ramStart(2)
        .oneBlock("r", PAGE)
        .eos()
        .footer(2)
        .end(2)
        .eos()
        .footer(2);
  }

  private static Wire footless() {
    return new Wire().header().ramStart(2).oneBlock("r", PAGE).eos().end(2).eos();
  }

  private static String device(String name, int payload) {
    return "{\"name\":\""
        + name
        + "\",\"instance_id\":0,\"fields\":[{\"name\":\"f\",\"size\":"
        + payload
        + "}]}";
  }

  private static String description(String... devices) {
    return "{\"page_size\":4096,\"devices\":[" + String.join(",", devices) + "]}";
  }

  // With footers

  @Test
  void findsEachDevicesEndAndAgreesWithTheDescription() throws Exception {
    Wire wire = footed();
    int at = wire.offset();
    wire.full(3, "a", new byte[5]).footer(3).full(4, "bb", new byte[0]).footer(4).eof();
    wire.vmdesc(description(device("a", 5), device("bb", 0)));

    List<String> lines = StreamLog.of(wire);
    assertThat(lines)
        .containsSubsequence(
            at + " FULL 3 a",
            "end of 3: " + (at + 15) + "+5 footer",
            (at + 25) + " FULL 4 bb",
            "end of 4: " + (at + 41) + "+0 footer",
            (at + 46) + " EOF");
    assertThat(StreamLog.warnings(lines)).isEmpty();
  }

  @Test
  void warnsWhereTheDescriptionDisagrees() throws Exception {
    for (String[] devices :
        new String[][] {
          {},
          {device("a", 4), device("bb", 0)},
          {device("a", 5), device("b", 0)},
          {device("bb", 0), device("a", 5)},
          {device("a", 5)},
          {device("a", 5), device("bb", 0), device("c", 0)},
        }) {
      Wire wire = footed();
      wire.full(3, "a", new byte[5]).footer(3).full(4, "bb", new byte[0]).footer(4).eof();
      int at = wire.offset();
      wire.vmdesc(description(devices));

      assertThat(StreamLog.warnings(StreamLog.of(wire)))
          .isNotEmpty()
          .allMatch(line -> line.equals(at + " warns CON-044"));
    }
  }

  /** Bytes in a device's state that look like its footer, but not with an element after. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "7e00000003",
        "7e00000003 7e00000003",
        "7e 7e00000003 ff",
        "7e7e7e7e7e",
        "7e00000004 00",
        "7e00000003 05",
        "7e00000003 06",
        "7e00000003 7e",
        "7e00000003 ff",
        "7e00000003 00 00",
        "7e00000003 00 06 00000000 7b",
        "7e00000003 00 06 ffffffff 7b",
        "7e00000003 00 06 00000002 5b",
        "7e00000003 01 00000009 00 000000000000000000",
        "7e00000003 04 00000009 03 6100620000000000000000",
        "7e00000003 04 00000009 01 7f0000000000000000",
        "7e00000003 04 00000009 01 1f0000000000000000",
        "7e00000003 04 00000009 03 72616d 00000000 00000004",
        "7e00000003 04 00000003 01 620000000000000000",
        "7e00000003 01 00000002 01 620000000000000000",
        "7e00000003 02 00000003",
        "7e00000003 02 00000002",
        "7e00000003 03 00000009",
        "7e00000003 08 0000 0000",
        "7e00000003 08 000c 0000",
        "7e00000003 08 0002 0003",
      })
  void passesOverAFalseFooter(String state) throws Exception {
    byte[] payload = new Wire().u8(1).hex(state).hex("ee").toArray();
    Wire wire = footed();
    int at = wire.offset();
    wire.full(3, "a", payload).footer(3).full(4, "b", new byte[2]).footer(4).eof();
    wire.vmdesc(description(device("a", payload.length), device("b", 2)));

    List<String> lines = StreamLog.of(wire);
    assertThat(lines)
        .contains("end of 3: " + (at + 15) + "+" + payload.length + " footer")
        .anyMatch(line -> line.endsWith(" vmdesc " + vmdescLength(payload.length) + " of 2"));
    assertThat(StreamLog.warnings(lines)).isEmpty();
  }

  /** What stands after the last device's footer and EOF begins as a description and is none. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "06 ffffffff 7b7d",
        "06 80000000 7b7d",
        "06 00000000 7b7d",
        "06 00000002 5b5d",
        "06 00000005 0000000000"
      })
  void refusesAWrongDescriptionBehindDevices(String after) {
    Wire wire = footed();
    wire.full(3, "a", new byte[4]).footer(3).eof();
    int at = wire.offset();
    wire.hex(after);

    assertThatThrownBy(() -> StreamLog.of(wire))
        .isInstanceOfSatisfying(
            MalformedStreamException.class,
            e -> {
              assertThat(e.clause()).isEqualTo(Clause.VMDESC_LENGTH);
              assertThat(e.offset()).isEqualTo(at);
            });
  }

  /** As above, but the ram section has not ended: then an EOF has to be the last of the input. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "7e00000003 00",
        "7e00000003 00 ff",
        "7e00000003 00 06 00000002 7b7d",
        "7e00000003 00 06 00000007 2022",
        "7e00000003 04 00000009 03 72616d 00000000 00000004",
      })
  void passesOverAFalseFooterBeforeTheRamSectionsEnd(String state) throws Exception {
    byte[] payload = new Wire().u8(1).hex(state).hex("ee").toArray();
    Wire wire = new Wire().header().ramStart(2).oneBlock("r", PAGE).eos().footer(2);
    int at = wire.offset();
    wire.full(3, "a", payload).footer(3);
    wire.end(2).zero(0, "r", 0).eos().footer(2).eof();

    List<String> lines = StreamLog.of(wire);
    assertThat(lines)
        .contains("end of 3: " + (at + 15) + "+" + payload.length + " footer")
        .anyMatch(line -> line.endsWith("ZERO r"))
        .noneMatch(line -> line.contains("trailing"));
    assertThat(StreamLog.warnings(lines)).isEmpty();
  }

  @Test
  void takesAnEofWithADescriptionThoughRamHasNotEnded() throws Exception {
    Wire wire = new Wire().header().ramStart(2).oneBlock("r", PAGE).eos().footer(2);
    wire.full(3, "a", new byte[5]).footer(3).eof();
    int at = wire.offset();
    wire.vmdesc(description(device("a", 5)));
    int end = wire.offset();

    assertThat(StreamLog.warnings(StreamLog.of(wire))).containsExactly(end + " warns CON-018");
    assertThat(assertFault(() -> StreamLog.of(wire.u8(0)), Clause.ELEMENT_COMPLETE, at - 26))
        .isInstanceOf(TruncatedStreamException.class);
  }

  @Test
  void takesTheFirstOfTwoEofsWithOtherBytesBehind() throws Exception {
    Wire wire = footed().full(3, "a", new byte[4]);
    int first = wire.offset() + 5;
    wire.footer(3).eof().hex("ee").footer(3).eof().hex("ee");

    assertThat(StreamLog.of(wire)).contains(first + " EOF");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "04", "04 000000", "04 00000009", "04 00000009 ff", "08", "08 00", "02"})
  void takesAHeadThatTheInputCutsForTheNextElement(String head) {
    Wire wire = footed().full(3, "a", new Wire().hex("7e00000003 00 ee").toArray()).footer(3);
    int at = wire.offset();
    wire.hex(head);

    assertThatThrownBy(() -> StreamLog.of(wire))
        .isInstanceOfSatisfying(
            TruncatedStreamException.class,
            e -> assertThat(e.offset()).isBetween((long) at, at + 9L));
  }

  @Test
  void readsNamesBeyondAscii() throws Exception {
    Wire wire = footed().full(3, "a", new byte[4]).footer(3);
    wire.full(4, "ger\u00e4t", new byte[4]).footer(4).eof();

    assertThat(StreamLog.of(wire)).anyMatch(line -> line.endsWith("FULL 4 ger\u00e4t"));
  }

  private static int vmdescLength(int payload) {
    return description(device("a", payload), device("b", 2)).length();
  }

  @Test
  void findsAFooterAroundTheWindowsEnd() throws Exception {
    for (int length = StreamInput.WINDOW_BYTES - 120; length < StreamInput.WINDOW_BYTES; length++) {
      Wire wire = footed();
      wire.full(3, "a", new Wire().filled(length, 0x7e).toArray()).footer(3).eof();

      assertThat(StreamLog.of(wire)).contains("end of 3: 89+" + length + " footer");
    }
  }

  private static Wire devicesInPieces() {
    Wire wire = new Wire().header().ramStart(2).oneBlock("r", PAGE).eos().footer(2);
    wire.section(SectionType.START, 7, "own", 0, 1).filled(4, 9).footer(7);
    wire.part(2).zero(0, "r", 0).eos().footer(2);
    wire.part(7).filled(300, 9).footer(7);
    wire.command(2, new byte[4]);
    wire.end(2).eos().footer(2);
    wire.end(7).filled(1, 9).footer(7);
    return wire.full(8, "z", new byte[3]).footer(8).eof().vmdesc(description(device("z", 3)));
  }

  /** The first piece might as well go on to the second one's footer, over the page between them. */
  @Test
  void refusesAnUnknownDeviceWhosePiecesHaveMemoryBetweenThem() throws Exception {
    Wire wire = devicesInPieces();

    assertFault(() -> StreamLog.of(wire), Clause.DEVICE_SECTION_AMBIGUOUS, 77);
  }

  @Test
  void readsDevicesThatComeInPiecesByAGuess() throws Exception {
    Wire wire = devicesInPieces();

    List<String> lines = StreamLog.of(wire.toArray(), ReaderOptions.DEFAULT.withGuess(true));
    assertThat(lines.stream().map(line -> line.replaceAll("^\\d+ ", "")))
        .contains("START 7 own", "PART 7 own", "END 7 own", "FULL 8 z", "PART 2 ram");
    assertThat(StreamLog.warnings(lines)).containsExactly("77 warns CON-067");
  }

  @Test
  void readsAnEarlySectionBeforeRam() throws Exception {
    Wire wire = new Wire().header().full(1, "virtio-mem-early", new byte[40]).footer(1);
    wire.bytes(Arrays.copyOfRange(footed().toArray(), 8, footed().offset())).eof();
    wire.vmdesc(description(device("virtio-mem-early", 40)));

    List<String> lines = StreamLog.of(wire);
    assertThat(lines).contains("8 FULL 1 virtio-mem-early", "end of 1: 38+40 footer");
    assertThat(StreamLog.warnings(lines)).isEmpty();
  }

  @Test
  void refusesAnEarlySectionThatHasNoFooter() {
    Wire wire = new Wire().header().full(1, "virtio-mem-early", new byte[40]);
    wire.bytes(Arrays.copyOfRange(footless().toArray(), 8, footless().offset())).eof();

    assertThat(assertFault(() -> StreamLog.of(wire), Clause.DEVICE_SECTION_END, 8))
        .isInstanceOf(UnsupportedStreamException.class);
  }

  @Test
  void readsNamesOfAnyLengthBehindAFooter() throws Exception {
    for (int length : new int[] {1, 127, 128, 255}) {
      Wire wire = footed();
      String name = "n".repeat(length);
      wire.full(3, "a", new byte[2]).footer(3).full(4, name, new byte[2]).footer(4).eof();

      assertThat(StreamLog.of(wire)).anyMatch(line -> line.endsWith("FULL 4 " + name));
    }
  }

  @Test
  void reportsADeviceThatIsCutAtItsHead() {
    Wire wire = footed();
    int at = wire.offset();
    wire.full(3, "a", new byte[200_000]);

    assertThat(assertFault(() -> StreamLog.of(wire), Clause.ELEMENT_COMPLETE, at))
        .isInstanceOf(TruncatedStreamException.class);
  }

  // Without footers

  @Test
  void takesDevicesWithoutFootersAsOnePieceUpToTheDescription() throws Exception {
    Wire wire = footless();
    int at = wire.offset();
    wire.full(3, "a", new byte[5]).full(4, "bb", new byte[7]).eof();
    int eof = wire.offset() - 1;
    wire.vmdesc(description(device("a", 5), device("bb", 7)));

    List<String> lines = StreamLog.of(wire);
    assertThat(lines)
        .contains(at + " opaque " + (eof - at), eof + " EOF")
        .noneMatch(line -> line.contains("trailing"));
    assertThat(StreamLog.warnings(lines)).isEmpty();
  }

  @Test
  void warnsWhereTheOpaquePieceHasNotTheDescribedLength() throws Exception {
    Wire wire = footless();
    wire.full(3, "a", new byte[5]).eof();
    int at = wire.offset();
    wire.vmdesc(description(device("a", 4)));

    assertThat(StreamLog.warnings(StreamLog.of(wire))).containsExactly(at + " warns CON-044");
  }

  @Test
  void warnsOfDevicesWithNeitherFootersNorDescription() throws Exception {
    Wire wire = footless();
    int at = wire.offset();
    wire.full(3, "a", new byte[5]).eof();

    List<String> lines = StreamLog.of(wire);
    assertThat(lines).contains(at + " opaque " + (wire.offset() - 1 - at));
    assertThat(StreamLog.warnings(lines)).containsExactly(at + " warns CON-023");
  }

  @Test
  void passesOverFalseDescriptionsInTheOpaquePiece() throws Exception {
    for (String state :
        List.of(
            "0006 00000002 7b",
            "0006 00000002 7b7b",
            "0006 7fffffff 7b7d",
            "0006 00100000 7b7d",
            "0006 00000003 7b7d7d",
            "00 0006 00000000 7b7d",
            "0006 00000002 5b5d")) {
      Wire wire = footless();
      int at = wire.offset();
      byte[] payload = new Wire().hex(state).u8(1).toArray();
      wire.full(3, "a", payload).eof();
      int eof = wire.offset() - 1;
      wire.vmdesc(description(device("a", payload.length)));

      assertThat(StreamLog.of(wire)).contains(at + " opaque " + (eof - at));
      assertThat(StreamLog.warnings(StreamLog.of(wire))).isEmpty();
    }
  }

  @Test
  void reportsAnOpaquePieceWithoutEof() {
    Wire wire = footless();
    wire.full(3, "a", new byte[] {1, 2});

    assertFault(() -> StreamLog.of(wire), Clause.EOF, wire.offset());
  }

  @Test
  void refusesADeviceBetweenRamsPiecesWithoutFooters() {
    Wire wire = new Wire().header().ramStart(2).oneBlock("r", PAGE).eos();
    int at = wire.offset();
    wire.full(3, "a", new byte[5]).end(2).eos().eof();

    assertThat(assertFault(() -> StreamLog.of(wire), Clause.DEVICE_SECTION_OPAQUE, at))
        .isInstanceOf(UnsupportedStreamException.class);
  }
}
