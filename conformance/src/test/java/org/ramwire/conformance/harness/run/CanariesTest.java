package org.ramwire.conformance.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.harness.protocol.CaseDescription;
import org.ramwire.conformance.harness.protocol.HarnessException;
import org.ramwire.conformance.harness.protocol.ImplementationUnderTest;
import org.ramwire.conformance.harness.protocol.Outcome;
import org.ramwire.conformance.harness.protocol.RunLimits;
import org.ramwire.conformance.harness.reference.BuiltInCodec;
import org.ramwire.conformance.harness.reference.ReferenceCodec;
import org.ramwire.conformance.suite.cases.Role;

class CanariesTest {

  @Test
  void holdForTheBuiltInCodec() throws Exception {
    VerificationReport report = verify(new BuiltInCodec());

    assertThat(report.good()).isTrue();
  }

  @Test
  void tellAnAnswerThatIsAlwaysTheSame() {
    assertBroken(folder -> 0, "a minimal valid stream gives its image");
    assertBroken(folder -> 10, "a minimal valid stream gives its image");
    assertBroken(folder -> 20, "a minimal valid stream gives its image");
    assertBroken(folder -> 30, "a minimal valid stream gives its image");
    assertBroken(folder -> 1, "a minimal valid stream gives its image");
  }

  @Test
  void tellWhoTakesAnEmptyFile() {
    assertBroken(folder -> size(folder) == 0 ? 0 : honest(folder), "an empty file is rejected");
  }

  @Test
  void tellWhoRejectsWithAnotherCode() {
    assertBroken(folder -> honest(folder) == 10 ? 1 : honest(folder), "an empty file is rejected");
  }

  @Test
  void tellWhoTakesABrokenMagic() {
    assertBroken(
        folder -> size(folder) > 0 && honest(folder) == 10 ? 0 : honest(folder),
        "a broken magic is rejected");
  }

  @Test
  void tellWhoDoesNotLookAtNeeds() {
    assertBroken(
        folder -> honest(folder) == 20 ? 0 : honest(folder), "an unknown feature gives 20");
  }

  @Test
  void tellWhoAnswersForAMissingFile() {
    assertBroken(
        folder -> honest(folder) == 30 ? 10 : honest(folder), "a missing file is neither 0 nor 10");
  }

  @Test
  void tellWhoAnswersDifferentlyTheSecondTime() {
    List<Path> seen = new ArrayList<>();
    assertBroken(
        folder -> {
          seen.add(folder);
          return seen.size() > 5 ? 10 : honest(folder);
        },
        "the same case twice gives the same answer");
  }

  @Test
  void tellAnEncoderThatWritesNothingOrAnything() {
    assertBrokenEncoder(folder -> 0, "a minimal guest is written as a stream");
    assertBrokenEncoder(folder -> 10, "a minimal guest is written as a stream");
    assertBrokenEncoder(
        folder -> {
          int code = ReferenceCodec.answer(folder, Role.ENCODE).code();
          return code == 20 ? 0 : code;
        },
        "an unknown feature gives 20");
    assertBrokenEncoder(
        folder -> {
          int code = ReferenceCodec.answer(folder, Role.ENCODE).code();
          return code == 30 ? 0 : code;
        },
        "a missing file is neither 0 nor 10");
  }

  @Test
  void tellAnEncoderThatAnswersDifferentlyTheSecondTime() {
    List<Path> seen = new ArrayList<>();
    assertBrokenEncoder(
        folder -> {
          seen.add(folder);
          return seen.size() > 3 ? 0 : ReferenceCodec.answer(folder, Role.ENCODE).code();
        },
        "the same case twice gives the same answer");
  }

  private static void assertBrokenEncoder(Function<Path, Integer> answers, String canary) {
    assertThatThrownBy(() -> verify(new Answering(answers, "encode")))
        .isInstanceOf(HarnessException.class)
        .hasMessageStartingWith(canary);
  }

  private static int honest(Path folder) {
    return ReferenceCodec.answer(folder, Role.DECODE).code();
  }

  private static long size(Path folder) {
    try {
      Path stream = folder.resolve(CaseDescription.STREAM_NAME);
      return Files.exists(stream) ? Files.size(stream) : -1;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertBroken(Function<Path, Integer> answers, String canary) {
    ImplementationUnderTest implementation = new Answering(answers, "zero");

    assertThatThrownBy(() -> verify(implementation))
        .isInstanceOf(HarnessException.class)
        .hasMessageStartingWith(canary)
        .hasMessageContaining("expected")
        .hasMessageContaining("found");
  }

  private static VerificationReport verify(ImplementationUnderTest implementation)
      throws Exception {
    return new Verification(implementation, VerificationSettings.DEFAULT)
        .run(TestCases.some(TestCases.ACCEPTED, TestCases.REJECTED), (done, total, last) -> {});
  }

  /** An implementation that answers as a function says. */
  private record Answering(Function<Path, Integer> answers, String feature)
      implements ImplementationUnderTest {

    @Override
    public String name() {
      return "answering";
    }

    @Override
    public String option() {
      return "--iut answering";
    }

    @Override
    public SortedSet<String> features(RunLimits limits) {
      return new TreeSet<>(List.of(feature));
    }

    @Override
    public Outcome run(Role role, Path folder, RunLimits limits) {
      return new Outcome.Exited(answers.apply(folder), null, "");
    }
  }
}
