package org.ramwire.conformance.lab.scenario;

import java.util.Arrays;
import java.util.HexFormat;

/** One step in the making of a page's content: deterministic, the same on every machine. */
public sealed interface ContentStep {

  /**
   * Changes a page in place.
   *
   * @param memory the block's memory
   * @param pageOffset where the page starts
   * @param pageBytes the page size
   * @throws IllegalArgumentException if the step reaches beyond the page
   */
  void apply(byte[] memory, int pageOffset, int pageBytes);

  /**
   * Every byte the same.
   *
   * @param value the byte
   */
  record Fill(int value) implements ContentStep {
    @Override
    public void apply(byte[] memory, int pageOffset, int pageBytes) {
      Arrays.fill(memory, pageOffset, pageOffset + pageBytes, (byte) value);
    }
  }

  /**
   * Bytes that count upwards and wrap at 256.
   *
   * @param start the first byte
   */
  record Ramp(int start) implements ContentStep {
    @Override
    public void apply(byte[] memory, int pageOffset, int pageBytes) {
      for (int i = 0; i < pageBytes; i++) {
        memory[pageOffset + i] = (byte) (start + i);
      }
    }
  }

  /**
   * Bytes of a {@link PageGenerator}, eight from each number, the highest first.
   *
   * @param seed the generator's seed
   */
  record Random(long seed) implements ContentStep {
    @Override
    public void apply(byte[] memory, int pageOffset, int pageBytes) {
      PageGenerator generator = new PageGenerator(seed, pageOffset / pageBytes);
      for (int i = 0; i < pageBytes; i += Long.BYTES) {
        long number = generator.next();
        for (int k = 0; k < Long.BYTES; k++) {
          memory[pageOffset + i + k] = (byte) (number >>> (56 - 8 * k));
        }
      }
    }
  }

  /**
   * Words and spaces, as compressible as prose: the word that {@code next() >>> 60} of a {@link
   * PageGenerator} points at, a space, the next, cut at the page's end.
   *
   * @param seed the generator's seed
   */
  record Text(long seed) implements ContentStep {

    private static final String[] WORDS = {
      "page", "block", "guest", "memory", "dirty", "round", "the", "of", "and", "is", "a", "stream",
      "sends", "again", "host", "zero",
    };

    @Override
    public void apply(byte[] memory, int pageOffset, int pageBytes) {
      PageGenerator generator = new PageGenerator(seed, pageOffset / pageBytes);
      int at = 0;
      while (at < pageBytes) {
        String word = WORDS[(int) (generator.next() >>> 60)] + " ";
        for (int i = 0; i < word.length() && at < pageBytes; i++) {
          memory[pageOffset + at++] = (byte) word.charAt(i);
        }
      }
    }
  }

  /**
   * Stated bytes at an offset.
   *
   * @param at offset in the page
   * @param hex the bytes, two digits each
   */
  record SetBytes(int at, String hex) implements ContentStep {
    @Override
    public void apply(byte[] memory, int pageOffset, int pageBytes) {
      byte[] bytes = HexFormat.of().parseHex(hex);
      checkReach(at, bytes.length, 1, pageBytes);
      System.arraycopy(bytes, 0, memory, pageOffset + at, bytes.length);
    }
  }

  /**
   * Bytes inverted by a mask, so that each one changes: a run, or every n-th byte.
   *
   * @param mask what each byte is XORed with, 1 to 255
   * @param at offset of the first in the page
   * @param count how many
   * @param every the distance from one to the next
   */
  record Xor(int mask, int at, int count, int every) implements ContentStep {
    @Override
    public void apply(byte[] memory, int pageOffset, int pageBytes) {
      checkReach(at, count, every, pageBytes);
      for (int i = 0; i < count; i++) {
        memory[pageOffset + at + i * every] ^= (byte) mask;
      }
    }
  }

  /**
   * Single bytes at places that a {@link PageGenerator} picks, by {@code next() >>> 32} modulo the
   * page size; each is XORed with the number's low byte, whose lowest bit is set.
   *
   * @param seed the generator's seed
   * @param count how many places; one may come up again
   */
  record Sprinkle(long seed, int count) implements ContentStep {
    @Override
    public void apply(byte[] memory, int pageOffset, int pageBytes) {
      PageGenerator generator = new PageGenerator(seed, pageOffset / pageBytes);
      for (int i = 0; i < count; i++) {
        long number = generator.next();
        int at = (int) ((number >>> 32) % pageBytes);
        memory[pageOffset + at] ^= (byte) (number | 1);
      }
    }
  }

  private static void checkReach(int at, int count, int every, int pageBytes) {
    long last = at + (long) (count - 1) * every;
    if (at < 0 || count < 1 || every < 1 || last >= pageBytes) {
      throw new IllegalArgumentException(
          "content from " + at + " to " + last + " is not inside a page of " + pageBytes);
    }
  }
}
