package org.ramwire.conformance.lab.qemu;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.ramwire.conformance.files.Trees;

/**
 * A running QEMU with a folder of its own for sockets, firmware and what it prints.
 *
 * <p>Closing it ends the process and removes the folder, and so does the end of this JVM. If the
 * JVM is killed, a watching shell does the same: it reads a pipe that ends with the JVM.
 */
public final class QemuProcess implements Closeable {

  private static final Duration END = Duration.ofSeconds(5);

  /** A Unix socket's path has 107 bytes at most; its file's name here takes up to ten. */
  private static final int MAX_FOLDER_LENGTH = 96;

  /**
   * Watches the pipe, and becomes QEMU: so there is no moment at which a QEMU runs unwatched. A
   * line on the pipe means that QEMU has been ended; a pipe that ends without one, that nobody is
   * left to do it. It ends, too, when QEMU has ended by itself: then there is nothing to kill, and
   * what it printed is still to be read.
   */
  private static final String WATCHED =
      "dir=$1; shift; exec 3<&0 </dev/null; "
          + "{ read -r line <&3 || { kill -9 $$ && rm -rf -- \"$dir\"; }; } >/dev/null 2>&1 & "
          + "exec 3<&-; exec \"$@\"";

  private final Path folder;
  private final Process process;
  private boolean ended;
  private final Thread atExit = new Thread(this::end, "end-of-qemu");

  private QemuProcess(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts QEMU.
   *
   * @param program path or name of the program
   * @param arguments its own ones; {@code {dir}} becomes the folder
   * @param files what it finds in the folder, by name
   * @return the process
   * @throws IOException if it cannot be started, or the files cannot be written
   */
  public static QemuProcess start(String program, List<String> arguments, Map<String, byte[]> files)
      throws IOException {
    Path folder = Files.createTempDirectory("ramwire-");
    try {
      if (folder.toString().length() > MAX_FOLDER_LENGTH) {
        throw new CaptureException(
            "the temporary folder's path is too long for a socket: "
                + folder
                + " (choose another with -Djava.io.tmpdir)");
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
      List<String> command = new ArrayList<>();
      command.add(program);
      arguments.forEach(argument -> command.add(argument.replace("{dir}", folder.toString())));
      return new QemuProcess(folder, launch(folder, command));
    } catch (IOException e) {
      remove(folder);
      throw e;
    }
  }

  private static Process launch(Path folder, List<String> command) throws CaptureException {
    List<String> watched =
        new ArrayList<>(List.of("/bin/sh", "-c", WATCHED, "sh", folder.toString()));
    watched.addAll(command);
    try {
      return new ProcessBuilder(watched)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(folder.resolve("stderr").toFile())
          .start();
    } catch (IOException e) {
      throw new CaptureException("cannot run " + command.get(0) + ": " + e.getMessage(), e);
    }
  }

  Path folder() {
    return folder;
  }

  /**
   * Returns where a socket or another file of this process lies.
   *
   * @param name the file's name
   * @return its path, in the process's own folder
   */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /**
   * Returns the operating system's number of it.
   *
   * @return QEMU's own, since it takes the place of what starts it
   */
  public long pid() {
    return process.pid();
  }

  /** Returns the time that it has spent on processors. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /**
   * Tells whether the process runs.
   *
   * @return whether it has not ended
   */
  public boolean alive() {
    return process.isAlive();
  }

  /** Returns what QEMU has printed to stderr, at most the last 2000 characters. */
  String stderr() {
    try {
      String text = Files.readString(folder.resolve("stderr"), StandardCharsets.ISO_8859_1).strip();
      return text.substring(Math.max(0, text.length() - 2000));
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Adds what QEMU printed and how it ended to a failure.
   *
   * @param failure what was seen of it
   * @return the failure with QEMU's own words
   */
  public CaptureException explained(IOException failure) {
    StringBuilder message = new StringBuilder(String.valueOf(failure.getMessage()));
    try {
      if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
        message.append("\nQEMU ended with exit code ").append(process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String stderr = stderr();
    if (!stderr.isEmpty()) {
      message.append("\nQEMU printed: ").append(stderr);
    }
    return new CaptureException(message.toString(), failure);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook does the same work.
    }
    end();
  }

  /** Ends the process and removes the folder, once: the JVM's end may come while a close does. */
  private synchronized void end() {
    if (ended) {
      return;
    }
    ended = true;
    process.destroy();
    try {
      if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    dismissWatcher();
    remove(folder);
  }

  private void dismissWatcher() {
    try (OutputStream pipe = process.getOutputStream()) {
      pipe.write('\n');
    } catch (IOException e) {
      // It has ended already.
    }
  }

  /** Does to the pipe what the end of a JVM that is killed does. */
  void abandon() throws IOException {
    process.getOutputStream().close();
  }

  /** Waits until the process has ended, and tells whether it has. */
  boolean awaitEnd(Duration most) throws InterruptedException {
    return process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void remove(Path folder) {
    try {
      Trees.delete(folder);
    } catch (IOException e) {
      // What cannot be removed stays in the temporary folder, which the system empties.
    }
  }
}
