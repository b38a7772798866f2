package org.ramwire.conformance.lab.history;

import java.nio.charset.StandardCharsets;

/** What a made-up page holds before it is written. Every kind is the same bytes everywhere. */
enum Content {
  /** Nothing but zero. */
  ZERO {
    @Override
    void fill(byte[] page, Dice dice) {}
  },
  /** Zero, with 64 numbers below 65536 at places of their own: a young heap. */
  SPARSE {
    @Override
    void fill(byte[] page, Dice dice) {
      for (int store = 0; store < 64; store++) {
        putLong(page, 8 * dice.below(page.length / 8), dice.below(65_536));
      }
    }
  },
  /** Records of 64 bytes: an identity, flags, two pointers, a name and a counter. */
  RECORDS {
    @Override
    void fill(byte[] page, Dice dice) {
      for (int at = 0; at < page.length; at += 64) {
        putLong(page, at, at + dice.below(1 << 20));
        putLong(page, at + 8, 1L << dice.below(12));
        putLong(page, at + 16, pointer(dice));
        putLong(page, at + 24, pointer(dice));
        byte[] word = WORDS[dice.below(WORDS.length)].getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(word, 0, page, at + 32, word.length);
        putLong(page, at + 56, dice.below(1000));
      }
    }
  },
  /** 64-bit pointers into 256 MiB of one address space; one in four is null. */
  POINTERS {
    @Override
    void fill(byte[] page, Dice dice) {
      for (int at = 0; at < page.length; at += 8) {
        putLong(page, at, dice.below(4) == 0 ? 0 : pointer(dice));
      }
    }
  },
  /** Words of English and punctuation. */
  TEXT {
    @Override
    void fill(byte[] page, Dice dice) {
      putText(page, 0, page.length, dice);
    }
  },
  /** Instructions: frequent opcodes with register bytes, displacements and immediates. */
  CODE {
    @Override
    void fill(byte[] page, Dice dice) {
      putCode(page, 0, page.length, dice);
    }
  },
  /** What a compressor leaves: random bytes, with 00 after each ff as in a JPEG's scan. */
  COMPRESSED {
    @Override
    void fill(byte[] page, Dice dice) {
      dice.fill(page, 0, page.length);
      for (int at = 0; at < page.length - 1; at++) {
        if (page[at] == (byte) 0xff) {
          page[at + 1] = 0;
        }
      }
    }
  },
  /** Random bytes. */
  RANDOM {
    @Override
    void fill(byte[] page, Dice dice) {
      dice.fill(page, 0, page.length);
    }
  },
  /** Each page is one of the others, in turn by chance. */
  MIXED {
    @Override
    void fill(byte[] page, Dice dice) {
      KINDS[dice.below(KINDS.length)].fill(page, dice);
    }
  };

  private static final Content[] KINDS = {SPARSE, RECORDS, POINTERS, TEXT, CODE, RANDOM};

  private static final String[] WORDS = {
    "the", "of", "and", "to", "in", "memory", "page", "is", "that", "for", "it", "as", "was",
    "with", "be", "guest", "by", "on", "not", "he", "his", "but", "at", "are", "this", "have",
    "from", "machine", "which", "one", "you", "were", "all", "her", "she", "there", "would",
    "their", "we", "him", "been", "has", "when", "who", "will", "no", "more", "if", "out", "so",
    "up", "said", "what", "its", "about", "than", "into", "them", "can", "only", "other", "time",
    "new", "some"
  };

  /** Frequent beginnings of x86-64 instructions. */
  private static final int[] OPCODES = {
    0x48, 0x48, 0x48, 0x48, 0x8b, 0x8b, 0x8b, 0x89, 0x89, 0xe8, 0x0f, 0x85, 0x74, 0x75, 0xeb, 0x83,
    0xc7, 0x8d, 0x31, 0xc3, 0x55, 0x5d, 0x41, 0x41, 0x4c, 0x66, 0x90, 0x00, 0x24, 0x44, 0xff, 0x39
  };

  /** Fills a page of zeroes. */
  abstract void fill(byte[] page, Dice dice);

  static void putText(byte[] page, int from, int to, Dice dice) {
    int at = from;
    while (at < to) {
      String word = WORDS[dice.below(WORDS.length)];
      for (int i = 0; i < word.length() && at < to; i++) {
        page[at++] = (byte) word.charAt(i);
      }
      if (at < to && dice.below(12) == 0) {
        page[at++] = (byte) (dice.below(3) == 0 ? '.' : ',');
      }
      if (at < to) {
        page[at++] = (byte) (dice.below(14) == 0 ? '\n' : ' ');
      }
    }
  }

  static void putCode(byte[] page, int from, int to, Dice dice) {
    int at = from;
    while (at < to) {
      page[at++] = (byte) OPCODES[dice.below(OPCODES.length)];
      if (at < to) {
        page[at++] = (byte) (0xc0 | dice.below(64));
      }
      int operand = dice.below(8);
      if (operand == 0) {
        for (int i = 0; i < 4 && at < to; i++) {
          page[at++] = (byte) (i < 2 ? dice.below(256) : dice.below(2) * 0xff);
        }
      } else if (operand < 4 && at < to) {
        page[at++] = (byte) (8 * dice.below(16));
      }
    }
  }

  static long pointer(Dice dice) {
    return 0x7f3a_4000_0000L + 16L * dice.below(1 << 24);
  }

  static void putLong(byte[] page, int at, long value) {
    for (int i = 0; i < 8; i++) {
      page[at + i] = (byte) (value >>> 8 * i);
    }
  }
}
