package org.ramwire.conformance.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.ramwire.conformance.harness.program.ShellWords;
import org.ramwire.conformance.harness.protocol.HarnessException;
import org.ramwire.conformance.harness.protocol.ImplementationUnderTest;
import org.ramwire.conformance.harness.run.Verification;
import org.ramwire.conformance.harness.run.VerificationSettings;
import org.ramwire.conformance.harness.shrink.RandomReport;
import org.ramwire.conformance.harness.shrink.RandomRun;
import org.ramwire.conformance.suite.cases.CaseSyntaxException;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.library.CaseLibrary;
import picocli.CommandLine.Option;

/** The options of {@code ramwire verify} for cases that are not in the library. */
final class RandomOptions {

  @Option(
      names = "--random",
      paramLabel = "N",
      description =
          "make up N cases for the features of CMD, and run them instead of the fixed ones; a "
              + "case that fails is made smaller and kept below --keep (default: ramwire-random-SEED)")
  private Integer count;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "the seed of the made-up cases (default: another each time)")
  private Long seed;

  @Option(
      names = "--case",
      paramLabel = "PATH",
      description = "run one case of your own: a case file, or a folder that holds one")
  private Path file;

  /** Tells whether made-up cases are wanted. */
  boolean random() {
    return count != null;
  }

  /** Tells what is wrong with the options, or null. */
  String fault() {
    if (count != null && count < 1) {
      return "--random: expected 1 or more, not " + count;
    }
    if (count != null && file != null) {
      return "--random and --case exclude each other";
    }
    return seed != null && count == null ? "--seed goes with --random" : null;
  }

  /** The options that choose the same cases again; null if they are in the library. */
  String choice() {
    return file == null ? null : "--case " + ShellWords.quote(file.toString());
  }

  /** Returns the one case that is wanted, or null for the library's. */
  List<ConformanceCase> cases() throws IOException {
    try {
      return file == null ? null : List.of(CaseLibrary.fromFile(file));
    } catch (CaseSyntaxException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Makes up cases and runs them. */
  RandomReport run(
      Supplier<ImplementationUnderTest> implementations,
      VerificationSettings settings,
      Verification.Listener progress)
      throws IOException, HarnessException {
    long from = seed == null ? System.nanoTime() & 0xffffffL : seed;
    Path keep = settings.keep() == null ? Path.of("ramwire-random-" + from) : settings.keep();
    return new RandomRun(implementations, settings, from).run(count, keep, progress);
  }
}
