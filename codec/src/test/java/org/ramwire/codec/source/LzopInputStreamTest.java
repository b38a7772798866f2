package org.ramwire.codec.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.zip.Adler32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.format.Clause;
import org.ramwire.format.LimitExceededException;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.StreamException;
import org.ramwire.format.TruncatedStreamException;
import org.ramwire.format.UnsupportedStreamException;

/** Files that lzop itself wrote (the resources' README), whole and spoilt. */
class LzopInputStreamTest {

  private static final byte[] MIXED = mixed();
  private static final byte[] SMALL = Arrays.copyOf(MIXED, 4000);

  /** Where the flags stand, and where the header's checksum does in a file without a name. */
  private static final int FLAGS_AT = 17;

  private static final int HEADER_SUM_AT = 34;
  private static final int FIRST_BLOCK_AT = 38;

  @ParameterizedTest
  @ValueSource(strings = {"mixed-1", "mixed-3", "mixed-9"})
  void unpacksEachLevel(String name) throws IOException {
    assertThat(unpacked(file(name))).isEqualTo(MIXED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"adler32-of-both", "crc32-of-both", "no-checksum", "named"})
  void unpacksWhateverTheFlags(String name) throws IOException {
    assertThat(unpacked(file(name))).isEqualTo(SMALL);
  }

  @Test
  void unpacksNothingAndWhatDoesNotPack() throws IOException {
    assertThat(unpacked(file("empty"))).isEmpty();
    assertThat(unpacked(file("random"))).isEqualTo(noise(3000, 7));
  }

  @Test
  void unpacksByOddSteps() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    InputStream lzop = new LzopInputStream(new ByteArrayInputStream(file("mixed-3")));
    byte[] some = new byte[777];
    for (int read = lzop.read(some, 0, 777); read >= 0; read = lzop.read(some, 0, 777)) {
      all.write(some, 0, read);
    }

    assertThat(all.toByteArray()).isEqualTo(MIXED);
    assertThat(lzop.read()).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({"filter,through a filter", "multipart,multipart"})
  void refusesByNameWhatItDoesNotUnpack(String name, String words) throws IOException {
    byte[] file = file(name);

    assertThatThrownBy(() -> unpacked(file))
        .isInstanceOf(UnsupportedStreamException.class)
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource({
    "9,0930,older than 940",
    "13,1050,only lzop 1050",
    "15,0405,method 4",
    "15,0005,method 0",
    "19,0040,extra field",
    "18,0c00,reserved flags"
  })
  void refusesAHeaderOfAnotherKind(int at, String bytes, String words) throws IOException {
    byte[] file = file("random");
    byte[] spoilt = java.util.HexFormat.of().parseHex(bytes);
    System.arraycopy(spoilt, 0, file, at, 2);

    assertThatThrownBy(() -> unpacked(file))
        .isInstanceOf(UnsupportedStreamException.class)
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource({
    HEADER_SUM_AT + ",the header",
    FIRST_BLOCK_AT + 8 + ",a block",
    FIRST_BLOCK_AT + 12 + ",a block"
  })
  void refusesAWrongChecksum(int at, String of) throws IOException {
    byte[] file = file("random");
    file[at] ^= 1;

    assertThatThrownBy(() -> unpacked(file))
        .isInstanceOf(MalformedStreamException.class)
        .hasMessageContaining("checksum of " + of);
  }

  @ParameterizedTest
  @ValueSource(strings = {"adler32-of-both", "crc32-of-both"})
  void refusesAWrongChecksumOfPackedBytes(String name) throws IOException {
    byte[] file = file(name);
    file[FIRST_BLOCK_AT + 12] ^= 1;

    assertThatThrownBy(() -> unpacked(file))
        .isInstanceOf(MalformedStreamException.class)
        .hasMessageContaining("checksum of a block");
  }

  @Test
  void takesABlockUpToItsBound() throws IOException {
    byte[] most = new byte[LzopInputStream.MOST_BLOCK_BYTES];
    byte[] more = new byte[LzopInputStream.MOST_BLOCK_BYTES + 1];

    assertThat(unpacked(stored(most))).isEqualTo(most);
    byte[] file = stored(more);
    assertThatThrownBy(() -> unpacked(file))
        .isInstanceOfSatisfying(
            LimitExceededException.class,
            e -> assertThat(e.clause()).isEqualTo(Clause.SOURCE_UNPACKED_BOUND));
  }

  private static byte[] stored(byte[] content) throws IOException {
    Adler32 sum = new Adler32();
    sum.update(content);
    return ByteBuffer.allocate(FIRST_BLOCK_AT + 16 + content.length)
        .put(file("random"), 0, FIRST_BLOCK_AT)
        .putInt(content.length)
        .putInt(content.length)
        .putInt((int) sum.getValue())
        .put(content)
        .putInt(0)
        .array();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4001, -1})
  void refusesAPackedLengthThatCannotBe(int length) throws IOException {
    byte[] file = file("no-checksum");
    ByteBuffer.wrap(file).putInt(FIRST_BLOCK_AT + 4, length);

    assertThatThrownBy(() -> unpacked(file))
        .isInstanceOf(MalformedStreamException.class)
        .hasMessageContaining("packed into");
  }

  @ParameterizedTest
  @CsvSource({
    // First byte; an instruction that copies from before the start; more than stated; less.
    "1561626364 110000, 4, ''",
    "12616110 0100 110000, 4, before the block's start",
    "1561626364 110000, 5, ends after",
    "1661626364 65 110000, 4, more than it states",
    "1561626364 120000, 4, end mark of length",
    "1561626364 11000000, 4, ends after",
    "1561626364 1100, 4, without its end mark",
    "1561626364, 4, without its end mark",
    "1561626364 2000000000000000, 30, beyond the block's",
    // Two literals and the near copy of two; a run of four and the copy from 2049 on.
    "136162 0400 110000, 4, ''",
    "1561626364 0000 110000, 7, before the block's start"
  })
  void unpacksABlockOrSaysWhatIsWrong(String hex, int length, String words) throws IOException {
    byte[] packed = java.util.HexFormat.of().parseHex(hex.replace(" ", ""));
    byte[] plain = new byte[length];

    if (words.isEmpty()) {
      new Lzo1xBlock().unpack(packed, packed.length, plain, length);
      assertThat(plain[length - 1]).isNotZero();
    } else {
      assertThatThrownBy(() -> new Lzo1xBlock().unpack(packed, packed.length, plain, length))
          .isExactlyInstanceOf(IOException.class)
          .hasMessageContaining(words);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mixed-3", "random", "adler32-of-both", "no-checksum"})
  void refusesACutAnywhereAndGivesWhatCameBeforeIt(String name) throws IOException {
    byte[] whole = file(name);
    byte[] content = unpacked(whole);
    int step = 1 + whole.length / 2000;
    int before = 0;
    for (int length = 9; length < whole.length; length += step) {
      ByteArrayOutputStream came = new ByteArrayOutputStream();
      byte[] cut = Arrays.copyOf(whole, length);

      assertThatThrownBy(() -> unpack(cut, came))
          .as("cut after %d", length)
          .isInstanceOfSatisfying(
              TruncatedStreamException.class,
              e -> assertThat(e.clause()).isEqualTo(Clause.SOURCE_COMPRESSED));
      assertThat(came.toByteArray()).isEqualTo(Arrays.copyOf(content, came.size()));
      assertThat(came.size()).isGreaterThanOrEqualTo(before);
      before = came.size();
    }
    assertThat(before).isEqualTo(content.length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "adler32-of-both", "crc32-of-both", "named", "empty"})
  void anySpoiltByteGivesTheRightDataOrOneError(String name) throws IOException {
    byte[] whole = file(name);
    byte[] content = unpacked(whole);
    for (int at = 0; at < whole.length; at++) {
      for (int bits : new int[] {1 << at % 8, 1 + at % 255, 0xff}) {
        byte[] spoilt = whole.clone();
        spoilt[at] ^= (byte) bits;
        if (at < 9) {
          assertThatThrownBy(
                  () -> new LzopInputStream(new ByteArrayInputStream(spoilt)).readAllBytes())
              .isExactlyInstanceOf(IOException.class);
          continue;
        }
        try {
          assertThat(unpacked(spoilt)).as("byte %d ^ %x", at, bits).isEqualTo(content);
        } catch (StreamException e) {
          assertThat(e.offset()).isNotNegative();
        }
      }
    }
  }

  @Test
  void anySpoiltByteWithoutAChecksumGivesDataOrOneError() throws IOException {
    byte[] whole = file("no-checksum");
    for (int at = FLAGS_AT; at < whole.length; at++) {
      for (int bits = 1; bits < 256; bits <<= 1) {
        byte[] spoilt = whole.clone();
        spoilt[at] ^= (byte) bits;
        try {
          assertThat(unpacked(spoilt)).hasSizeLessThanOrEqualTo(SMALL.length);
        } catch (StreamException e) {
          assertThat(e.offset()).isNotNegative();
        }
      }
    }
  }

  private static byte[] file(String name) throws IOException {
    try (InputStream file =
        LzopInputStreamTest.class.getResourceAsStream("/lzop/" + name + ".lzo")) {
      return file.readAllBytes();
    }
  }

  private static byte[] unpacked(byte[] file) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    unpack(file, all);
    return all.toByteArray();
  }

  private static void unpack(byte[] file, ByteArrayOutputStream all) throws IOException {
    UnpackedChannel channel =
        new UnpackedChannel(
            Channels.newChannel(new ByteArrayInputStream(file)), CompressionFormat.LZOP, 1 << 30);
    ByteBuffer some = ByteBuffer.allocate(1 << 16);
    while (channel.read(some.clear()) >= 0) {
      all.write(some.array(), 0, some.position());
    }
  }

  /** Bytes of a linear congruential generator, which any language makes again. */
  private static byte[] noise(int length, long seed) {
    byte[] bytes = new byte[length];
    long state = seed;
    for (int i = 0; i < length; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      bytes[i] = (byte) (state >>> 56);
    }
    return bytes;
  }

  /** Noise, runs of zero and copies from near and far. */
  private static byte[] mixed() {
    byte[] bytes = new byte[300_000 + 1100];
    System.arraycopy(noise(500, 1), 0, bytes, 0, 500);
    byte[] choice = noise(120_000, 2);
    int length = 500;
    for (int i = 4; length < 300_000; i += 4) {
      int kind = choice[i - 4] & 0xff;
      int a = choice[i - 3] & 0xff;
      int b = choice[i - 2] & 0xff;
      int c = choice[i - 1] & 0xff;
      if (kind < 20) {
        length += 1 + (a << 2);
      } else if (kind < 60) {
        int count = 1 + a % 40;
        System.arraycopy(noise(count, i), 0, bytes, length, count);
        length += count;
      } else {
        int far = kind < 100 ? b : kind < 180 ? a << 8 | b : (a & 15) << 8 | b;
        int distance = Math.min(length, 1 + far);
        int count = 2 + c % (kind % 2 == 1 ? 10 : 60);
        for (int end = length + count; length < end; length++) {
          bytes[length] = bytes[length - distance];
        }
      }
    }
    return Arrays.copyOf(bytes, 300_000);
  }
}
