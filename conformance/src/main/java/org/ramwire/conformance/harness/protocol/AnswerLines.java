package org.ramwire.conformance.harness.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A thread that splits what a session writes into lines, up to a bound for each exchange. */
public final class AnswerLines {

  private static final int BUFFER_BYTES = 8192;

  private final InputStream source;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private volatile long takenBytes;
  private volatile long startBytes;
  private volatile long maxBytes;
  private volatile boolean ended;

  public AnswerLines(InputStream source) {
    this.source = source;
    Thread thread = new Thread(this::drain, "take a session's answers");
    thread.setDaemon(true);
    thread.start();
  }

  /** Starts an exchange, in which so many bytes may come. */
  public void start(long limitBytes) {
    startBytes = takenBytes;
    maxBytes = limitBytes;
  }

  private void drain() {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (source) {
      for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
        takenBytes += read;
        for (int i = 0; i < read && !overflown(); i++) {
          take(buffer[i]);
        }
      }
    } catch (IOException e) {
      // The program was ended while it wrote.
    }
    ended = true;
  }

  private void take(byte next) {
    if (next == '\n') {
      lines.add(line.toString(StandardCharsets.UTF_8));
      line.reset();
    } else {
      line.write(next);
    }
  }

  public boolean overflown() {
    return takenBytes - startBytes > maxBytes;
  }

  public boolean ended() {
    return ended && lines.isEmpty();
  }

  /** Takes the next line, or null if none comes in time. */
  public String poll(long millis) throws InterruptedException {
    return lines.poll(millis, TimeUnit.MILLISECONDS);
  }
}
