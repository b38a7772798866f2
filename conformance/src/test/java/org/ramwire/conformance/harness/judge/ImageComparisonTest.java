package org.ramwire.conformance.harness.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.conformance.suite.cases.MemoryImage;

class ImageComparisonTest {

  private static final long FIVE_GIB = 5L << 30;

  @TempDir private Path directory;

  @Test
  void findsTheFirstOfSeveralDifferences() throws IOException {
    MemoryImage expected = MemoryImage.zero(1 << 20);

    Optional<ImageDifference> difference = compare(expected, 0x40001, 0x40fff, 0x80000, 0xfffff);

    assertThat(difference).isPresent();
    assertThat(difference.get().pageOffset()).isEqualTo(0x40000);
    assertThat(difference.get().byteOffset()).isEqualTo(0x40001);
    assertThat(difference.get().pages()).isEqualTo(3);
  }

  @Test
  void equalImagesDoNotDiffer() throws IOException {
    MemoryImage expected = MemoryImage.zero(0x3000).with(0x1000, new byte[] {1});

    assertThat(compare(expected, 0x1000)).isEmpty();
  }

  @Test
  void seesContentOfALargeImageWhereItBelongs() throws IOException {
    MemoryImage expected = MemoryImage.zero(FIVE_GIB).with(4L << 30, new byte[] {1});

    assertThat(compare(expected, 4L << 30)).isEmpty();
    assertThat(compare(expected)).isPresent();
  }

  @Test
  void seesContentOfALargeImageWhereACutOffsetPutsIt() throws IOException {
    MemoryImage expected = MemoryImage.zero(FIVE_GIB).with((4L << 30) + 0x2000, new byte[] {1});

    assertThat(compare(expected, (4L << 30) + 0x2000, 0x2000)).isPresent();
    assertThat(compare(expected, (4L << 30) + 0x2000, (2L << 30) + 0x2000)).isPresent();
  }

  private Optional<ImageDifference> compare(MemoryImage expected, long... ones) throws IOException {
    Path file = directory.resolve("image");
    MemoryImage.zero(expected.lengthBytes()).write(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (long at : ones) {
        channel.write(ByteBuffer.wrap(new byte[] {1}), at);
      }
    }
    RamBlock block = new RamBlock(0, Idstr.of("ram"), expected.lengthBytes());
    return new ImageComparison(block, 4096, expected).compare(file);
  }
}
