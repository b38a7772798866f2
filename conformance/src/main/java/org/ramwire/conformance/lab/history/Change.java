package org.ramwire.conformance.lab.history;

import java.util.Arrays;

/** How a made-up page is written. Every kind is the same bytes everywhere. */
enum Change {
  /** Everything becomes zero, as when the guest frees a page and clears it. */
  CLEAR {
    @Override
    void apply(byte[] page, Dice dice) {
      Arrays.fill(page, (byte) 0);
    }
  },
  /** One counter of eight bytes goes up by one. */
  COUNT {
    @Override
    void apply(byte[] page, Dice dice) {
      int at = 64 * dice.below(page.length / 64) + 56;
      for (int i = 0; i < 8; i++) {
        page[at + i]++;
        if (page[at + i] != 0) {
          break;
        }
      }
    }
  },
  /** 1 to 16 stores of eight bytes, anywhere. */
  STORE {
    @Override
    void apply(byte[] page, Dice dice) {
      for (int stores = 1 + dice.below(16); stores > 0; stores--) {
        Content.putLong(page, 8 * dice.below(page.length / 8), dice.below(1 << 30));
      }
    }
  },
  /** 1 to 24 pointers point elsewhere. */
  POINT {
    @Override
    void apply(byte[] page, Dice dice) {
      for (int stores = 1 + dice.below(24); stores > 0; stores--) {
        Content.putLong(page, 8 * dice.below(page.length / 8), Content.pointer(dice));
      }
    }
  },
  /** One to four passages of 50 to 449 characters are written anew. */
  WRITE_TEXT {
    @Override
    void apply(byte[] page, Dice dice) {
      for (int passages = 1 + dice.below(4); passages > 0; passages--) {
        int from = dice.below(page.length);
        Content.putText(page, from, Math.min(page.length, from + 50 + dice.below(400)), dice);
      }
    }
  },
  /** A function of 64 to 1087 bytes is compiled anew. */
  WRITE_CODE {
    @Override
    void apply(byte[] page, Dice dice) {
      int from = dice.below(page.length);
      Content.putCode(page, from, Math.min(page.length, from + 64 + dice.below(1024)), dice);
    }
  },
  /** 8 to 135 single bytes, anywhere. */
  SCATTER {
    @Override
    void apply(byte[] page, Dice dice) {
      for (int stores = 8 + dice.below(128); stores > 0; stores--) {
        page[dice.below(page.length)] ^= (byte) (1 + dice.below(255));
      }
    }
  },
  /** 1 to 8 structures of 32 to 256 bytes, of which two bytes in three change. */
  STRUCT {
    @Override
    void apply(byte[] page, Dice dice) {
      for (int structs = 1 + dice.below(8); structs > 0; structs--) {
        int from = 32 * dice.below(page.length / 32);
        int to = Math.min(page.length, from + 32 * (1 + dice.below(8)));
        for (int at = from; at < to; at++) {
          if (dice.below(3) > 0) {
            page[at] ^= (byte) (1 + dice.below(255));
          }
        }
      }
    }
  },
  /** One or two runs of 256 to 2303 bytes. */
  RUN {
    @Override
    void apply(byte[] page, Dice dice) {
      for (int runs = 1 + dice.below(2); runs > 0; runs--) {
        int from = dice.below(page.length);
        dice.fill(page, from, Math.min(page.length, from + 256 + dice.below(2048)));
      }
    }
  },
  /** Every byte is written anew, with random ones. */
  REPLACE {
    @Override
    void apply(byte[] page, Dice dice) {
      Content.RANDOM.fill(page, dice);
    }
  },
  /** Every second byte: the most runs that a page can have. */
  ALTERNATE {
    @Override
    void apply(byte[] page, Dice dice) {
      for (int at = 0; at < page.length; at += 2) {
        page[at] ^= (byte) 0xff;
      }
    }
  },
  /** 16 bytes of every 32. */
  HALF {
    @Override
    void apply(byte[] page, Dice dice) {
      for (int at = 0; at < page.length; at++) {
        if (at % 32 < 16) {
          page[at] ^= (byte) 0xff;
        }
      }
    }
  };

  /** Writes a page. */
  abstract void apply(byte[] page, Dice dice);
}
