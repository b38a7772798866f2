package org.ramwire.conformance.harness.program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A thread that takes what a session writes to standard error, and keeps the end of it. */
final class LastWords {

  private static final int KEPT_CHARS = 4096;
  private static final int BUFFER_BYTES = 8192;

  private final InputStream source;
  private final StringBuilder kept = new StringBuilder();
  private final Thread thread;
  private volatile long takenBytes;
  private volatile long startBytes;

  LastWords(InputStream source) {
    this.source = source;
    this.thread = new Thread(this::drain, "take a session's last words");
    thread.setDaemon(true);
    thread.start();
  }

  /** Starts an exchange: what came before is forgotten. */
  void start() {
    synchronized (kept) {
      kept.setLength(0);
    }
    startBytes = takenBytes;
  }

  private void drain() {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (source) {
      for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
        synchronized (kept) {
          kept.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
          kept.delete(0, Math.max(0, kept.length() - KEPT_CHARS));
        }
        takenBytes += read;
      }
    } catch (IOException e) {
      // The program was ended while it wrote.
    }
  }

  /** Bytes since the exchange's start. */
  long count() {
    return takenBytes - startBytes;
  }

  /** The last line, once a program that has ended has been heard out. */
  String lineOfTheDead() throws InterruptedException {
    thread.join(1000);
    return line();
  }

  String line() {
    synchronized (kept) {
      return BoundedDrain.lastLine(kept.toString());
    }
  }
}
