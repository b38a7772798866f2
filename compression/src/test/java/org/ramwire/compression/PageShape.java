package org.ramwire.compression;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** What a page of a test or a benchmark looks like. */
public enum PageShape {
  /** Nothing but zero. */
  ZERO {
    @Override
    public void fill(byte[] page, Random random) {
      Arrays.fill(page, (byte) 0);
    }
  },
  /** One byte, not zero, all over. */
  CONSTANT {
    @Override
    public void fill(byte[] page, Random random) {
      Arrays.fill(page, (byte) (1 + random.nextInt(255)));
    }
  },
  /** One byte that is not zero. */
  SPARSE {
    @Override
    public void fill(byte[] page, Random random) {
      Arrays.fill(page, (byte) 0);
      page[random.nextInt(page.length)] = (byte) (1 + random.nextInt(255));
    }
  },
  /** Words of a small vocabulary. */
  TEXT {
    @Override
    public void fill(byte[] page, Random random) {
      for (int at = 0; at < page.length; ) {
        byte[] word = WORDS[random.nextInt(WORDS.length)];
        int length = Math.min(word.length, page.length - at);
        System.arraycopy(word, 0, page, at, length);
        at += length;
      }
    }
  },
  /** Text, random bytes and zeroes in turn, like a heap's page. */
  MIXED {
    @Override
    public void fill(byte[] page, Random random) {
      TEXT.fill(page, random);
      byte[] noise = new byte[page.length / 8];
      for (int at = 0; at < page.length; at += page.length / 4) {
        random.nextBytes(noise);
        System.arraycopy(noise, 0, page, at, noise.length);
        Arrays.fill(page, at + noise.length, at + noise.length + noise.length / 2, (byte) 0);
      }
    }
  },
  /** Random bytes. */
  RANDOM {
    @Override
    public void fill(byte[] page, Random random) {
      random.nextBytes(page);
    }
  };

  private static final byte[][] WORDS = words();

  private static byte[][] words() {
    Random random = new Random(0x1edc6f41);
    byte[][] words = new byte[1024][];
    for (int i = 0; i < words.length; i++) {
      StringBuilder word = new StringBuilder();
      for (int length = 2 + random.nextInt(9); length > 0; length--) {
        word.append("etaoinshrdlucmfw".charAt(Math.min(random.nextInt(16), random.nextInt(16))));
      }
      words[i] = word.append(' ').toString().getBytes(StandardCharsets.US_ASCII);
    }
    return words;
  }

  /** Fills a page. */
  public abstract void fill(byte[] page, Random random);

  /** Makes a page of the shape; the same one for the same random seed. */
  public byte[] page(int bytes, long randomSeed) {
    byte[] page = new byte[bytes];
    fill(page, new Random(randomSeed));
    return page;
  }
}
