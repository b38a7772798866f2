package org.ramwire.conformance.harness.run;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ramwire.codec.RamBlock;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.judge.Evidence;
import org.ramwire.conformance.harness.judge.Judge;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.conformance.harness.protocol.CaseFolder;
import org.ramwire.conformance.harness.protocol.ImplementationUnderTest;
import org.ramwire.conformance.harness.protocol.Outcome;
import org.ramwire.conformance.harness.protocol.RunLimits;
import org.ramwire.conformance.harness.protocol.Workspace;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Expectation;
import org.ramwire.conformance.suite.cases.Role;

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
    lacking.add(one.role().label());
    lacking.removeAll(features);
    return lacking.isEmpty() ? runAnyhow(one, features) : Judge.unclaimed(one, lacking);
  }

  /** Runs a case whatever it needs. */
  CaseResult runAnyhow(ConformanceCase one, SortedSet<String> features) throws IOException {
    CaseFolder folder = workspace.write(one);
    try {
      long start = System.nanoTime();
      Outcome outcome = implementation.run(one.role(), folder.path(), limitsOf(one));
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      return withEvidence(new Judge(one, features, folder, time).judge(outcome), folder);
    } finally {
      workspace.done(folder);
    }
  }

  private CaseResult withEvidence(CaseResult result, CaseFolder folder) {
    if (!result.verdict().bad()) {
      return result;
    }
    List<String> lines = new ArrayList<>(result.evidence());
    if (result.verdict() == Verdict.FAIL && result.testCase().role() == Role.DECODE) {
      lines.addAll(Evidence.of(result));
    }
    if (workspace.keeps()) {
      lines.add("kept in " + folder.path());
    }
    return result.withEvidence(lines);
  }

  /** Runs a case without a file that it names: its stream, or its first image. */
  Outcome runWithoutFile(ConformanceCase one) throws IOException {
    CaseFolder folder = workspace.write(one);
    try {
      Files.delete(folder.firstFile(one.role()));
      return implementation.run(one.role(), folder.path(), limitsOf(one));
    } finally {
      workspace.done(folder);
    }
  }

  private RunLimits limitsOf(ConformanceCase one) {
    long images = one.setup().blocks().stream().mapToLong(RamBlock::usedLength).sum();
    long rounds =
        one.expectation() instanceof Expectation.Write write ? write.task().rounds().size() : 0;
    long copies = 1 + one.setup().before().size() + rounds;
    return limits.withRoomFor(images * copies + one.stream().length()).withTimeFor(images);
  }
}
