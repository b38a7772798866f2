package org.ramwire.sender.migration;

import java.io.IOException;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.record.RamRecordWriter;
import org.ramwire.sender.HookStream;
import org.ramwire.sender.count.Counters;

/** A sender's stream as its hook sees it. */
final class SenderHookStream implements HookStream {

  private final RamRecordWriter writer;
  private final StreamOutput output;
  private final Counters counters;
  private final RateLimit rateLimit;
  private final int pageBytes;

  SenderHookStream(
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

  @Override
  public void writeHook() throws IOException {
    writer.hook();
  }

  @Override
  public void flush() throws IOException {
    output.flush();
  }

  @Override
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
