package org.ramwire.conformance.harness.miniature;

import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ramwire.conformance.harness.protocol.ImplementationUnderTest;
import org.ramwire.conformance.harness.protocol.Outcome;
import org.ramwire.conformance.harness.protocol.RunLimits;
import org.ramwire.conformance.suite.cases.Role;

/** The miniature encoder in this process. */
public final class EncoderUnderTest implements ImplementationUnderTest {

  private final EncoderFault fault;

  /** Makes one that breaks a rule, or none if that is null. */
  public EncoderUnderTest(EncoderFault fault) {
    this.fault = fault;
  }

  @Override
  public String name() {
    return "the miniature encoder" + (fault == null ? "" : " that " + fault.text());
  }

  @Override
  public String option() {
    return "";
  }

  @Override
  public SortedSet<String> features(RunLimits limits) {
    return new TreeSet<>(MiniatureEncoder.EncoderTask.FEATURES);
  }

  @Override
  public Outcome run(Role role, Path folder, RunLimits limits) {
    return new Outcome.Exited(new MiniatureEncoder(fault).encode(folder), null, "");
  }
}
