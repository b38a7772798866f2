package org.ramwire.conformance.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears once it is whole. It grows under a hidden name beside the wanted one; closing
 * without having finished, also when the process is told to end, removes it.
 */
final class FileTarget implements SendTarget {

  private final Path wanted;
  private final Path growing;
  private final boolean replaces;
  private final FileChannel channel;
  private final Thread cleanUp;

  private FileTarget(Path wanted, Path growing, boolean replaces) throws IOException {
    this.wanted = wanted;
    this.growing = growing;
    this.replaces = replaces;
    this.channel =
        FileChannel.open(growing, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.cleanUp = new Thread(this::remove, "remove unfinished stream");
    Runtime.getRuntime().addShutdownHook(cleanUp);
  }

  static FileTarget create(Path wanted, boolean replaces) throws IOException {
    refuseToOverwrite(wanted, replaces);
    Path name = wanted.getFileName();
    Path parent = wanted.toAbsolutePath().getParent();
    if (name == null || parent == null) {
      throw new IOException(wanted + ": is a directory; expected a file to write");
    }
    if (!Files.isDirectory(parent)) {
      throw new IOException(parent + ": no such directory");
    }
    String hidden = "." + name + ".unfinished-" + ProcessHandle.current().pid();
    try {
      return new FileTarget(wanted, parent.resolve(hidden), replaces);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(wanted + ": is being written already (" + hidden + ")", e);
    }
  }

  private static void refuseToOverwrite(Path wanted, boolean replaces) throws IOException {
    if (!replaces && Files.exists(wanted)) {
      throw new FileAlreadyExistsException(wanted.toString());
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    try {
      return channel.write(source);
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(wanted + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String finish() throws IOException {
    channel.close();
    refuseToOverwrite(wanted, replaces);
    Files.move(growing, wanted, StandardCopyOption.ATOMIC_MOVE);
    return null;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      remove();
      try {
        Runtime.getRuntime().removeShutdownHook(cleanUp);
      } catch (IllegalStateException e) {
        // The process is ending: the hook is running.
      }
    }
  }

  /** Removes what has not been finished; a finished file has another name. */
  private void remove() {
    try {
      Files.deleteIfExists(growing);
    } catch (IOException e) {
      // Nothing more can be done; the name says that it is unfinished.
    }
  }
}
