package org.ramwire.sender;

import java.io.IOException;

/** The stream as a {@link ControlHook} sees it. Good for the length of a call. */
public interface HookStream {

  /**
   * Writes a HOOK record, which has the destination's hook called when it is read (RAM-080).
   *
   * @throws IOException if the output fails
   */
  void writeHook() throws IOException;

  /**
   * Sends everything so far on its way: what the transport does next must not overtake it.
   *
   * @throws IOException if the output fails
   */
  void flush() throws IOException;

  /**
   * Counts pages that the transport had taken over as delayed and has moved now. Those that are not
   * zero count in the measured bandwidth, which decides when the migration can end.
   *
   * @param bytes how much memory, whole pages
   * @param zero true if they were zero, and moved for nothing
   */
  void pagesMoved(long bytes, boolean zero);
}
