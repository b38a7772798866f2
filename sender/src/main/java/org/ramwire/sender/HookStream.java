package org.ramwire.sender;

import java.io.IOException;
import org.ramwire.codec.RamRecordWriter;
import org.ramwire.codec.StreamOutput;

/** The stream as a {@link ControlHook} sees it. Good for the length of a call. */
public final class HookStream {

  private final RamRecordWriter writer;
  private final StreamOutput output;
  private final Counters counters;
  private final RateLimit rateLimit;
  private final int pageBytes;

  HookStream(
      RamRecordWriter writer,
      StreamOutput output,
      Counters counters,
      RateLimit rateLimit,
      int pageBytes) {
    this.writer = writer;
    this.output = output;
    this.counters = counters;
    this.rateLimit = rateLimit;
    this.pageBytes = pageBytes;
  }

  /**
   * Writes a HOOK record, which has the destination's hook called when it is read (RAM-080).
   *
   * @throws IOException if the output fails
   */
  public void writeHook() throws IOException {
    writer.hook();
  }

  /**
   * Sends everything so far on its way: what the transport does next must not overtake it.
   *
   * @throws IOException if the output fails
   */
  public void flush() throws IOException {
    output.flush();
  }

  /**
   * Counts pages that the transport had taken over as delayed and has moved now. Those that are not
   * zero count in the measured bandwidth, which decides when the migration can end.
   *
   * @param bytes how much memory, whole pages
   * @param zero true if they were zero, and moved for nothing
   */
  public void pagesMoved(long bytes, boolean zero) {
    if (zero) {
      counters.duplicatePages.add(bytes / pageBytes);
    } else {
      counters.normalPages.add(bytes / pageBytes);
      counters.transferredBytes.add(bytes);
      rateLimit.movedBeside(bytes);
    }
  }
}
