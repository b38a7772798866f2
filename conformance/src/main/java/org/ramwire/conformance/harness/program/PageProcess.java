package org.ramwire.conformance.harness.program;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.conformance.harness.protocol.RunLimits;
import org.ramwire.conformance.lab.bench.EncoderFault;

/**
 * A program in role {@code page}: asked by a line and bytes, it answers by a line and bytes.
 *
 * <p>A second thread writes, so that a program may answer before it has read all; a third ends the
 * program as soon as it passes a limit, which ends every wait for it. For one thread.
 */
final class PageProcess implements Closeable {

  private static final int LINE_BYTES = 2048;
  private static final int SHOWN_CHARS = 60;
  private static final long WATCH_MILLIS = 50;
  private static final int WATCHES_PER_LOOK = 4;
  private static final long FAREWELL_MILLIS = 300;

  private final ProcessFamily family;
  private final RunLimits limits;
  private final InputStream answers;
  private final LastWords words;
  private final ExecutorService writer = Executors.newSingleThreadExecutor(PageProcess::daemon);
  private final Thread watch = daemon(this::watch);

  /** What the program is to answer, and since when; null while nothing is asked. */
  private volatile @Nullable Question question;

  /** Why the program was ended, or null. */
  private volatile @Nullable EncoderFault stopped;

  private record Question(String text, long startNanos) {}

  /**
   * A line that answers.
   *
   * @param line the text before the line's end
   * @param nanos what passed since the question's first byte
   */
  record Answer(String line, long nanos) {

    /** Tells that it is no answer. */
    EncoderFault unlike(String expected) {
      return new EncoderFault(
          "it answers '" + OneLine.of(line, SHOWN_CHARS) + "': expected " + expected);
    }
  }

  private PageProcess(ProcessFamily family, RunLimits limits) {
    this.family = family;
    this.limits = limits;
    this.answers = family.program().getInputStream();
    this.words = new LastWords(family.program().getErrorStream());
    watch.start();
  }

  /** Starts a command. */
  static PageProcess start(List<String> command, RunLimits limits) throws EncoderFault {
    try {
      return new PageProcess(ProcessFamily.start(command), limits);
    } catch (IOException e) {
      throw new EncoderFault("it cannot be started: " + e.getMessage());
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "page program");
    thread.setDaemon(true);
    return thread;
  }

  ProcessFamily family() {
    return family;
  }

  /** Reads the line that a program begins with. */
  PageHello hello() throws EncoderFault {
    question = new Question("saying hello", System.nanoTime());
    PageHello hello = PageHello.parse(line());
    question = null;
    return hello;
  }

  /**
   * Asks, and reads the first line of the answer; {@link #read} reads the rest, {@link #done} ends
   * it.
   *
   * @param request the line without its end
   * @param contents the bytes that follow
   */
  Answer ask(String request, List<ByteBuffer> contents) throws EncoderFault {
    if (Thread.currentThread().isInterrupted()) {
      throw new EncoderFault("the run was interrupted");
    }
    refuseMore();
    words.start();
    long start = System.nanoTime();
    question = new Question("answering '" + OneLine.of(request, SHOWN_CHARS) + "'", start);
    writer.execute(() -> write(request, contents));
    String line = line();
    return new Answer(line, System.nanoTime() - start);
  }

  private void refuseMore() throws EncoderFault {
    try {
      int more = answers.available();
      if (more > 0) {
        throw new EncoderFault("it writes " + more + " bytes or more after its answer");
      }
    } catch (IOException e) {
      // It has ended: no line will come.
    }
  }

  private void write(String request, List<ByteBuffer> contents) {
    try {
      byte[] line = (request + "\n").getBytes(StandardCharsets.US_ASCII);
      int bytes = contents.stream().mapToInt(ByteBuffer::remaining).sum();
      // All at once: in pieces, a request of many contents would cost the program more than a copy.
      ByteBuffer whole = ByteBuffer.allocate(line.length + bytes).put(line);
      contents.forEach(content -> whole.put(content.duplicate()));
      OutputStream input = family.program().getOutputStream();
      input.write(whole.array());
      input.flush();
    } catch (IOException e) {
      // It has ended or does not read: no line will come.
    }
  }

  private String line() throws EncoderFault {
    byte[] line = new byte[LINE_BYTES];
    for (int length = 0; length < LINE_BYTES; length++) {
      int next = next();
      if (next == '\n') {
        return new String(line, 0, length, StandardCharsets.UTF_8);
      }
      line[length] = (byte) next;
    }
    String shown = OneLine.of(new String(line, StandardCharsets.UTF_8), SHOWN_CHARS);
    throw new EncoderFault(
        "it answers '" + shown + "': expected a line, and none has " + LINE_BYTES + " bytes");
  }

  private int next() throws EncoderFault {
    try {
      int next = answers.read();
      if (next >= 0) {
        return next;
      }
    } catch (IOException e) {
      // Below.
    }
    throw ended();
  }

  /** Reads bytes of the answer. */
  void read(byte[] target, int from, int length) throws EncoderFault {
    try {
      if (answers.readNBytes(target, from, length) == length) {
        return;
      }
    } catch (IOException e) {
      // Below.
    }
    throw ended();
  }

  /** Ends an exchange. */
  void done() throws EncoderFault {
    question = null;
    // What came in less time than the watch sleeps.
    if (words.count() > limits.outputBytes()) {
      throw flood();
    }
  }

  /** Says why the output is at its end. */
  private EncoderFault ended() {
    Question asked = question;
    String instead = asked == null ? "" : " instead of " + asked.text;
    try {
      boolean dead = family.program().waitFor(1, TimeUnit.SECONDS);
      if (stopped != null) {
        return stopped;
      }
      if (!dead) {
        return new EncoderFault("it closes its standard output" + instead);
      }
      String last = words.lineOfTheDead();
      return new EncoderFault(
          "it ends with exit code "
              + family.program().exitValue()
              + instead
              + (last.isEmpty() ? "" : "; its last words: " + last));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new EncoderFault("the run was interrupted");
    }
  }

  /**
   * Ends the program once it passes a limit; goes on when it has ended, because a child of it may
   * still hold its output.
   */
  private void watch() {
    try {
      for (int round = 1; ; round++) {
        Thread.sleep(WATCH_MILLIS);
        if (round % WATCHES_PER_LOOK == 0) {
          family.look();
        }
        EncoderFault over = over();
        if (over != null) {
          stopped = over;
          family.kill();
          family.close();
          return;
        }
      }
    } catch (InterruptedException e) {
      // The program is closed.
    }
  }

  private @Nullable EncoderFault over() {
    Question asked = question;
    if (asked != null && System.nanoTime() - asked.startNanos > limits.time().toNanos()) {
      return EncoderFault.hanging(limits.time().toSeconds());
    }
    if (words.count() > limits.outputBytes()) {
      return flood();
    }
    String over = new LimitWatch(limits, family, null).over();
    return over == null ? null : new EncoderFault("it " + over);
  }

  private EncoderFault flood() {
    return new EncoderFault(
        "it writes more than "
            + limits.outputBytes()
            + " bytes on standard error; its last words: "
            + words.line());
  }

  /** Ends its input, and then whatever is left of it. */
  @Override
  public void close() {
    if (writer.isShutdown()) {
      return;
    }
    watch.interrupt();
    writer.execute(this::endInput);
    writer.shutdown();
    try {
      if (stopped == null && question == null) {
        family.program().waitFor(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    family.kill();
    family.close();
  }

  private void endInput() {
    try {
      family.program().getOutputStream().close();
    } catch (IOException e) {
      // It has ended.
    }
  }
}
