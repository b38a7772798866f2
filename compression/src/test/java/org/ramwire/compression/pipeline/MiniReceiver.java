package org.ramwire.compression.pipeline;

import java.io.Closeable;
import java.io.IOException;

/** As much of a destination as it takes to lose a page or to mix up two records of one. */
interface MiniReceiver extends Closeable {

  /** Takes a COMPRESS_PAGE record. */
  void compressedPage(int page, byte[] payload) throws IOException;

  /** Takes a PAGE record. */
  void page(int page, byte[] content) throws IOException;

  /** Acts on EOS: the guest may start now. */
  void endOfSection() throws IOException;

  /** Returns a page as the guest finds it. */
  byte[] content(int page);
}
