package org.ramwire.receiver.store;

import java.util.Arrays;
import org.ramwire.codec.RamBlock;

/**
 * Guest memory that keeps nothing and reads as zero: to check a stream's payloads without room for
 * its memory.
 */
public final class DiscardingMemory implements MemoryStore {

  private static final BlockMemory NOTHING =
      new BlockMemory() {
        @Override
        public void write(long offset, byte[] source, int from, int length) {}

        @Override
        public void read(long offset, byte[] target, int from, int length) {
          Arrays.fill(target, from, from + length, (byte) 0);
        }

        @Override
        public void zero(long offset, int length) {}
      };

  /** Keeps nothing. */
  public DiscardingMemory() {}

  @Override
  public BlockMemory provide(RamBlock block, long totalBytes) {
    return NOTHING;
  }
}
