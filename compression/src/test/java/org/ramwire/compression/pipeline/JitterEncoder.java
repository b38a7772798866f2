package org.ramwire.compression.pipeline;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;
import org.ramwire.compression.ZlibEncoder;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PageEncoder;

/** Zlib that dawdles now and then, so that pages get finished in any order. */
final class JitterEncoder implements PageEncoder {

  private final PageEncoder zlib;
  private final Random random;

  JitterEncoder(int level, long randomSeed) {
    this.zlib = new ZlibEncoder(PageSize.X86, level);
    this.random = new Random(randomSeed);
  }

  /** Returns a supplier of encoders that dawdle each in its own way. */
  static Supplier<PageEncoder> supplier(int level, long randomSeed) {
    AtomicInteger count = new AtomicInteger();
    return () -> new JitterEncoder(level, randomSeed + count.getAndIncrement());
  }

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
      byte[] page, int pageFrom, byte[] previous, int previousFrom, byte[] target, int targetFrom) {
    dawdle(random);
    return zlib.encode(page, pageFrom, previous, previousFrom, target, targetFrom);
  }

  /** Takes some time, or none. */
  static void dawdle(Random random) {
    switch (random.nextInt(8)) {
      case 0 -> Thread.yield();
      case 1 -> spin(20_000 + random.nextInt(100_000));
      case 2 -> spin(2_000);
      default -> {}
    }
  }

  private static void spin(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
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
}
