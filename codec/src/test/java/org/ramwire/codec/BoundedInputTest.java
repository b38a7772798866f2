package org.ramwire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ramwire.codec.Faults.assertFault;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.format.Clause;

class BoundedInputTest {

  private static final int OUTER_AT = 3;

  /** Three bytes, then a part of ten bytes, then a be32. */
  private static StreamInput outer(int most) throws IOException {
    Wire wire = new Wire().hex("aa aa aa 00 01 02 03 04 05 06 07 08 09").be32(0x11223344);
    StreamInput outer = new StreamInput(new TricklingChannel(wire.toArray(), most));
    outer.skip(OUTER_AT, "what stands before");
    return outer;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 100})
  void readsThePartAndNoByteAfterIt(int most) throws IOException {
    StreamInput outer = outer(most);
    BoundedInput part = outer.bounded(10, "the part");
    StreamInput cursor = part.cursor();
    cursor.require(10, "a field");
    assertThat(cursor.be64()).isEqualTo(0x0001020304050607L);
    assertThat(cursor.be16()).isEqualTo(0x0809);
    assertThat(cursor.atEnd()).isTrue();
    part.skipRest();
    outer.require(Integer.BYTES, "what follows");
    assertThat(outer.be32()).isEqualTo(0x11223344);
  }

  @Test
  void countsOffsetsOfTheWholeChannel() throws IOException {
    StreamInput outer = outer(100);
    StreamInput cursor = outer.bounded(10, "the part").cursor();
    assertThat(cursor.offset()).isEqualTo(OUTER_AT);
    cursor.skip(4, "a field");
    assertThat(cursor.offset()).isEqualTo(OUTER_AT + 4);
  }

  @Test
  void cutsWhatWouldPassThePartAndNamesThePart() throws IOException {
    StreamInput cursor = outer(100).bounded(10, "the part").cursor();
    cursor.skip(8, "a field");
    assertThat(
            assertFault(
                () -> cursor.require(3, "another field"), Clause.ELEMENT_COMPLETE, OUTER_AT + 8))
        .hasMessageContaining(
            "the part ends inside another field: expected 3 more byte(s), found 2");
    assertFault(() -> cursor.skip(3, "another field"), Clause.ELEMENT_COMPLETE, OUTER_AT + 10);
  }

  @Test
  void standsAfterThePartWhateverTheCursorHasTaken() throws IOException {
    StreamInput outer = outer(2);
    BoundedInput part = outer.bounded(10, "the part");
    part.cursor().require(1, "a field");
    part.skipRest();
    assertThat(outer.offset()).isEqualTo(OUTER_AT + 10);
  }

  @Test
  void hasAPartInsideAPart() throws IOException {
    StreamInput outer = outer(100);
    BoundedInput part = outer.bounded(10, "the part");
    StreamInput inner = part.cursor().bounded(2, "the inner part").cursor();
    inner.skip(2, "a field");
    assertThat(inner.atEnd()).isTrue();
    assertThat(part.cursor().offset()).isEqualTo(OUTER_AT + 2);
  }

  @Test
  void reportsAnInputThatEndsInsideThePart() throws IOException {
    StreamInput outer = outer(100);
    BoundedInput part = outer.bounded(15, "the part");
    assertThat(assertFault(part::skipRest, Clause.ELEMENT_COMPLETE, OUTER_AT + 14))
        .hasMessageContaining("the input ends inside the part: expected 1 more byte(s)");
  }

  @Test
  void takesAnEmptyPart() throws IOException {
    StreamInput outer = outer(100);
    BoundedInput part = outer.bounded(0, "the part");
    assertThat(part.cursor().atEnd()).isTrue();
    part.skipRest();
    assertThat(outer.offset()).isEqualTo(OUTER_AT);
  }
}
