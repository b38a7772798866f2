package org.ramwire.codec.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;
import org.ramwire.format.Clause;
import org.ramwire.format.TruncatedStreamException;

/**
 * The machine state of a qcow2 snapshot, read forward: the image's addresses from where the disk
 * has ended, each looked up in the snapshot's L1 table and an L2 table. Holds one L2 table at most.
 */
final class Qcow2State implements ReadableByteChannel {

  private static final long OFFSET_MASK = 0x00ff_ffff_ffff_fe00L;
  private static final long COMPRESSED = 1L << 62;
  private static final long READS_AS_ZERO = 1;

  private final Qcow2Image image;
  private final long firstAddress;
  private final long stateBytes;
  private final long clusterBytes;
  private final int l2Bits;
  private final long l1Offset;
  private final int l1Entries;

  private long position;

  /** The L2 table that was used last: its index in the L1 table, or -1. */
  private long l2Index = -1;

  /** Null where no table stands, which makes all of it zero. */
  private @Nullable ByteBuffer l2;

  Qcow2State(Qcow2Image image, Qcow2Snapshot snapshot) {
    this.image = image;
    this.firstAddress = image.stateAddress();
    this.stateBytes = snapshot.stateBytes();
    this.clusterBytes = 1L << image.clusterBits();
    this.l2Bits = image.clusterBits() - 3;
    this.l1Offset = snapshot.l1Offset();
    this.l1Entries = snapshot.l1Entries();
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    long left = stateBytes - position;
    if (left <= 0) {
      return -1;
    }
    long address = firstAddress + position;
    long inCluster = address & (clusterBytes - 1);
    int count = (int) Math.min(Math.min(left, clusterBytes - inCluster), target.remaining());
    ByteBuffer part = target.slice(target.position(), count);
    long at = clusterAt(address);
    if (at == 0) {
      while (part.hasRemaining()) {
        part.put((byte) 0);
      }
    } else {
      image.read(at + inCluster, part);
      if (part.hasRemaining()) {
        throw new TruncatedStreamException(
            Clause.SOURCE_QCOW2, at, "the file ends before a cluster of the machine state");
      }
    }
    target.position(target.position() + count);
    position += count;
    return count;
  }

  /** Returns where an address's cluster starts in the file, or 0 where it is all zero. */
  private long clusterAt(long address) throws IOException {
    long cluster = address >>> image.clusterBits();
    long wantedL2 = cluster >>> l2Bits;
    if (wantedL2 != l2Index) {
      l2 = loadL2(wantedL2);
      l2Index = wantedL2;
    }
    if (l2 == null) {
      return 0;
    }
    long entry = l2.getLong((int) (cluster & ((1L << l2Bits) - 1)) * Long.BYTES);
    if ((entry & COMPRESSED) != 0) {
      throw Qcow2Image.unsupported(position, "a snapshot with compressed clusters");
    }
    return (entry & READS_AS_ZERO) != 0 ? 0 : entry & OFFSET_MASK;
  }

  private @Nullable ByteBuffer loadL2(long index) throws IOException {
    if (index >= l1Entries) {
      throw Qcow2Image.malformed(
          l1Offset, "an L1 table of " + l1Entries + " entries, too few for the machine state,");
    }
    long entryAt = l1Offset + index * Long.BYTES;
    long at = image.at(entryAt, Long.BYTES, "the L1 table").getLong(0) & OFFSET_MASK;
    return at == 0 ? null : image.at(at, (int) clusterBytes, "an L2 table");
  }

  @Override
  public boolean isOpen() {
    return image.isOpen();
  }

  @Override
  public void close() throws IOException {
    image.close();
  }
}
