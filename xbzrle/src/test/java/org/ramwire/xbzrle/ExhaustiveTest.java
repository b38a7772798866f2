package org.ramwire.xbzrle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ramwire.format.PageSize;

/** Encoder and decoder against the naive model over everything that is small. */
class ExhaustiveTest {

  private static final int PAGE = 1024;
  private static final byte[] OLD_PAGE = oldPage();
  private static final byte[] BORDER_BYTES = HexFormat.of().parseHex("0001027f808187ff");

  /** Every pattern of change in 16 bytes at the page's start, across a word, and at its end. */
  @Test
  void encodesEveryPatternOfSixteenBytesAsTheModelDoes() {
    XbzrleEncoder encoder = new XbzrleEncoder(new PageSize(1024));
    byte[] old = new byte[1024];
    byte[] delta = new byte[1024];
    for (int at : new int[] {0, 61, 1024 - 16}) {
      for (int pattern = 0; pattern < 1 << 16; pattern++) {
        byte[] page = new byte[1024];
        for (int bit = 0; bit < 16; bit++) {
          page[at + bit] = (byte) (pattern >>> bit & 1);
        }
        byte[] expected = NaiveXbzrle.encode(old, page, 1024);
        int length = encoder.encode(old, 0, page, 0, delta, 0, 1024);
        if (length != expected.length || !Arrays.equals(delta, 0, length, expected, 0, length)) {
          assertThat(Arrays.copyOf(delta, length))
              .as("pattern %x at %d", pattern, at)
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void decodesEveryDeltaOfUpToTwoBytesAsTheModelDoes() {
    compare(new byte[0]);
    for (int first = 0; first < 256; first++) {
      compare(new byte[] {(byte) first});
      for (int second = 0; second < 256; second++) {
        compare(new byte[] {(byte) first, (byte) second});
      }
    }
  }

  /** The third byte, and all of longer deltas, are those at which a length's meaning changes. */
  @Test
  @Tag("slow")
  void decodesEveryLongerDeltaOfBorderBytesAsTheModelDoes() {
    decodesLongerDeltas(1, 6);
  }

  /** One in seven of those of three bytes, and of the others those of up to five. */
  @Test
  void decodesSomeLongerDeltasOfBorderBytesAsTheModelDoes() {
    decodesLongerDeltas(7, 5);
  }

  private static void decodesLongerDeltas(int step, int longest) {
    for (int start = 0; start < 1 << 16; start += step) {
      for (byte third : BORDER_BYTES) {
        compare(new byte[] {(byte) (start >>> 8), (byte) start, third});
      }
    }
    for (int length = 4; length <= longest; length++) {
      byte[] delta = new byte[length];
      for (int value = 0; value < 1 << 3 * length; value++) {
        for (int i = 0; i < length; i++) {
          delta[i] = BORDER_BYTES[value >>> 3 * i & 7];
        }
        compare(delta);
      }
    }
  }

  private static void compare(byte[] delta) {
    NaiveXbzrle.Decoded expected = NaiveXbzrle.decode(delta, OLD_PAGE);
    byte[] page = OLD_PAGE.clone();
    boolean equal;
    try {
      int reach = XbzrleDecoder.decode(delta, 0, delta.length, page, 0, PAGE);
      equal = expected.valid() && reach == expected.reach() && Arrays.equals(page, expected.page());
    } catch (DeltaException fault) {
      equal =
          fault.clause() == expected.clause()
              && fault.deltaOffset() == expected.deltaOffset()
              && Arrays.equals(page, OLD_PAGE);
    }
    if (!equal) {
      assertThat(HexFormat.of().formatHex(delta)).as("unlike the model's " + expected).isEmpty();
    }
    // The shortest whole run takes three bytes: only a longer delta can leave some behind.
    if (delta.length > 3) {
      comparePartially(delta, expected);
    }
  }

  private static void comparePartially(byte[] delta, NaiveXbzrle.Decoded expected) {
    byte[] page = OLD_PAGE.clone();
    boolean valid = true;
    try {
      XbzrleDecoder.decodePartially(delta, 0, delta.length, page, 0, PAGE);
    } catch (DeltaException fault) {
      valid = false;
    }
    if (valid != expected.valid() || !Arrays.equals(page, expected.page())) {
      assertThat(HexFormat.of().formatHex(delta)).as("unlike the model's " + expected).isEmpty();
    }
  }

  private static byte[] oldPage() {
    byte[] page = new byte[PAGE];
    Arrays.fill(page, (byte) 0x55);
    return page;
  }
}
