package org.ramwire.sender.model;

/**
 * The modelled one thread that compresses: it holds a page's record until the next page pushes it
 * out or it is flushed.
 */
final class CompressingThread {

  private final ModelSettings settings;
  private final ModelWire wire;
  private final Tally tally;
  private byte[] held = new byte[0];
  private boolean stopped;

  CompressingThread(ModelSettings settings, ModelWire wire, Tally tally) {
    this.settings = settings;
    this.wire = wire;
    this.tally = tally;
  }

  /** Returns whether pages are compressed at this time. */
  boolean inUse() {
    return settings.compression() && !stopped;
  }

  boolean holdsPage() {
    return held.length > 0;
  }

  /** Ends compression for good: from here on deltas do better. */
  void stop() {
    flush(Sight.FLUSH_AT_END_OF_FIRST_ROUND);
    stopped = true;
  }

  /** Compresses a page while everything waits, and writes it. */
  void writeAtOnce(ModelBlock block, long offset, byte[] page) {
    count();
    tally.saw(Sight.COMPRESSED_FIRST_OF_BLOCK);
    write(RecordWriter.compressed(block, offset, false, page, settings.compressionLevel()));
  }

  /** Writes the page that is held, and holds this one. */
  void submit(ModelBlock block, long offset, byte[] page) {
    count();
    tally.sawIf(holdsPage(), Sight.HELD_PAGE_PUSHED_OUT);
    write(held);
    held = RecordWriter.compressed(block, offset, true, page, settings.compressionLevel());
  }

  void flush(Sight why) {
    tally.sawIf(holdsPage(), why);
    write(held);
    held = new byte[0];
  }

  private void count() {
    tally.normal++;
    tally.compressed++;
  }

  private void write(byte[] record) {
    wire.raw(record);
    tally.transferred += record.length;
  }
}
