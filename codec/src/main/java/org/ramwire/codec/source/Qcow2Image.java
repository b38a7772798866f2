package org.ramwire.codec.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ramwire.codec.PrintableName;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.StreamException;
import org.ramwire.format.TruncatedStreamException;
import org.ramwire.format.UnsupportedStreamException;

/**
 * A qcow2 file, read for the machine state of its internal snapshots (LIB-012).
 *
 * <p>QEMU puts the state where the guest's disk has ended, in clusters of the snapshot's own L1
 * table. Only what leads there is read. Not thread-safe.
 */
final class Qcow2Image {

  static final byte[] MAGIC = Head.magic("QFI\u00fb");

  private static final int HEADER_BYTES = 112;
  private static final int ENTRY_BYTES = 40;
  private static final int MIN_CLUSTER_BITS = 9;
  private static final int MAX_CLUSTER_BITS = 21;
  private static final int MAX_SNAPSHOTS = 65536;
  private static final int MAX_EXTRA_BYTES = 1024;
  private static final int MAX_L1_ENTRIES = (32 << 20) / Long.BYTES;
  private static final int SHOWN = 20;

  /** The most that a disk or a state may have: sums of such numbers stay numbers. */
  private static final long MAX_BYTES = 1L << 60;

  /** Incompatible features that change how clusters are found: external data, extended L2. */
  private static final long DATA_FILE = 1L << 2;

  private static final long EXTENDED_L2 = 1L << 4;
  private static final int VERSION_AT = 4;
  private static final int CLUSTER_BITS_AT = 20;
  private static final int DISK_BYTES_AT = 24;
  private static final int CRYPT_AT = 32;
  private static final int SNAPSHOT_COUNT_AT = 60;
  private static final int SNAPSHOTS_AT = 64;
  private static final int FEATURES_AT = 72;

  private final SeekableByteChannel file;
  private final long start;
  private final int clusterBits;
  private final long diskBytes;
  private final List<Qcow2Snapshot> snapshots;

  /**
   * Reads the header and the snapshot table of a file that starts where the channel stands.
   *
   * @throws StreamException if they are broken, cut or of a kind that is not read
   */
  Qcow2Image(SeekableByteChannel file) throws IOException {
    this.file = file;
    this.start = file.position();
    ByteBuffer header = at(0, HEADER_BYTES, "the qcow2 header");
    int version = header.getInt(VERSION_AT);
    if (version != 2 && version != 3) {
      throw unsupported(VERSION_AT, "qcow2 version " + Integer.toUnsignedString(version));
    }
    clusterBits = header.getInt(CLUSTER_BITS_AT);
    if (clusterBits < MIN_CLUSTER_BITS || clusterBits > MAX_CLUSTER_BITS) {
      throw malformed(CLUSTER_BITS_AT, "qcow2 clusters of 2^" + clusterBits + " bytes");
    }
    diskBytes = header.getLong(DISK_BYTES_AT);
    if (diskBytes < 0 || diskBytes > MAX_BYTES) {
      throw malformed(DISK_BYTES_AT, "a qcow2 disk of " + Long.toUnsignedString(diskBytes));
    }
    if (header.getInt(CRYPT_AT) != 0) {
      throw unsupported(CRYPT_AT, "an encrypted qcow2 file");
    }
    long features = version == 3 ? header.getLong(FEATURES_AT) : 0;
    if ((features & DATA_FILE) != 0) {
      throw unsupported(FEATURES_AT, "a qcow2 file with its data in another file");
    }
    if ((features & EXTENDED_L2) != 0) {
      throw unsupported(FEATURES_AT, "a qcow2 file with extended L2 entries");
    }
    snapshots = readSnapshots(header.getInt(SNAPSHOT_COUNT_AT), header.getLong(SNAPSHOTS_AT));
  }

  private List<Qcow2Snapshot> readSnapshots(int count, long tableAt) throws IOException {
    if (count < 0 || count > MAX_SNAPSHOTS) {
      throw malformed(
          SNAPSHOT_COUNT_AT, Integer.toUnsignedString(count) + " snapshots in a qcow2 file");
    }
    List<Qcow2Snapshot> found = new ArrayList<>();
    long entryAt = tableAt;
    for (int i = 0; i < count; i++) {
      ByteBuffer entry = at(entryAt, ENTRY_BYTES, "the qcow2 snapshot table");
      int extraBytes = entry.getInt(36);
      if (extraBytes < 0 || extraBytes > MAX_EXTRA_BYTES) {
        throw malformed(entryAt + 36, Integer.toUnsignedString(extraBytes) + " extra bytes");
      }
      int idBytes = Short.toUnsignedInt(entry.getShort(12));
      int nameBytes = Short.toUnsignedInt(entry.getShort(14));
      int more = extraBytes + idBytes + nameBytes;
      ByteBuffer rest = at(entryAt + ENTRY_BYTES, more, "the qcow2 snapshot table");
      long stateBytes =
          extraBytes >= Long.BYTES ? rest.getLong(0) : Integer.toUnsignedLong(entry.getInt(32));
      found.add(
          new Qcow2Snapshot(
              text(rest, extraBytes, idBytes),
              text(rest, extraBytes + idBytes, nameBytes),
              stateBytes,
              entry.getLong(0),
              entry.getInt(8)));
      entryAt += (ENTRY_BYTES + more + 7L) & -8L;
    }
    return found;
  }

  private static String text(ByteBuffer bytes, int from, int length) {
    byte[] copy = new byte[length];
    bytes.get(from, copy);
    return PrintableName.of(copy);
  }

  /** Lists the snapshots for a person. */
  String shown() {
    StringBuilder list = new StringBuilder();
    for (Qcow2Snapshot snapshot : snapshots.subList(0, Math.min(SHOWN, snapshots.size()))) {
      list.append(list.isEmpty() ? "" : ", ").append(snapshot.shown());
    }
    if (snapshots.size() > SHOWN) {
      list.append(" and ").append(snapshots.size() - SHOWN).append(" more");
    }
    return list.isEmpty() ? "none" : list.toString();
  }

  /**
   * Opens the machine state of a snapshot.
   *
   * @param wanted its name, or else its id
   * @throws UnsupportedStreamException if there is no such snapshot, or it has no machine state
   */
  ReadableByteChannel open(String wanted) throws IOException {
    Qcow2Snapshot snapshot = find(wanted);
    if (snapshot == null) {
      throw unsupported(
          SNAPSHOTS_AT,
          "a qcow2 file without a snapshot called '" + wanted + "': it has " + shown());
    }
    if (snapshot.stateBytes() <= 0) {
      throw unsupported(SNAPSHOTS_AT, "a snapshot of the disk alone: " + snapshot.shown());
    }
    if (snapshot.stateBytes() > MAX_BYTES) {
      throw malformed(SNAPSHOTS_AT, "a machine state of " + snapshot.stateBytes() + " bytes");
    }
    if (snapshot.l1Entries() < 0 || snapshot.l1Entries() > MAX_L1_ENTRIES) {
      throw malformed(
          SNAPSHOTS_AT,
          "an L1 table of " + Integer.toUnsignedString(snapshot.l1Entries()) + " entries");
    }
    return new Qcow2State(this, snapshot);
  }

  private @Nullable Qcow2Snapshot find(String wanted) {
    for (Qcow2Snapshot snapshot : snapshots) {
      if (snapshot.name().equals(wanted)) {
        return snapshot;
      }
    }
    for (Qcow2Snapshot snapshot : snapshots) {
      if (snapshot.id().equals(wanted)) {
        return snapshot;
      }
    }
    return null;
  }

  int clusterBits() {
    return clusterBits;
  }

  /** Returns the address in the image at which the machine states start. */
  long stateAddress() {
    int l2Bits = clusterBits - 3;
    long coveredByL1Entry = 1L << (clusterBits + l2Bits);
    return (diskBytes + coveredByL1Entry - 1) & -coveredByL1Entry;
  }

  /** Reads bytes of the file. */
  ByteBuffer at(long offset, int length, String what) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    read(offset, bytes);
    if (bytes.hasRemaining()) {
      throw new TruncatedStreamException(
          Clause.SOURCE_QCOW2,
          Math.max(offset, 0),
          "the file ends inside " + what + ", which is to start at this offset");
    }
    return bytes.flip();
  }

  /** Fills a buffer from an offset of the file; what lies after its end leaves it unfilled. */
  void read(long offset, ByteBuffer target) throws IOException {
    // A position beyond what the file system has is refused there: look at the size first.
    if (offset < 0 || offset >= file.size() - start) {
      return;
    }
    file.position(start + offset);
    int read = 0;
    while (target.hasRemaining() && read >= 0) {
      read = file.read(target);
    }
  }

  void close() throws IOException {
    file.close();
  }

  boolean isOpen() {
    return file.isOpen();
  }

  static MalformedStreamException malformed(long at, String found) {
    return new MalformedStreamException(Clause.SOURCE_QCOW2, at, found + " cannot be right");
  }

  static UnsupportedStreamException unsupported(long at, String found) {
    return new UnsupportedStreamException(
        Clause.SOURCE_QCOW2, at, "this is " + found + ", which this reader does not read");
  }
}
