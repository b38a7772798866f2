package org.ramwire.conformance.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import org.ramwire.conformance.files.FileFault;
import org.ramwire.conformance.files.Links;

/** The writing of a file that is there as a whole or as it was before, never half. */
public final class ReportFile {

  private ReportFile() {}

  /**
   * Writes a text in UTF-8.
   *
   * @param file is created or replaced; a pipe or a device is written to as it is
   * @param text all of it
   * @throws IOException naming the file, if it cannot be written; it is as it was then
   */
  public static void write(Path file, String text) throws IOException {
    FileFault.checkDestination(file);
    try {
      write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The JDK names our own unfinished file, or none.
      throw FileFault.of(file, e);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      Files.write(file, content);
      return;
    }
    Path target = Links.target(file);
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw new AccessDeniedException(target.toString());
    }
    Path unfinished =
        target.resolveSibling(target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      Files.write(unfinished, content);
      keepPermissions(target, unfinished);
      move(unfinished, target);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view != null && Files.exists(from)) {
      view.setPermissions(Files.getPosixFilePermissions(from));
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
