package org.ramwire.conformance.harness.protocol;

import java.io.IOException;
import java.nio.file.Path;
import org.ramwire.conformance.suite.cases.ConformanceCase;

/** Cases as folders, for other runners than ours. */
public final class CaseFolders {

  private CaseFolders() {}

  /**
   * Writes what an implementation is given: {@code case.txt} and the files that it names.
   *
   * @param folder is there and empty
   * @param one the case
   * @throws IOException if a file cannot be written
   */
  public static void write(Path folder, ConformanceCase one) throws IOException {
    CaseFolder.write(folder, one);
  }
}
