package org.ramwire.conformance.harness.miniature;

import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ramwire.conformance.harness.protocol.ImplementationUnderTest;
import org.ramwire.conformance.harness.protocol.Outcome;
import org.ramwire.conformance.harness.protocol.RunLimits;
import org.ramwire.conformance.suite.cases.Role;

/** The miniature decoder in this process, which is faster than a program for each case. */
public final class MiniatureUnderTest implements ImplementationUnderTest {

  private final Fault fault;

  /** Makes one that breaks a rule, or none if that is null. */
  public MiniatureUnderTest(Fault fault) {
    this.fault = fault;
  }

  @Override
  public String name() {
    return fault == null ? "the miniature" : "the miniature that " + fault.text();
  }

  @Override
  public String option() {
    return "";
  }

  @Override
  public SortedSet<String> features(RunLimits limits) {
    return new TreeSet<>(MiniatureDecoder.FEATURES);
  }

  @Override
  public Outcome run(Role role, Path folder, RunLimits limits) {
    try {
      return new Outcome.Exited(new MiniatureDecoder(fault).decode(folder), null, "");
    } catch (RuntimeException | OutOfMemoryError e) {
      return new Outcome.Crashed(e.toString());
    }
  }
}
