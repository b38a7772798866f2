package org.ramwire.xbzrle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A way in which a benchmark's pages change; every one is the same bytes everywhere. */
enum Shape {
  IDENTICAL("identical") {
    @Override
    void change(byte[] page) {}
  },
  ONE_BYTE("one-byte") {
    @Override
    void change(byte[] page) {
      flip(page, 2048, 1);
    }
  },
  EIGHT_BY_EIGHT("8x8") {
    @Override
    void change(byte[] page) {
      for (int j = 0; j < 8; j++) {
        flip(page, 512 * j, 8);
      }
    }
  },
  SIXTY_FOUR_BY_ONE("64x1") {
    @Override
    void change(byte[] page) {
      for (int j = 0; j < 64; j++) {
        flip(page, 64 * j + 7, 1);
      }
    }
  },
  RUN_512("run512") {
    @Override
    void change(byte[] page) {
      flip(page, 1024, 512);
    }
  },
  HALF_16("half16") {
    @Override
    void change(byte[] page) {
      for (int at = 0; at < PAGE_BYTES; at += 32) {
        flip(page, at, 16);
      }
    }
  },
  RUN_4090("run4090") {
    @Override
    void change(byte[] page) {
      flip(page, 0, 4090);
    }
  },
  ALTERNATING("alt1") {
    @Override
    void change(byte[] page) {
      for (int at = 0; at < PAGE_BYTES; at += 2) {
        flip(page, at, 1);
      }
    }
  },
  RANDOM("random") {
    @Override
    void change(byte[] page) {
      throw new AssertionError("a random page is not made from the old one");
    }

    @Override
    byte[] newPage(int pair) {
      return page(2 * pair + 1);
    }
  };

  /** The page size of every shape. */
  static final int PAGE_BYTES = 4096;

  private final String label;

  Shape(String label) {
    this.label = label;
  }

  /** Changes an old page into a new one. */
  abstract void change(byte[] page);

  /** Returns the old content of a pair. */
  final byte[] oldPage(int pair) {
    return page(2 * pair);
  }

  /** Returns the new content of a pair. */
  byte[] newPage(int pair) {
    byte[] page = oldPage(pair);
    change(page);
    return page;
  }

  /** Returns page k: little-endian words of xorshift64 (13, 7, 17), the first after one step. */
  static byte[] page(int k) {
    ByteBuffer page = ByteBuffer.allocate(PAGE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    long x = 0x9E3779B97F4A7C15L * (k + 1);
    while (page.hasRemaining()) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
      page.putLong(x);
    }
    return page.array();
  }

  private static void flip(byte[] page, int from, int length) {
    for (int i = from; i < from + length; i++) {
      page[i] ^= (byte) 0xff;
    }
  }

  @Override
  public String toString() {
    return label;
  }
}
