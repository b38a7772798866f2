package org.ramwire.conformance.harness.junit;

import java.util.Arrays;
import java.util.List;
import org.ramwire.codec.RamBlock;
import org.ramwire.receiver.store.BlockMemory;
import org.ramwire.receiver.store.MemoryStore;

/** Guest memory in arrays that are there already, by the blocks' index. */
record ArrayMemory(List<byte[]> blocks) implements MemoryStore {

  @Override
  public BlockMemory provide(RamBlock block, long totalBytes) {
    return new Block(blocks.get(block.index()));
  }

  private record Block(byte[] bytes) implements BlockMemory {

    @Override
    public void write(long offset, byte[] source, int from, int length) {
      System.arraycopy(source, from, bytes, (int) offset, length);
    }

    @Override
    public void read(long offset, byte[] target, int from, int length) {
      System.arraycopy(bytes, (int) offset, target, from, length);
    }

    @Override
    public void zero(long offset, int length) {
      Arrays.fill(bytes, (int) offset, (int) offset + length, (byte) 0);
    }
  }
}
