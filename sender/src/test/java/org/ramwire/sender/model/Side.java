package org.ramwire.sender.model;

import java.io.IOException;
import org.ramwire.sender.SenderStatistics;

/** One of the two that are compared: the model or the sender, each with a guest of its own. */
interface Side {

  /** Writes the head of a section, which counts in the window. */
  void writeHead() throws IOException;

  int liveBlocks();

  int usedPages(int block);

  int maxPages(int block);

  void write(int block, int page, int edit);

  void resize(int block, int pages);

  void plug(String name, int usedPages, int maxPages);

  void unplug(int block);

  void resizeCache(int pages);

  void bandwidth(long bytesPerSecond);

  void advanceMicros(long micros);

  boolean turnWindow();

  boolean windowFull();

  double bytesPerMilli();

  void setup() throws IOException;

  long iterate() throws IOException;

  long pending(long threshold) throws IOException;

  void complete() throws IOException;

  void cancel();

  /** Returns what has been written since the last time it was asked. */
  byte[] written() throws IOException;

  SenderStatistics statistics();
}
