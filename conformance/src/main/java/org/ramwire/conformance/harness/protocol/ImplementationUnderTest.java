package org.ramwire.conformance.harness.protocol;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.SortedSet;
import org.ramwire.conformance.suite.cases.Role;

/**
 * A decoder or encoder that can be given cases: the extension point for other ways to reach one.
 *
 * <p>Safe for use by several threads, each of which has a folder of its own.
 */
public interface ImplementationUnderTest extends Closeable {

  /**
   * Returns what people know it by.
   *
   * @return a name, or the command that runs it
   */
  String name();

  /**
   * Returns how it is named on the command line.
   *
   * @return an option with its value, or nothing for the built-in codec
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
   * @param role what it is to do
   * @param folder holds {@code case.txt} and the files that it names; takes {@code out}
   * @param limits what the run may take
   * @return how it ended
   */
  Outcome run(Role role, Path folder, RunLimits limits);

  /**
   * Says whether what keeps it running between cases is sound, once its canaries have been run.
   *
   * @param limits what the answer may take
   * @throws HarnessException if it is not
   */
  default void checkSession(RunLimits limits) throws HarnessException {}

  /** Ends what it keeps running between cases. */
  @Override
  default void close() {}
}
