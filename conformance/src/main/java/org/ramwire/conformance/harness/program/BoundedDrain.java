package org.ramwire.conformance.harness.program;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ramwire.conformance.files.OneLine;

/** A thread that takes what a program writes, keeps it up to a bound, and counts the rest. */
final class BoundedDrain {

  private static final int BUFFER_BYTES = 8192;
  static final int LAST_WORDS_CHARS = 300;

  private final InputStream source;
  private final long maxBytes;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final Thread thread;
  private volatile long takenBytes;

  BoundedDrain(InputStream source, long maxBytes) {
    this.source = source;
    this.maxBytes = maxBytes;
    this.thread = new Thread(this::drain, "take a program's output");
    thread.setDaemon(true);
    thread.start();
  }

  private void drain() {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (source) {
      for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
        synchronized (kept) {
          kept.write(buffer, 0, (int) Math.min(read, Math.max(0, maxBytes - kept.size())));
        }
        takenBytes += read;
      }
    } catch (IOException e) {
      // The program was ended while it wrote.
    }
  }

  boolean overflown() {
    return takenBytes > maxBytes;
  }

  /** Waits for the end of the output; returns false if somebody holds it open. */
  boolean await(long millis) throws InterruptedException {
    thread.join(millis);
    return !thread.isAlive();
  }

  String text() {
    synchronized (kept) {
      return kept.toString(StandardCharsets.UTF_8);
    }
  }

  /** The last line that is not blank, without control characters. */
  String lastLine() {
    return lastLine(text());
  }

  static String lastLine(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
    return OneLine.of(last, LAST_WORDS_CHARS);
  }
}
