package org.ramwire.receiver.store;

import java.io.IOException;
import java.util.Arrays;
import org.ramwire.codec.RamBlock;

/** A block of memory on the heap. */
final class HeapBlock implements BlockMemory {

  private final long usedBytes;
  private final ChunkTable chunks;

  HeapBlock(RamBlock block, HeapRoom room) {
    this.usedBytes = block.usedLength();
    // The seed's build takes pages after the used length too, up to the maximum.
    this.chunks = new ChunkTable(block.maxLength(), room);
  }

  long usedBytes() {
    return usedBytes;
  }

  @Override
  public void write(long offset, byte[] source, int from, int length) throws IOException {
    int done = 0;
    while (done < length) {
      long at = offset + done;
      int step = Math.min(length - done, leftInChunk(at));
      System.arraycopy(source, from + done, chunks.chunkToWrite(at), inChunk(at), step);
      done += step;
    }
  }

  @Override
  public void read(long offset, byte[] target, int from, int length) {
    int done = 0;
    while (done < length) {
      long at = offset + done;
      int step = Math.min(length - done, leftInChunk(at));
      byte[] chunk = chunks.chunk(at);
      if (chunk == null) {
        Arrays.fill(target, from + done, from + done + step, (byte) 0);
      } else {
        System.arraycopy(chunk, inChunk(at), target, from + done, step);
      }
      done += step;
    }
  }

  @Override
  public void zero(long offset, int length) {
    int done = 0;
    while (done < length) {
      long at = offset + done;
      int step = Math.min(length - done, leftInChunk(at));
      byte[] chunk = chunks.chunk(at);
      if (chunk != null) {
        Arrays.fill(chunk, inChunk(at), inChunk(at) + step, (byte) 0);
      }
      done += step;
    }
  }

  private static int inChunk(long offset) {
    return (int) (offset & (ChunkTable.CHUNK_BYTES - 1));
  }

  private static int leftInChunk(long offset) {
    return ChunkTable.CHUNK_BYTES - inChunk(offset);
  }
}
