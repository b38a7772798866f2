package org.ramwire.receiver.store;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A block's bytes in chunks that appear when they are written, found through a tree of tables as a
 * processor finds its pages. Thread-safe: a chunk that is there is found without a lock.
 */
final class ChunkTable {

  static final int CHUNK_SHIFT = 18;
  static final int CHUNK_BYTES = 1 << CHUNK_SHIFT;

  private static final int TABLE_SHIFT = 9;
  private static final int TABLE_MASK = (1 << TABLE_SHIFT) - 1;

  private final long blockBytes;
  private final HeapRoom room;
  private final Table root;

  /** By how much a chunk's number is shifted to get its place in the root. */
  private final int rootShift;

  /** What chunks of a stretch are in, or tables of its parts. */
  private static final class Table extends AtomicReferenceArray<Object> {

    private static final long serialVersionUID = 1;

    Table(int length) {
      super(length);
    }
  }

  /**
   * Holds no chunk.
   *
   * @param blockBytes how far the block reaches
   * @param room what the chunks are taken from
   */
  ChunkTable(long blockBytes, HeapRoom room) {
    this.blockBytes = blockBytes;
    this.room = room;
    long last = Math.max(blockBytes - 1, 0) >>> CHUNK_SHIFT;
    int shift = 0;
    while (last >>> shift > TABLE_MASK) {
      shift += TABLE_SHIFT;
    }
    this.rootShift = shift;
    this.root = new Table((int) (last >>> shift) + 1);
  }

  /** Returns the chunk of a place in the block, or null if nothing has been written to it. */
  byte @Nullable [] chunk(long offset) {
    long number = offset >>> CHUNK_SHIFT;
    Table table = root;
    for (int shift = rootShift; shift > 0 && table != null; shift -= TABLE_SHIFT) {
      table = (Table) table.get(place(number, shift));
    }
    return table == null ? null : (byte[]) table.get(place(number, 0));
  }

  /**
   * Returns the chunk of a place in the block, a new one if need be.
   *
   * @throws IOException if there is no room for it
   */
  byte[] chunkToWrite(long offset) throws IOException {
    byte[] chunk = chunk(offset);
    return chunk == null ? add(offset) : chunk;
  }

  private synchronized byte[] add(long offset) throws IOException {
    byte[] chunk = chunk(offset);
    if (chunk != null) {
      return chunk;
    }
    long number = offset >>> CHUNK_SHIFT;
    int length = (int) Math.min(CHUNK_BYTES, blockBytes - (number << CHUNK_SHIFT));
    room.take(length);
    Table table = root;
    for (int shift = rootShift; shift > 0; shift -= TABLE_SHIFT) {
      int place = place(number, shift);
      if (table.get(place) == null) {
        table.set(place, new Table(1 << TABLE_SHIFT));
      }
      table = (Table) table.get(place);
    }
    chunk = new byte[length];
    table.set(place(number, 0), chunk);
    return chunk;
  }

  private static int place(long number, int shift) {
    return (int) (number >>> shift) & TABLE_MASK;
  }
}
