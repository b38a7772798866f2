package org.ramwire.conformance.suite.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryImageTest {

  private final MemoryImage image =
      MemoryImage.zero(100)
          .with(10, new byte[] {1, 2, 3})
          .with(13, new byte[] {4})
          .with(99, new byte[] {5});

  @Test
  void copiesPiecesAndZeroBetween() {
    byte[] target = {9, 9, 9, 9, 9, 9, 9, 9};

    image.copy(8, target, 7);

    assertThat(target).containsExactly(0, 0, 1, 2, 3, 4, 0, 9);
  }

  @Test
  void copiesFromTheMiddleOfAPiece() {
    byte[] target = new byte[2];

    image.copy(11, target, 2);

    assertThat(target).containsExactly(2, 3);
  }

  @Test
  void tellsWhichRangesAreDescribed() {
    assertThat(image.touches(0, 10)).isFalse();
    assertThat(image.touches(0, 11)).isTrue();
    assertThat(image.touches(13, 1)).isTrue();
    assertThat(image.touches(14, 85)).isFalse();
    assertThat(image.touches(-50, 20)).isFalse();
  }

  @Test
  void refusesPiecesThatOverlapOrPassTheEnd() {
    assertThatThrownBy(() -> image.with(12, new byte[1])).hasMessageContaining("overlap");
    assertThatThrownBy(() -> image.with(8, new byte[3])).hasMessageContaining("overlap");
    assertThatThrownBy(() -> image.with(99, new byte[2])).hasMessageContaining("end");
    assertThatThrownBy(() -> image.with(-1, new byte[1])).hasMessageContaining("end");
    assertThat(image.with(98, new byte[1])).isNotNull();
  }

  @Test
  void writesAFileOfTheBlocksLength(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("0.img");
    MemoryImage sparse = MemoryImage.zero(1 << 20).with(4096, new byte[] {7});

    sparse.write(file);
    byte[] content = Files.readAllBytes(file);

    assertThat(content).hasSize(1 << 20);
    assertThat(content[4096]).isEqualTo((byte) 7);
    assertThat(content[1 << 19]).isZero();
  }
}
