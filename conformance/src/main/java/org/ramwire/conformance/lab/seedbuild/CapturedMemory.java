package org.ramwire.conformance.lab.seedbuild;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The memory of a captured guest: what it wrote, on top of what the stream first tells of the bytes
 * that it did not write.
 */
public final class CapturedMemory {

  private final SeedCapture capture;
  private final List<byte[]> blocks = new ArrayList<>();

  private CapturedMemory(SeedCapture capture) {
    this.capture = capture;
  }

  /**
   * Returns the memory as it was when the migration began.
   *
   * @param capture which
   * @return the memory, which {@link #write} changes
   * @throws IOException if the stream breaks a clause, or lists other blocks
   */
  public static CapturedMemory before(SeedCapture capture) throws IOException {
    CapturedMemory memory = new CapturedMemory(capture);
    long total = capture.blocks().stream().mapToLong(CapturedBlock::maxLength).sum();
    FirstContents contents = FirstContents.of(capture.stream(), total);
    for (CapturedBlock block : capture.blocks()) {
      byte[] first = contents.first(block.idstr());
      if (first == null || first.length > block.maxLength()) {
        throw new CaptureFault(
            capture.name() + "/stream.bin",
            block.idstr() + " is in blocks.json, and not or longer in the stream");
      }
      byte[] all = new byte[(int) block.maxLength()];
      System.arraycopy(first, 0, all, 0, first.length);
      memory.blocks.add(all);
    }
    memory.write(capture.firstWrites());
    return memory;
  }

  /**
   * Does all writes of the migration.
   *
   * @return this memory, as it was in the end
   */
  public CapturedMemory afterAll() {
    capture.events().forEach(event -> write(event.writes()));
    return this;
  }

  /**
   * Returns a block's memory.
   *
   * @param index the block's
   * @return as many bytes as it may have; not a copy
   */
  public byte[] block(int index) {
    return blocks.get(index);
  }

  /** Does the writes. */
  private void write(List<CapturedWrite> writes) {
    for (CapturedWrite write : writes) {
      byte[] block = blocks.get(write.block());
      System.arraycopy(
          capture.written(), write.from(), block, (int) write.offset(), write.length());
    }
  }

  /**
   * Compares this memory with what the source reported in the end.
   *
   * @return the first block that differs, or nothing
   */
  public Optional<String> differenceFromTruth() {
    for (int i = 0; i < blocks.size(); i++) {
      CapturedBlock block = capture.blocks().get(i);
      String found = sha256(blocks.get(i), (int) block.usedLength());
      if (!found.equals(block.sha256())) {
        return Optional.of(
            "memory of "
                + block.idstr()
                + " has SHA-256 "
                + found
                + " after all writes; the source reported "
                + block.sha256());
      }
    }
    return Optional.empty();
  }

  private static String sha256(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
