package org.ramwire.conformance.lab.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ramwire.conformance.files.FileFault;

/** The scenarios that come with Ramwire, and the way to others. */
public final class Scenarios {

  private static final String FOLDER = "/scenarios/";
  private static final String ENDING = ".json";

  private Scenarios() {}

  /**
   * Returns the names of the scenarios that come with Ramwire.
   *
   * @return names in a fixed order
   * @throws IOException if their list cannot be read
   */
  public static List<String> names() throws IOException {
    return Resources.text(FOLDER + "index.txt").lines().filter(line -> !line.isBlank()).toList();
  }

  /**
   * Reads a scenario.
   *
   * @param nameOrFile a name from {@link #names}, or the path of a {@code .json} file
   * @return the scenario
   * @throws IOException if there is no such scenario or it cannot be read
   */
  public static Scenario find(String nameOrFile) throws IOException {
    if (nameOrFile.endsWith(ENDING)) {
      Path file = Path.of(nameOrFile);
      String fileName = file.getFileName().toString();
      String name = fileName.substring(0, fileName.length() - ENDING.length());
      return ScenarioReader.read(name, FileFault.read(file));
    }
    if (!names().contains(nameOrFile)) {
      throw new ScenarioException(nameOrFile, "no such scenario; --list shows their names");
    }
    return ScenarioReader.read(nameOrFile, Resources.text(FOLDER + nameOrFile + ENDING));
  }
}
