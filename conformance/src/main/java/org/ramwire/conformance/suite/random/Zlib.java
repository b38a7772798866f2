package org.ramwire.conformance.suite.random;

import java.util.Arrays;
import java.util.zip.Deflater;

/** Payloads of COMPRESS_PAGE. */
final class Zlib {

  private static final int LEVELS = 10;

  private Zlib() {}

  /**
   * Returns one zlib stream; the seed decides the level. How long it is depends on the JDK's zlib,
   * so nothing else in a plan may depend on it.
   */
  static byte[] stream(byte[] content, int seed) {
    Deflater deflater = new Deflater(seed % LEVELS);
    try {
      deflater.setInput(content);
      deflater.finish();
      byte[] out = new byte[bound(content.length) + 64];
      return Arrays.copyOf(out, deflater.deflate(out));
    } finally {
      deflater.end();
    }
  }

  /** RAM-060: "… 1 to zlib's bound for a page." */
  static int bound(int pageBytes) {
    return pageBytes + pageBytes / 4096 + pageBytes / 16384 + 13;
  }
}
