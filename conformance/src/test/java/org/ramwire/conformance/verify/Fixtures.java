package org.ramwire.conformance.verify;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** The programs under {@code fixtures}. */
public final class Fixtures {

  private Fixtures() {}

  /** Returns the command that runs a shell fixture, with words before and behind its path. */
  public static String shell(String name) {
    return "sh " + ShellWords.quote(path(name).toString());
  }

  /** Returns the command that runs the Python decoder. */
  public static String python() {
    return python("decoder.py");
  }

  /** Returns the command that runs a Python fixture. */
  public static String python(String name) {
    return "python3 " + ShellWords.quote(path(name).toString());
  }

  /** Tells whether there is a Python to run the decoder. */
  public static boolean pythonPresent() {
    try {
      return new ProcessBuilder("python3", "-c", "import zlib").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Path path(String name) {
    try {
      return Path.of(Fixtures.class.getResource("/fixtures/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
