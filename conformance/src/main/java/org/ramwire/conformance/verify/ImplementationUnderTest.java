package org.ramwire.conformance.verify;

import java.nio.file.Path;
import java.util.SortedSet;

/** A decoder that can be given cases: the extension point for other ways to reach one. */
public interface ImplementationUnderTest {

  /**
   * Returns what people know it by.
   *
   * @return a name, or the command that runs it
   */
  String name();

  /**
   * Returns how it is named on the command line.
   *
   * @return an option with its value, or nothing for the built-in decoder
   */
  String option();

  /**
   * Asks for its features.
   *
   * @param limits what the answer may take
   * @return their names
   * @throws HarnessException if there is no proper answer
   */
  SortedSet<String> features(RunLimits limits) throws HarnessException;

  /**
   * Gives it a case.
   *
   * @param folder holds {@code case.txt} and the files that it names; takes {@code out}
   * @param limits what the run may take
   * @return how it ended
   */
  Outcome decode(Path folder, RunLimits limits);
}
