package org.ramwire.conformance.lab.qemu;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The finding of a QEMU program. */
public final class QemuProgram {

  /** The program that the machine flavours are for. */
  public static final String DEFAULT = "qemu-system-x86_64";

  private QemuProgram() {}

  /**
   * Finds a program.
   *
   * @param name a path, or a name to look for on the search path
   * @return the program's path
   * @throws CaptureException if there is no such program; the message says how to get one
   */
  public static Path find(String name) throws CaptureException {
    return find(name, System.getenv("PATH"));
  }

  static Path find(String name, String searchPath) throws CaptureException {
    try {
      if (name.contains(File.separator)) {
        Path program = Path.of(name);
        if (isProgram(program)) {
          return program;
        }
      } else if (searchPath != null) {
        for (String folder : searchPath.split(File.pathSeparator)) {
          Path program = Path.of(folder, name);
          if (isProgram(program)) {
            return program;
          }
        }
      }
    } catch (InvalidPathException e) {
      // Said below: what cannot be a path names no program.
    }
    throw new CaptureException(
        "there is no program "
            + name
            + ": install QEMU (Debian: apt-get install --no-install-recommends qemu-system-x86)"
            + " or name one with --qemu");
  }

  private static boolean isProgram(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path);
  }
}
