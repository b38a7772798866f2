package org.ramwire.conformance.harness.reference;

import java.nio.file.Path;
import java.util.SortedSet;
import org.ramwire.conformance.harness.protocol.ImplementationUnderTest;
import org.ramwire.conformance.harness.protocol.Outcome;
import org.ramwire.conformance.harness.protocol.RunLimits;
import org.ramwire.conformance.suite.cases.Role;

/** The reference codec, in this process. */
public final class BuiltInCodec implements ImplementationUnderTest {

  /** The one there is. */
  public BuiltInCodec() {}

  @Override
  public String name() {
    return "the built-in codec";
  }

  @Override
  public String option() {
    return "";
  }

  @Override
  public SortedSet<String> features(RunLimits limits) {
    return ReferenceCodec.features();
  }

  @Override
  public Outcome run(Role role, Path folder, RunLimits limits) {
    try {
      ReferenceCodec.Answer answer = ReferenceCodec.answer(folder, role);
      return new Outcome.Exited(answer.code(), answer.diagnosis(), answer.message());
    } catch (RuntimeException | StackOverflowError | AssertionError | OutOfMemoryError e) {
      // No such thing may leave the codec, whatever the stream: that is what a crash is here.
      return new Outcome.Crashed(e.toString());
    }
  }
}
