package org.ramwire.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PacketEncoder;

/**
 * What every {@link PacketEncoder} promises. To hold an encoder against it, extend this class and
 * open the encoder.
 */
public abstract class PacketEncoderContract {

  private static final int GUARD = 8;
  private static final byte GUARD_BYTE = 0x5a;
  private static final PageSize PAGE = new PageSize(4096);

  /** Opens an encoder of the kind under test. */
  protected abstract PacketEncoder open(PageSize pageSize);

  @Test
  void givesBackEveryPacketOfAChannel() throws DataFormatException {
    for (PageSize size : List.of(new PageSize(1024), PAGE, new PageSize(65536))) {
      try (PacketEncoder channel = open(size)) {
        Random random = new Random(5);
        for (int packet = 0; packet < 20; packet++) {
          int count = packet == 0 ? 1 : 1 + random.nextInt(512 * 1024 / size.bytes());
          byte[] pages = pages(size, count, random);
          byte[] encoded = encode(channel, size, pages);
          assertThat(decode(channel, size, encoded, count)).isEqualTo(pages);
        }
      }
    }
  }

  @Test
  void anotherChannelGivesTheSameBytes() {
    List<byte[]> packets = packets(6);
    List<byte[]> first = encodeAll(packets);
    List<byte[]> second = encodeAll(packets);
    for (int packet = 0; packet < packets.size(); packet++) {
      assertThat(first.get(packet)).isEqualTo(second.get(packet));
    }
  }

  @Test
  void aPacketGoesOnFromTheOneBefore() {
    byte[] page = PageShape.RANDOM.page(PAGE.bytes(), 1);
    try (PacketEncoder channel = open(PAGE)) {
      int first = encode(channel, PAGE, page).length;
      int again = encode(channel, PAGE, page).length;
      assertThat(again).as("the same page again, which the channel knows").isLessThan(first / 2);
    }
  }

  @Test
  void refusesAPacketThatIsCutOrHoldsMore() {
    List<byte[]> packets = packets(1);
    byte[] encoded = encodeAll(packets).get(0);
    int count = packets.get(0).length / PAGE.bytes();
    assertRefused(Arrays.copyOf(encoded, encoded.length / 2), count);
    assertRefused(encoded, count + 1);
    assertRefused(encoded, count - 1);
  }

  private void assertRefused(byte[] encoded, int count) {
    try (PacketEncoder channel = open(PAGE)) {
      assertThatThrownBy(() -> decode(channel, PAGE, encoded, count))
          .isInstanceOf(DataFormatException.class);
    }
  }

  @Test
  void takesGarbageWithNothingWorseThanADataFormatException() {
    Random random = new Random(3);
    byte[] whole = encodeAll(packets(1)).get(0);
    for (int run = 0; run < 300; run++) {
      byte[] garbage = run % 2 == 0 ? whole.clone() : new byte[1 + random.nextInt(20_000)];
      if (run % 2 == 0) {
        garbage[random.nextInt(garbage.length)] ^= (byte) (1 << random.nextInt(8));
      } else {
        random.nextBytes(garbage);
      }
      try (PacketEncoder channel = open(PAGE)) {
        decode(channel, PAGE, garbage, 16);
      } catch (DataFormatException expected) {
        assertThat(expected).hasMessageNotContaining("null");
      }
    }
  }

  private static List<byte[]> packets(int count) {
    Random random = new Random(7);
    List<byte[]> packets = new ArrayList<>();
    for (int packet = 0; packet < count; packet++) {
      packets.add(pages(PAGE, 16, random));
    }
    return packets;
  }

  private static byte[] pages(PageSize size, int count, Random random) {
    byte[] pages = new byte[count * size.bytes()];
    PageShape[] shapes = PageShape.values();
    for (int page = 0; page < count; page++) {
      byte[] content =
          shapes[random.nextInt(shapes.length)].page(size.bytes(), random.nextInt(1000));
      System.arraycopy(content, 0, pages, page * size.bytes(), size.bytes());
    }
    return pages;
  }

  private List<byte[]> encodeAll(List<byte[]> packets) {
    List<byte[]> encoded = new ArrayList<>();
    try (PacketEncoder channel = open(PAGE)) {
      packets.forEach(packet -> encoded.add(encode(channel, PAGE, packet)));
    }
    return encoded;
  }

  /** Encodes a packet amid other bytes. */
  private static byte[] encode(PacketEncoder channel, PageSize size, byte[] pages) {
    int count = pages.length / size.bytes();
    int bound = channel.maxEncodedBytes(count);
    byte[] source = amidGuards(pages);
    byte[] target = amidGuards(new byte[bound]);
    int length = channel.encode(source, GUARD, count, target, GUARD);
    assertThat(Arrays.equals(source, amidGuards(pages))).as("the pages are not changed").isTrue();
    assertThat(length).isBetween(1, bound);
    assertGuarded(target);
    return Arrays.copyOfRange(target, GUARD, GUARD + length);
  }

  private static byte[] decode(PacketEncoder channel, PageSize size, byte[] encoded, int count)
      throws DataFormatException {
    byte[] decoded = amidGuards(new byte[count * size.bytes()]);
    try {
      channel.decode(amidGuards(encoded), GUARD, encoded.length, decoded, GUARD, count);
    } finally {
      assertGuarded(decoded);
    }
    return Arrays.copyOfRange(decoded, GUARD, decoded.length - GUARD);
  }

  private static byte[] amidGuards(byte[] bytes) {
    byte[] amid = new byte[bytes.length + 2 * GUARD];
    Arrays.fill(amid, GUARD_BYTE);
    System.arraycopy(bytes, 0, amid, GUARD, bytes.length);
    return amid;
  }

  private static void assertGuarded(byte[] amid) {
    assertThat(Arrays.copyOf(amid, GUARD))
        .as("nothing is written before the range")
        .containsOnly(GUARD_BYTE);
    assertThat(Arrays.copyOfRange(amid, amid.length - GUARD, amid.length))
        .as("nothing is written after the range")
        .containsOnly(GUARD_BYTE);
  }
}
