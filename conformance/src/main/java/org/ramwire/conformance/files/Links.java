package org.ramwire.conformance.files;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Symbolic links in the names of what is written: a link stays one, and what it means is made. */
public final class Links {

  /** As many as Linux follows. */
  private static final int MAX_LINKS = 40;

  private Links() {}

  /**
   * Follows the links of a name.
   *
   * @param name a file or directory that need not be there
   * @return the absolute path of what is to be written
   * @throws IOException if the links go round, or one cannot be read
   */
  public static Path target(Path name) throws IOException {
    if (Files.exists(name)) {
      return name.toRealPath();
    }
    Path target = name.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MAX_LINKS) {
        throw new FileSystemLoopException(name.toString());
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    return target.normalize();
  }
}
