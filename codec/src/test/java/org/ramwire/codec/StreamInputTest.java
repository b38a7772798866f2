package org.ramwire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ramwire.codec.Faults.assertFault;
import static org.ramwire.codec.Faults.input;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.format.Clause;

class StreamInputTest {

  private static final int WINDOW = StreamInput.WINDOW_BYTES;

  @Test
  void readsBigEndianFieldsInOrder() throws IOException {
    StreamInput input = input(new Wire().hex("ff fffe fffffffd fffffffffffffffc 0102"));
    input.require(15, "fields");

    assertThat(input.peek(1)).isEqualTo(0xff);
    assertThat(input.peekBe32(1)).isEqualTo(0xfffeffff);
    assertThat(input.peekBe64(0)).isEqualTo(0xfffffefffffffdffL);
    assertThat(input.u8()).isEqualTo(0xff);
    assertThat(input.be16()).isEqualTo(0xfffe);
    assertThat(input.be32()).isEqualTo(-3);
    assertThat(input.be64()).isEqualTo(-4);
    assertThat(input.offset()).isEqualTo(15);
    assertThat(input.atEnd()).isFalse();
    input.require(2, "rest");
    assertThat(input.bytes(2)).containsExactly(1, 2);
    assertThat(input.offset()).isEqualTo(17);
    assertThat(input.atEnd()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {-8, -7, -4, -1, 0, 1})
  void readsAFieldAtEveryPositionAroundTheWindowsEnd(int from) throws IOException {
    byte[] bytes = new Wire().filled(WINDOW + from, 0).be64(0x0102030405060708L).u8(9).toArray();
    for (int step : new int[] {1, 7, Integer.MAX_VALUE}) {
      StreamInput input = new StreamInput(new TricklingChannel(bytes, step));
      input.skip(WINDOW + from, "filler");

      input.require(Long.BYTES, "a field");
      assertThat(input.offset()).isEqualTo(WINDOW + from);
      assertThat(input.be64()).isEqualTo(0x0102030405060708L);
      input.require(1, "a byte");
      assertThat(input.u8()).isEqualTo(9);
      assertThat(input.atEnd()).isTrue();
    }
  }

  @Test
  void keepsOffsetsOverManyWindows() throws IOException {
    byte[] bytes = new byte[3 * WINDOW + 5];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 >>> 3);
    }
    StreamInput input = new StreamInput(new TricklingChannel(bytes, 4093));

    while (input.available(3)) {
      long at = input.offset();
      assertThat(input.peek(2)).isEqualTo(bytes[(int) at + 2] & 0xff);
      input.advance(3);
    }
    assertThat(input.offset() + input.buffered()).isEqualTo(bytes.length);
  }

  @Test
  void reportsACutWhereTheMissingElementStarts() throws IOException {
    StreamInput input = input(new byte[20]);
    input.require(12, "a first element");
    input.advance(12);

    assertFault(() -> input.require(9, "a second one"), Clause.ELEMENT_COMPLETE, 12);
    assertThat(input.available(8)).isTrue();
    assertThat(input.offset()).isEqualTo(12);
  }

  @Test
  void takesWhatIsLeftAfterACutReport() throws IOException {
    StreamInput input = new StreamInput(new TricklingChannel(new byte[] {1, 2, 3}, 1));

    assertFault(() -> input.require(4, "four bytes"), Clause.ELEMENT_COMPLETE, 0);
    input.require(3, "three bytes");
    assertThat(input.bytes(3)).containsExactly(1, 2, 3);
    assertThat(input.atEnd()).isTrue();
  }

  @Test
  void requiresNothingAtTheEnd() throws IOException {
    StreamInput input = input(new byte[0]);

    input.require(0, "nothing");
    input.skip(0, "nothing");
    assertThat(input.available(0)).isTrue();
    assertThat(input.atEnd()).isTrue();
  }

  @Test
  void skipsToTheLastByteAndNotBeyond() throws IOException {
    StreamInput whole = input(new byte[WINDOW + 10]);
    whole.skip(WINDOW + 10, "filler");
    assertThat(whole.atEnd()).isTrue();
    assertThat(whole.offset()).isEqualTo(WINDOW + 10);

    StreamInput cut = input(new byte[WINDOW + 10]);
    assertFault(() -> cut.skip(WINDOW + 11, "filler"), Clause.ELEMENT_COMPLETE, WINDOW + 10);
  }

  @Test
  void growsOnlyWithTheBytesThatCome() throws IOException {
    StreamInput input = input(new byte[WINDOW / 2]);

    assertThat(input.available(1 << 30)).isFalse();
    assertThat(input.window()).hasSize(WINDOW);
    assertThat(input.buffered()).isEqualTo(WINDOW / 2);
  }

  @Test
  void growsForAnElementThatIsLongerThanTheWindow() throws IOException {
    byte[] bytes = new Wire().filled(10, 1).filled(5 * WINDOW, 2).u8(3).toArray();
    StreamInput input = input(bytes);
    input.skip(10, "filler");

    input.require(5 * WINDOW + 1, "a long element");
    assertThat(input.offset()).isEqualTo(10);
    assertThat(input.peek(0)).isEqualTo(2);
    assertThat(input.peek(5 * WINDOW)).isEqualTo(3);
    assertThat(input.window().length).isLessThan(16 * WINDOW);
  }

  @Test
  void looksFarAheadFromEveryByteWithoutMovingTheWindowEachTime() {
    int ahead = 1 << 20;
    StreamInput input = new StreamInput(new TricklingChannel(new byte[ahead + 200_000], 1));

    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(5),
        () -> {
          while (input.available(ahead)) {
            input.advance(1);
          }
        });
    assertThat(input.offset()).isEqualTo(200_001);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4 << 20, (8 << 20) - 3, (8 << 20) - 2, 8 << 20, (8 << 20) + 5})
  void holdsTheLongestDescriptionInTwiceItsLength(int step) throws IOException {
    int longest = 1 + Integer.BYTES + Limits.DEFAULT.maxVmdescBytes();
    StreamInput input = input(new byte[40 << 20]);
    for (int i = 0; i < 3; i++) {
      input.require(longest, "a description");
      assertThat(input.window().length).isLessThanOrEqualTo(16 << 20);
      input.advance(step);
    }
  }
}
