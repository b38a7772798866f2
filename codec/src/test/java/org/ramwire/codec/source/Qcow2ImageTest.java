package org.ramwire.codec.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramwire.format.Clause;
import org.ramwire.format.StreamException;

/** A hand-made image: clusters of 512 bytes, so that an L2 table covers 32 KiB. */
class Qcow2ImageTest {

  private static final int CLUSTER = 512;
  private static final int TABLE_AT = 0x400;
  private static final int L1_AT = 0x800;
  private static final int L2_AT = 0xa00;
  private static final int DATA_AT = 0x1000;
  private static final int DISK_BYTES = 40_000;
  private static final int STATE_BYTES = 1300;

  /** The disk's 40,000 bytes end in the second L1 entry, so the state starts at the third. */
  private static final int STATE_L1_INDEX = 2;

  @TempDir private Path folder;

  private final byte[] state = state();

  private static byte[] state() {
    byte[] bytes = new byte[STATE_BYTES];
    new Random(2).nextBytes(bytes);
    byte[] header = {'Q', 'E', 'V', 'M', 0, 0, 0, 3};
    System.arraycopy(header, 0, bytes, 0, header.length);
    // The middle cluster is not in the file: it reads as zero.
    Arrays.fill(bytes, CLUSTER, 2 * CLUSTER, (byte) 0);
    return bytes;
  }

  private ByteBuffer image() {
    ByteBuffer image = ByteBuffer.allocate(DATA_AT + 3 * CLUSTER);
    image.put(Qcow2Image.MAGIC).putInt(3);
    image.putInt(20, 9).putLong(24, DISK_BYTES);
    image.putInt(60, 1).putLong(64, TABLE_AT);
    image.position(TABLE_AT);
    image.putLong(L1_AT).putInt(3).putShort((short) 1).putShort((short) 5);
    image.putInt(0).putInt(0).putLong(0).putInt(0).putInt(16);
    image.putLong(STATE_BYTES).putLong(DISK_BYTES);
    image.put("7first".getBytes(StandardCharsets.US_ASCII));
    image.putLong(L1_AT + STATE_L1_INDEX * 8, L2_AT | 1L << 63);
    image.putLong(L2_AT, DATA_AT | 1L << 63).putLong(L2_AT + 16, (DATA_AT + CLUSTER) | 1L << 63);
    image.position(DATA_AT).put(state, 0, CLUSTER);
    image.put(state, 2 * CLUSTER, STATE_BYTES - 2 * CLUSTER);
    return image;
  }

  private StreamSource open(ByteBuffer image, String snapshot) throws IOException {
    Path file = Files.write(folder.resolve("disk.qcow2"), image.array());
    return StreamSource.open(
        FileChannel.open(file), new StreamSource.Options(0, snapshot, 1 << 20));
  }

  @ParameterizedTest
  @CsvSource({"first", "7"})
  void readsTheStateOfASnapshotByNameOrId(String wanted) throws IOException {
    try (StreamSource source = open(image(), wanted)) {
      assertThat(StreamSourceTest.rest(source)).isEqualTo(state);
      assertThat(source.layers()).containsExactly("qcow2 snapshot");
    }
  }

  @Test
  void namesTheSnapshotsWhereNoneIsChosen() {
    assertThatThrownBy(() -> open(image(), null))
        .isInstanceOf(StreamException.class)
        .hasMessageContaining("'first' (id 7, 1300 bytes of machine state)")
        .hasMessageContaining("--snapshot NAME");
  }

  @Test
  void refusesASnapshotThatIsNotThere() {
    refuses(image(), "second", "without a snapshot called 'second'");
  }

  @Test
  void refusesASnapshotOfTheDiskAlone() {
    refuses(image().putLong(TABLE_AT + 40, 0), "first", "disk alone");
  }

  @Test
  void refusesEncryption() {
    refuses(image().putInt(32, 1), "first", "encrypted");
  }

  @Test
  void refusesAnExternalDataFile() {
    refuses(image().putLong(72, 4), "first", "another file");
  }

  @Test
  void refusesExtendedEntries() {
    refuses(image().putLong(72, 16), "first", "extended L2");
  }

  @Test
  void refusesCompressedClusters() {
    refuses(image().putLong(L2_AT, 1L << 62 | DATA_AT), "first", "compressed clusters");
  }

  @Test
  void refusesTablesOutsideTheFile() {
    refuses(image().putLong(TABLE_AT, 1L << 40), "first", "L1 table");
    refuses(image().putLong(L1_AT + STATE_L1_INDEX * 8, 1L << 40), "first", "L2 table");
    refuses(image().putLong(64, -8), "first", "snapshot table");
    refuses(image().putLong(L2_AT, 1L << 40), "first", "before a cluster");
  }

  @Test
  void refusesSizesWhoseSumsAreNoNumbers() {
    refuses(image().putLong(24, Long.MAX_VALUE), "first", "cannot be right");
    refuses(image().putLong(TABLE_AT + 40, Long.MAX_VALUE), "first", "cannot be right");
  }

  @Test
  void refusesAnL1TableThatIsTooShort() {
    refuses(image().putInt(TABLE_AT + 8, 2), "first", "too few");
  }

  @Test
  void takesTablesThatPointAtThemselvesForWhatTheyAre() throws IOException {
    // An L2 table that is its own cluster reads as garbage, and ends where the state ends.
    try (StreamSource source = open(image().putLong(L2_AT, L2_AT), "first")) {
      assertThat(StreamSourceTest.rest(source)).hasSize(STATE_BYTES);
    }
  }

  @Test
  void throwsNothingElseForAnySpoiltByte() throws IOException {
    byte[] whole = image().array();
    for (int at = 0; at < DATA_AT; at++) {
      byte[] spoilt = whole.clone();
      spoilt[at] ^= (byte) 0xff;
      try (StreamSource source = open(ByteBuffer.wrap(spoilt), "first")) {
        readSome(source);
      } catch (StreamException e) {
        assertThat(e.offset()).isNotNegative();
      }
    }
  }

  /** A spoilt length may state terabytes of holes: a part of them is enough. */
  private static void readSome(StreamSource source) throws IOException {
    ByteBuffer some = ByteBuffer.allocate(4096);
    for (int i = 0; i < 100 && source.channel().read(some.clear()) >= 0; i++) {
      assertThat(some.position()).isPositive();
    }
  }

  private void refuses(ByteBuffer image, String snapshot, String words) {
    assertThatThrownBy(() -> StreamSourceTest.rest(open(image, snapshot)))
        .hasMessageContaining(words)
        .isInstanceOfSatisfying(
            StreamException.class, e -> assertThat(e.clause()).isEqualTo(Clause.SOURCE_QCOW2));
  }
}
