package org.ramwire.codec;

import java.io.IOException;

/** An observer of what is taken from a {@link StreamInput}: it sees each byte once, in order. */
public interface TakenBytes {

  /**
   * Sees bytes that follow those of the last call.
   *
   * @param window holds them, lent for the length of the call
   * @param from index of the first
   * @param length how many, 0 or more
   * @throws IOException if the observer fails
   */
  void taken(byte[] window, int from, int length) throws IOException;
}
