package org.ramwire.sender.model;

import java.util.Arrays;
import java.util.Random;

/** What a guest does to a page. */
final class Edit {

  private static final int KINDS = 9;

  private Edit() {}

  /** Returns a page's new content, which depends on the old one and a number alone. */
  static byte[] apply(byte[] old, int number) {
    byte[] page = old.clone();
    Random random = new Random(number);
    switch (Math.floorMod(number, KINDS)) {
      case 0 -> Arrays.fill(page, (byte) 0);
      case 1 -> random.nextBytes(page);
      case 2 -> Arrays.fill(page, (byte) (1 + random.nextInt(3)));
      case 3 -> fillWithWords(page, random);
      case 4 -> change(page, 0, page.length - random.nextInt(12));
      case 5 -> change(page, random.nextInt(12), page.length);
      case 6 -> page[random.nextInt(page.length)]++;
      case 7 -> {
        for (int i = 0; i < 5; i++) {
          int at = random.nextInt(page.length - 140);
          change(page, at, at + 1 + random.nextInt(140));
        }
      }
      default -> {
        // The same bytes again: dirty, but unchanged.
      }
    }
    return page;
  }

  private static void fillWithWords(byte[] page, Random random) {
    for (int i = 0; i < page.length; i++) {
      page[i] = (byte) (i % 16 < 12 ? i % 16 : random.nextInt(4));
    }
  }

  private static void change(byte[] page, int from, int to) {
    for (int i = from; i < to; i++) {
      page[i] += 3;
    }
  }
}
