package org.ramwire.conformance.verify;

import java.nio.file.Path;
import java.util.SortedSet;

/** The reference decoder, in this process. */
public final class BuiltInDecoder implements ImplementationUnderTest {

  /** The one there is. */
  public BuiltInDecoder() {}

  @Override
  public String name() {
    return "the built-in decoder";
  }

  @Override
  public String option() {
    return "";
  }

  @Override
  public SortedSet<String> features(RunLimits limits) {
    return ReferenceDecoder.features();
  }

  @Override
  public Outcome decode(Path folder, RunLimits limits) {
    try {
      ReferenceDecoder.Answer answer = ReferenceDecoder.decode(folder);
      return new Outcome.Exited(answer.code(), answer.diagnosis(), answer.message());
    } catch (RuntimeException | StackOverflowError | AssertionError | OutOfMemoryError e) {
      // No such thing may leave the decoder, whatever the stream: that is what a crash is here.
      return new Outcome.Crashed(e.toString());
    }
  }
}
