package org.ramwire.conformance.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.conformance.harness.miniature.EncoderUnderTest;
import org.ramwire.conformance.harness.protocol.RunLimits;
import org.ramwire.conformance.harness.protocol.Workspace;
import org.ramwire.conformance.harness.reference.BuiltInCodec;
import org.ramwire.conformance.harness.reference.ReferenceCodec;
import org.ramwire.conformance.suite.cases.CaseProfile;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Feature;
import org.ramwire.conformance.suite.library.CaseIds;
import org.ramwire.conformance.suite.library.CaseLibrary;

/**
 * Each case of the library on the reference decoder, as a test of its own; of the long series some
 * dozens together.
 *
 * <p>The profile {@code mutants} runs this class and nothing else against mutants of the codec:
 * what survives is what no vector can tell. A test for each of a thousand cuts would take it hours.
 */
class VectorsTest {

  private static final int MAX_TOGETHER = 50;
  private static final int LONG_STREAM_BYTES = 1 << 19;
  private static final int MANY_BLOCKS = 1000;

  @TempDir private static Path directory;

  /** Read once: each invocation asks for the names again when a mutant is tried. */
  private static final class Library {
    static final Map<String, List<ConformanceCase>> CASES = read();

    private static Map<String, List<ConformanceCase>> read() {
      try {
        Map<String, Integer> counts = new LinkedHashMap<>();
        return CaseLibrary.all().stream()
            .filter(Library::wanted)
            .collect(
                Collectors.groupingBy(
                    one -> name(one, counts), LinkedHashMap::new, Collectors.toList()));
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    /** Against mutants, a case of seconds is too much: each survivor meets every case. */
    private static boolean wanted(ConformanceCase one) {
      boolean slow =
          one.setup().needs().contains(Feature.LARGE_BLOCKS.label())
              || one.stream().length() > LONG_STREAM_BYTES
              || one.setup().blocks().size() > MANY_BLOCKS;
      return !(slow && Boolean.getBoolean("ramwire.vectors.quick"));
    }

    private static String name(ConformanceCase one, Map<String, Integer> counts) {
      String series = CaseIds.seriesOrId(one);
      int before = counts.merge(series, 1, Integer::sum) - 1;
      return before < MAX_TOGETHER ? series : series + " " + before / MAX_TOGETHER;
    }
  }

  static List<String> names() {
    return List.copyOf(Library.CASES.keySet());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void theReferenceDecoderAnswersAsTheCaseExpects(String name) throws Exception {
    BuiltInCodec builtIn = new BuiltInCodec();
    try (Workspace workspace = Workspace.open(directory)) {
      for (ConformanceCase one : Library.CASES.get(name)) {
        CaseResult result =
            new CaseRunner(builtIn, workspace, RunLimits.DEFAULT)
                .run(one, ReferenceCodec.features());
        assertThat(result.verdict()).as(one.id() + ": " + result.found()).isEqualTo(Verdict.PASS);
      }
    }
  }

  /**
   * Whoever writes the stream of {@code qemu-identical} is compared with the reference, so a mutant
   * compared with itself would live. The miniature encoder shares no code with it.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("identicalNames")
  void theReferenceEncoderWritesWhatAnotherWrites(String name) throws Exception {
    EncoderUnderTest other = new EncoderUnderTest(null);
    try (Workspace workspace = Workspace.open(directory)) {
      for (ConformanceCase one : Library.CASES.get(name)) {
        CaseResult result =
            new CaseRunner(other, workspace, RunLimits.DEFAULT)
                .run(one, other.features(RunLimits.DEFAULT));
        assertThat(result.verdict()).as(one.id() + ": " + result.found()).isEqualTo(Verdict.PASS);
      }
    }
  }

  static List<String> identicalNames() {
    return Library.CASES.entrySet().stream()
        .filter(entry -> entry.getValue().stream().allMatch(VectorsTest::isIdentical))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isIdentical(ConformanceCase one) {
    return one.setup().profile() == CaseProfile.QEMU_IDENTICAL;
  }
}
