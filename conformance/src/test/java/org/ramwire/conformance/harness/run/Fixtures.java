package org.ramwire.conformance.harness.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.ramwire.conformance.harness.program.ShellWords;

/** The programs under {@code fixtures}. */
public final class Fixtures {

  private static final String PYTHON = findPython();

  private Fixtures() {}

  /** Returns the command that runs a shell fixture, with words before and after its path. */
  public static String shell(String name) {
    return "sh " + ShellWords.quote(path(name).toString());
  }

  /** Returns the command that runs the Python decoder. */
  public static String python() {
    return python("decoder.py");
  }

  /**
   * Returns the command that runs a Python fixture: two words and the path. Without the packages of
   * the machine, which a fixture does not need, Python starts in a fraction of the time.
   */
  public static String python(String name) {
    return ShellWords.quote(PYTHON == null ? "python3" : PYTHON)
        + " -S "
        + ShellWords.quote(path(name).toString());
  }

  /** Tells whether there is a Python to run the decoder. */
  public static boolean pythonPresent() {
    return PYTHON != null;
  }

  /**
   * Asks the {@code python3} on the path where it lies itself: what stands on the path may be a
   * script of a version manager, which takes longer to start than what it starts.
   */
  private static String findPython() {
    try {
      Process asked =
          new ProcessBuilder("python3", "-c", "import sys, zlib; print(sys.executable)")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String executable = new String(asked.getInputStream().readAllBytes(), UTF_8).strip();
      return asked.waitFor() == 0 ? executable : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
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
