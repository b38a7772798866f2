package org.ramwire.conformance.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ramwire.codec.RamBlock;
import org.ramwire.conformance.cases.ConformanceCase;

/** The way of one case: folder, run, verdict, and the folder's removal. */
final class CaseRunner {

  private final ImplementationUnderTest implementation;
  private final Workspace workspace;
  private final RunLimits limits;

  CaseRunner(ImplementationUnderTest implementation, Workspace workspace, RunLimits limits) {
    this.implementation = implementation;
    this.workspace = workspace;
    this.limits = limits;
  }

  /** Runs a case, unless the implementation does not claim what it needs. */
  CaseResult run(ConformanceCase one, SortedSet<String> features) throws IOException {
    SortedSet<String> lacking = new TreeSet<>(one.setup().needs());
    lacking.removeAll(features);
    return lacking.isEmpty() ? runAnyhow(one, features) : Judge.unclaimed(one, lacking);
  }

  /** Runs a case whatever it needs. */
  CaseResult runAnyhow(ConformanceCase one, SortedSet<String> features) throws IOException {
    CaseFolder folder = workspace.write(one);
    try {
      long start = System.nanoTime();
      Outcome outcome = implementation.decode(folder.path(), limitsOf(one));
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      return new Judge(one, features, folder, time).judge(outcome);
    } finally {
      workspace.done(folder);
    }
  }

  /** Runs a case whose stream is not there. */
  Outcome runWithoutStream(ConformanceCase one) throws IOException {
    CaseFolder folder = workspace.write(one);
    try {
      Files.delete(folder.stream());
      return implementation.decode(folder.path(), limitsOf(one));
    } finally {
      workspace.done(folder);
    }
  }

  private RunLimits limitsOf(ConformanceCase one) {
    long images = one.setup().blocks().stream().mapToLong(RamBlock::usedLength).sum();
    return limits.withRoomFor(images * (1 + one.setup().before().size()) + one.stream().length());
  }
}
