package org.ramwire.conformance.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is there as a whole or as it was before, never half. */
public final class ReportFile {

  private final Path named;

  /** What the name meant when it was looked at: a link that comes later is not followed. */
  private final Path target;

  private ReportFile(Path named, Path target) {
    this.named = named;
    this.target = target;
  }

  /**
   * Looks at a name. The links in it are followed now, and not once it is written.
   *
   * @param file need not be there
   * @return the file that it means
   * @throws IOException naming the file, if its links lead nowhere
   */
  public static ReportFile at(Path file) throws IOException {
    try {
      return new ReportFile(file, device(file) ? file : Links.target(file));
    } catch (IOException e) {
      throw FileFault.of(file, e);
    }
  }

  /**
   * Writes a text in UTF-8.
   *
   * @param file is created or replaced; a pipe or a device is written to as it is
   * @param text all of it
   * @throws IOException naming the file, if it cannot be written; it is as it was then
   */
  public static void write(Path file, String text) throws IOException {
    at(file).write(text);
  }

  /**
   * Removes what an earlier run has left there.
   *
   * @throws IOException if it cannot be removed
   */
  public void removeEarlier() throws IOException {
    if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(target);
    }
  }

  /**
   * Writes a text in UTF-8.
   *
   * @param text all of it
   * @throws IOException naming the file, if it cannot be written; it is as it was then
   */
  public void write(String text) throws IOException {
    FileFault.checkDestination(named);
    ByteBuffer content = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try {
      if (device(target)) {
        try (FileChannel device = FileChannel.open(target, StandardOpenOption.WRITE)) {
          write(device, content);
        }
        return;
      }
      if (Files.exists(target) && !Files.isWritable(target)) {
        throw new AccessDeniedException(target.toString());
      }
      try (Unfinished file = Unfinished.file(target, Access.EVERYBODY)) {
        write(file.channel(), content);
        file.replaceFile();
      }
    } catch (IOException e) {
      // The JDK names our own unfinished file, or none.
      throw FileFault.of(named, e);
    }
  }

  private static boolean device(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file);
  }

  private static void write(FileChannel channel, ByteBuffer content) throws IOException {
    while (content.hasRemaining()) {
      channel.write(content);
    }
  }
}
