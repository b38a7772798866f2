package org.ramwire.conformance.harness.junit;

import java.io.IOException;
import java.util.List;

/** A decoder under test. */
@FunctionalInterface
public interface StreamDecoder {

  /**
   * Decodes a stream.
   *
   * @param task the stream, and what a receiver knows beforehand
   * @return memory afterwards: the bytes of each block, in the order of the task's blocks
   * @throws IOException if the stream is refused; any other exception counts as a crash
   */
  List<byte[]> decode(DecoderTask task) throws IOException;
}
