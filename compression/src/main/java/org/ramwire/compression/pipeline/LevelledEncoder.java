package org.ramwire.compression.pipeline;

import java.io.Closeable;
import java.util.function.IntFunction;
import org.ramwire.format.page.PageEncoder;

/**
 * A page encoder whose level each page brings with it: a change of the level opens a new encoder.
 *
 * <p>Not a change within one zlib state: zlib's versions do not agree when such a change ends a
 * block of deflate, and a new state gives the bytes of its level with all of them. Allocates
 * nothing for a page of the same level. Not thread-safe.
 */
final class LevelledEncoder implements Closeable {

  private final IntFunction<? extends PageEncoder> encoders;
  private PageEncoder encoder;
  private int level;

  /**
   * Opens an encoder.
   *
   * @param encoders opens one of a level
   * @param level the first pages'
   */
  LevelledEncoder(IntFunction<? extends PageEncoder> encoders, int level) {
    this.encoders = encoders;
    this.encoder = encoders.apply(level);
    this.level = level;
  }

  /** Encodes a page at a level; returns its bytes, or {@link PageEncoder#NOT_ENCODED}. */
  int encode(int pageLevel, byte[] page, byte[] target) {
    if (pageLevel != level) {
      PageEncoder next = encoders.apply(pageLevel);
      encoder.close();
      encoder = next;
      level = pageLevel;
    }
    return encoder.encode(page, 0, null, 0, target, 0);
  }

  @Override
  public void close() {
    encoder.close();
  }
}
