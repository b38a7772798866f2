package org.ramwire.receiver.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DiscardingMemoryTest {

  @Test
  void readsZeroWhateverWasWritten() throws IOException {
    try (MemoryStore memory = new DiscardingMemory()) {
      BlockMemory block = memory.provide(MemoryStoreContract.block(0, 1L << 50), 1L << 50);
      block.write(4096, MemoryStoreContract.filled(4096, 7), 0, 4096);
      byte[] page = MemoryStoreContract.filled(4098, 9);
      block.read(4096, page, 1, 4096);
      block.zero(0, 4096);

      assertThat(page[0]).isEqualTo((byte) 9);
      assertThat(page[1]).isZero();
      assertThat(page[4096]).isZero();
      assertThat(page[4097]).isEqualTo((byte) 9);
    }
  }
}
