package org.ramwire.compression.pipeline;

import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;
import org.ramwire.compression.ZlibEncoder;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PageEncoder;

/**
 * Zlib encoders that hold pages of one repeated byte back until a latch opens; run by a pool's own
 * thread, never by the caller's.
 */
final class GateEncoders implements Supplier<PageEncoder> {

  private final int level;
  private final CountDownLatch gate;
  private final CountDownLatch held = new CountDownLatch(1);

  GateEncoders(int level, CountDownLatch gate) {
    this.level = level;
    this.gate = gate;
  }

  /** Waits until a page is being held. */
  void awaitHeld() throws InterruptedException {
    held.await();
  }

  @Override
  public PageEncoder get() {
    PageEncoder zlib = new ZlibEncoder(PageSize.X86, level);
    return new PageEncoder() {
      @Override
      public String name() {
        return zlib.name();
      }

      @Override
      public boolean needsPrevious() {
        return false;
      }

      @Override
      public int maxEncodedBytes() {
        return zlib.maxEncodedBytes();
      }

      @Override
      public int encode(
          byte[] page,
          int pageFrom,
          byte[] previous,
          int previousFrom,
          byte[] target,
          int targetFrom) {
        if (page[pageFrom] == page[pageFrom + 1]
            && page[pageFrom] == page[pageFrom + 2]
            && page[pageFrom] == page[pageFrom + 3]) {
          held.countDown();
          awaitGate();
        }
        return zlib.encode(page, pageFrom, previous, previousFrom, target, targetFrom);
      }

      @Override
      public void decode(byte[] encoded, int encodedFrom, int length, byte[] page, int pageFrom)
          throws DataFormatException {
        zlib.decode(encoded, encodedFrom, length, page, pageFrom);
      }

      @Override
      public void close() {
        zlib.close();
      }
    };
  }

  private void awaitGate() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
