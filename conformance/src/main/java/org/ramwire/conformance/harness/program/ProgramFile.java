package org.ramwire.conformance.harness.program;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import org.ramwire.conformance.harness.protocol.HarnessException;

/**
 * The first word of a command: looked at before it is run, because what the system says of it would
 * be the words of the program that starts it.
 */
final class ProgramFile {

  private ProgramFile() {}

  /**
   * Refuses what cannot be run.
   *
   * @param program a path, or a name to look for on the search path
   * @param searchPath the folders of programs, or null if it is not known
   */
  static void check(String program, String searchPath) throws HarnessException {
    try {
      if (program.contains(File.separator)) {
        checkFile(program, Path.of(program));
      } else if (searchPath != null) {
        checkName(program, searchPath);
      }
    } catch (InvalidPathException e) {
      throw new HarnessException("'" + program + "' cannot be a program: " + e.getReason());
    }
  }

  private static void checkFile(String program, Path file) throws HarnessException {
    if (!Files.exists(file)) {
      throw new HarnessException("there is no program " + program);
    }
    if (Files.isDirectory(file)) {
      throw new HarnessException(program + " is a directory: expected a program");
    }
    if (!Files.isExecutable(file)) {
      throw new HarnessException(
          program
              + " is not executable: chmod +x it, or name its interpreter, as in --iut 'python3 "
              + program
              + "'");
    }
  }

  private static void checkName(String program, String searchPath) throws HarnessException {
    Path name = Path.of(program);
    boolean found =
        Arrays.stream(searchPath.split(File.pathSeparator))
            .map(folder -> Path.of(folder).resolve(name))
            .anyMatch(file -> Files.isRegularFile(file) && Files.isExecutable(file));
    if (!found) {
      throw new HarnessException(
          "there is no program "
              + program
              + " on the search path"
              + (Files.isRegularFile(name) ? "; the file here is ./" + program : ""));
    }
  }
}
