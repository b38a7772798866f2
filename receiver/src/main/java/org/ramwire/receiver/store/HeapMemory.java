package org.ramwire.receiver.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ramwire.codec.RamBlock;

/** Guest memory on the heap, in chunks that appear when they are written, up to a bound. */
public final class HeapMemory implements MemoryStore {

  private static final int CHUNK_SHIFT = 18;
  private static final int CHUNK_BYTES = 1 << CHUNK_SHIFT;

  private final long maxBytes;
  private final List<HeapBlock> blocks = new ArrayList<>();
  private long takenBytes;

  /**
   * Takes room for what is written.
   *
   * @param maxBytes how much at most; a write beyond it fails with an {@link IOException}
   */
  public HeapMemory(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public BlockMemory provide(RamBlock block, long totalBytes) {
    while (blocks.size() <= block.index()) {
      blocks.add(null);
    }
    HeapBlock memory = new HeapBlock(block);
    blocks.set(block.index(), memory);
    return memory;
  }

  /**
   * Copies a block's content.
   *
   * @param index the block's index
   * @return all its bytes, as many as its used length
   * @throws IllegalArgumentException if there is no such block or it passes 2 GiB
   */
  public byte[] image(int index) {
    HeapBlock block = index < blocks.size() ? blocks.get(index) : null;
    if (block == null || block.usedBytes > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("no block " + index + ", or too long for an array");
    }
    byte[] image = new byte[(int) block.usedBytes];
    block.read(0, image, 0, image.length);
    return image;
  }

  private final class HeapBlock implements BlockMemory {

    private final long usedBytes;

    /** How far pages may reach: the seed's build takes them after the used length too. */
    private final long reachBytes;

    private final Map<Long, byte[]> chunks = new HashMap<>();

    /** The chunk of the last access, for runs of pages. */
    private byte @Nullable [] lastChunk;

    private long lastChunkIndex = -1;

    HeapBlock(RamBlock block) {
      this.usedBytes = block.usedLength();
      this.reachBytes = block.maxLength();
    }

    @Override
    public void write(long offset, byte[] source, int from, int length) throws IOException {
      int done = 0;
      while (done < length) {
        long at = offset + done;
        int inChunk = (int) (at & (CHUNK_BYTES - 1));
        int step = Math.min(length - done, CHUNK_BYTES - inChunk);
        System.arraycopy(source, from + done, chunkToWrite(at >>> CHUNK_SHIFT), inChunk, step);
        done += step;
      }
    }

    @Override
    public void read(long offset, byte[] target, int from, int length) {
      int done = 0;
      while (done < length) {
        long at = offset + done;
        int inChunk = (int) (at & (CHUNK_BYTES - 1));
        int step = Math.min(length - done, CHUNK_BYTES - inChunk);
        byte[] chunk = chunk(at >>> CHUNK_SHIFT);
        if (chunk == null) {
          Arrays.fill(target, from + done, from + done + step, (byte) 0);
        } else {
          System.arraycopy(chunk, inChunk, target, from + done, step);
        }
        done += step;
      }
    }

    @Override
    public void zero(long offset, int length) {
      int done = 0;
      while (done < length) {
        long at = offset + done;
        int inChunk = (int) (at & (CHUNK_BYTES - 1));
        int step = Math.min(length - done, CHUNK_BYTES - inChunk);
        byte[] chunk = chunk(at >>> CHUNK_SHIFT);
        if (chunk != null) {
          Arrays.fill(chunk, inChunk, inChunk + step, (byte) 0);
        }
        done += step;
      }
    }

    private byte @Nullable [] chunk(long index) {
      if (index != lastChunkIndex) {
        lastChunk = chunks.get(index);
        lastChunkIndex = index;
      }
      return lastChunk;
    }

    private byte[] chunkToWrite(long index) throws IOException {
      byte[] chunk = chunk(index);
      if (chunk == null) {
        long left = reachBytes - (index << CHUNK_SHIFT);
        chunk = new byte[(int) Math.min(CHUNK_BYTES, Math.max(left, 1))];
        if (takenBytes + chunk.length > maxBytes) {
          throw new IOException("guest memory would pass its bound of " + maxBytes + " bytes");
        }
        takenBytes += chunk.length;
        chunks.put(index, chunk);
        lastChunk = chunk;
      }
      return chunk;
    }
  }
}
