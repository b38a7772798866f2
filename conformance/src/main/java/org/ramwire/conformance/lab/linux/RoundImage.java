package org.ramwire.conformance.lab.linux;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The guest's memory at the end of a round, as a file without its zero pages where the file system
 * has holes.
 *
 * @param file the image
 * @param sha256 of all its bytes, in hex
 * @param changedPages pages that differ from the image before; 0 for the first
 * @param zeroPages pages of zeroes
 */
record RoundImage(Path file, String sha256, long changedPages, long zeroPages) {

  private static final int PAGE_BYTES = LinuxSettings.PAGE_BYTES;
  private static final int CHUNK_BYTES = 1 << 20;

  /**
   * Names an image so that the names of a recording sort as its rounds.
   *
   * @param round from 0
   * @param rounds the last round
   * @return such as {@code round-0.img}, or {@code round-00.img} if there are ten rounds
   */
  static String name(int round, int rounds) {
    int digits = Integer.toString(rounds).length();
    return String.format(Locale.ROOT, "round-%0" + digits + "d.img", round);
  }

  /**
   * Copies memory.
   *
   * @param memory a whole number of pages
   * @param target not there yet
   * @param before the image before, of the same length, or null
   * @return the image
   * @throws IOException if it cannot be copied, as on a full disk
   */
  static RoundImage copy(Path memory, Path target, @Nullable RoundImage before) throws IOException {
    try (FileChannel in = FileChannel.open(memory);
        FileChannel earlier = before == null ? null : FileChannel.open(before.file());
        RandomAccessFile file = new RandomAccessFile(target.toFile(), "rw")) {
      file.setLength(in.size());
      Copying copying = new Copying(file.getChannel());
      byte[] chunk = new byte[CHUNK_BYTES];
      byte[] old = new byte[earlier == null ? 0 : CHUNK_BYTES];
      for (long offset = 0; offset < in.size(); offset += CHUNK_BYTES) {
        int length = (int) Math.min(CHUNK_BYTES, in.size() - offset);
        read(in, chunk, length, offset);
        if (earlier != null) {
          read(earlier, old, length, offset);
        }
        copying.copy(chunk, old, length, offset);
      }
      return new RoundImage(target, Sha256.hex(copying.digest), copying.changed, copying.zero);
    }
  }

  private static void read(FileChannel from, byte[] into, int length, long offset)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
    while (buffer.hasRemaining()) {
      if (from.read(buffer, offset + buffer.position()) < 0) {
        throw new IOException("the guest's memory ends early, at " + offset);
      }
    }
  }

  /** The counts and the hash of a copy under way. */
  private static final class Copying {

    private static final byte[] ZEROES = new byte[PAGE_BYTES];

    private final FileChannel target;
    private final MessageDigest digest = Sha256.digest();
    private long changed;
    private long zero;

    private Copying(FileChannel target) {
      this.target = target;
    }

    private void copy(byte[] chunk, byte[] old, int length, long offset) throws IOException {
      digest.update(chunk, 0, length);
      for (int page = 0; page < length; page += PAGE_BYTES) {
        int end = page + PAGE_BYTES;
        if (old.length > 0 && !Arrays.equals(chunk, page, end, old, page, end)) {
          changed++;
        }
        if (Arrays.equals(chunk, page, end, ZEROES, 0, PAGE_BYTES)) {
          zero++;
        } else {
          write(ByteBuffer.wrap(chunk, page, PAGE_BYTES), offset + page);
        }
      }
    }

    private void write(ByteBuffer page, long offset) throws IOException {
      for (long at = offset; page.hasRemaining(); ) {
        at += target.write(page, at);
      }
    }
  }
}
