package org.ramwire.conformance.lab.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundImageTest {

  private static final int PAGE = 4096;
  private static final int PAGES = 600;

  @TempDir Path folder;

  @Test
  void namesSortAsTheRounds() {
    assertThat(RoundImage.name(0, 9)).isEqualTo("round-0.img");
    assertThat(RoundImage.name(9, 10)).isEqualTo("round-09.img");
    assertThat(RoundImage.name(10, 10)).isEqualTo("round-10.img");
    assertThat(RoundImage.name(7, 999)).isEqualTo("round-007.img");
  }

  @Test
  void copiesAndCountsWhatChanged() throws Exception {
    byte[] memory = new byte[PAGES * PAGE];
    new Random(1).nextBytes(memory);
    java.util.Arrays.fill(memory, 5 * PAGE, 9 * PAGE, (byte) 0);
    RoundImage first = copy(memory, "a", null);
    // One byte at the end of a page, one page that becomes zero, the last page.
    memory[3 * PAGE - 1] ^= 1;
    java.util.Arrays.fill(memory, 300 * PAGE, 301 * PAGE, (byte) 0);
    memory[PAGES * PAGE - 1] ^= 1;

    RoundImage second = copy(memory, "b", first);

    assertThat(first.changedPages()).isZero();
    assertThat(first.zeroPages()).isEqualTo(4);
    assertThat(second.changedPages()).isEqualTo(3);
    assertThat(second.zeroPages()).isEqualTo(5);
    assertThat(Files.readAllBytes(second.file())).isEqualTo(memory);
    assertThat(second.sha256()).isEqualTo(Sha256.of(memory));
  }

  @Test
  void endsWithZeroesWhereMemoryDoes() throws Exception {
    byte[] memory = new byte[3 * PAGE];
    memory[0] = 1;

    assertThat(Files.readAllBytes(copy(memory, "a", null).file())).isEqualTo(memory);
  }

  private RoundImage copy(byte[] memory, String name, RoundImage before) throws Exception {
    Path file = Files.write(folder.resolve("memory"), memory);
    return RoundImage.copy(file, folder.resolve(name), before);
  }
}
