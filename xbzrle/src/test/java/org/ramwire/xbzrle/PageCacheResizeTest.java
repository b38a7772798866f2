package org.ramwire.xbzrle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.ramwire.format.PageSize;

/** A sender that goes on while the cache is resized under it: the receiver must not notice. */
class PageCacheResizeTest {

  private static final int PAGE = 1024;
  private static final int PAGES = 64;
  private static final int ROUNDS = 1000;

  private final PageCache cache = new PageCache(new PageSize(PAGE), 16 * PAGE);
  private final XbzrleEncoder encoder = new XbzrleEncoder(new PageSize(PAGE));
  private final byte[] delta = new byte[PAGE];
  private int deltas;

  @Test
  void receiverStaysEqualWhileTheCacheIsResized() throws Exception {
    byte[][] sent = new byte[PAGES][PAGE];
    byte[][] received = new byte[PAGES][PAGE];
    AtomicBoolean done = new AtomicBoolean();
    Thread resizer =
        new Thread(
            () -> {
              for (int i = 0; !done.get(); i++) {
                cache.resize((long) PAGE << i % 7);
                Thread.onSpinWait();
              }
            });
    resizer.start();
    Random random = new Random(20150930);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        for (int page = 0; page < PAGES; page++) {
          change(sent[page], random);
          send(page, sent[page], received[page], round);
          assertThat(received[page]).isEqualTo(sent[page]);
        }
      }
    } finally {
      done.set(true);
      resizer.join();
    }
    assertThat(deltas).as("deltas among " + ROUNDS * PAGES + " pages").isPositive();
  }

  private static void change(byte[] page, Random random) {
    if (random.nextInt(8) == 0) {
      Arrays.fill(page, (byte) 0);
    } else {
      page[random.nextInt(PAGE)]++;
    }
  }

  /** Sends one page as the seed does, straight into the receiver's memory. */
  private void send(int page, byte[] content, byte[] receiver, long syncCount) throws Exception {
    long address = (long) page * PAGE;
    if (ZeroPage.isZero(content, 0, PAGE)) {
      cache.insertZero(address, syncCount);
      Arrays.fill(receiver, (byte) 0);
      return;
    }
    byte[] old = cache.find(address, syncCount);
    if (old == null) {
      cache.insert(address, content, 0, syncCount);
      System.arraycopy(content, 0, receiver, 0, PAGE);
      return;
    }
    int length = encoder.encode(old, 0, content, 0, delta, 0, PAGE);
    System.arraycopy(content, 0, old, 0, PAGE);
    if (length == XbzrleEncoder.OVERFLOW) {
      System.arraycopy(content, 0, receiver, 0, PAGE);
    } else {
      deltas++;
      XbzrleDecoder.decode(delta, 0, length, receiver, 0, PAGE);
    }
  }
}
