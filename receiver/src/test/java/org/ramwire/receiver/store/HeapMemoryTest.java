package org.ramwire.receiver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class HeapMemoryTest extends MemoryStoreContract {

  private static final int CHUNK = 1 << 18;

  @Override
  MemoryStore create() {
    return new HeapMemory(64 << 20);
  }

  @Override
  byte[] image(MemoryStore memory, int index) {
    return ((HeapMemory) memory).image(index);
  }

  @Test
  void takesRoomUpToItsBoundAndNotBeyond() throws IOException {
    HeapMemory memory = new HeapMemory(2 * CHUNK);
    BlockMemory block = memory.provide(block(0, 1L << 40), 1L << 40);
    block.write(0, filled(PAGE, 1), 0, PAGE);
    block.write(1L << 39, filled(PAGE, 2), 0, PAGE);
    block.write((1L << 39) + CHUNK - PAGE, filled(PAGE, 3), 0, PAGE);

    assertThatIOException()
        .isThrownBy(() -> block.write((1L << 39) + CHUNK, filled(PAGE, 4), 0, PAGE));
    byte[] page = new byte[PAGE];
    block.read((1L << 39) + CHUNK - PAGE, page, 0, PAGE);
    assertThat(page).containsOnly(3);
    block.read((1L << 39) + CHUNK, page, 0, PAGE);
    assertThat(page).containsOnly(0);
  }

  @Test
  void zeroTakesNoRoom() throws IOException {
    HeapMemory memory = new HeapMemory(1);
    BlockMemory block = memory.provide(block(0, 1L << 40), 1L << 40);
    block.zero(0, PAGE);
    block.zero((1L << 40) - PAGE, PAGE);

    assertThatIOException().isThrownBy(() -> block.write(0, filled(PAGE, 1), 0, PAGE));
  }

  @Test
  void takesABlockThatIsSmallerThanAChunkForNoMoreThanItsLength() throws IOException {
    HeapMemory memory = new HeapMemory(2 * PAGE);
    memory.provide(block(0, PAGE), 2 * PAGE).write(0, filled(PAGE, 1), 0, PAGE);
    memory.provide(block(1, PAGE), 2 * PAGE).write(0, filled(PAGE, 2), 0, PAGE);

    assertThat(memory.image(0)).containsOnly(1);
    assertThat(memory.image(1)).containsOnly(2);
  }

  @Test
  void refusesImagesThatCannotBe() throws IOException {
    HeapMemory memory = new HeapMemory(1);
    memory.provide(block(2, 3L << 30), 3L << 30);

    for (int index : new int[] {0, 1, 2, 3}) {
      assertThatIllegalArgumentException().isThrownBy(() -> memory.image(index));
    }
  }
}
