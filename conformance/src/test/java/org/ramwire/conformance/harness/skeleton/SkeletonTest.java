package org.ramwire.conformance.harness.skeleton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.conformance.harness.program.OutsideProgram;
import org.ramwire.conformance.harness.run.Verification;
import org.ramwire.conformance.harness.run.VerificationReport;
import org.ramwire.conformance.harness.run.VerificationSettings;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Feature;
import org.ramwire.conformance.suite.cases.Role;
import org.ramwire.conformance.suite.library.CaseLibrary;

/** Each skeleton, built and verified as a newcomer would, where its toolchain is. */
class SkeletonTest {

  /** A process of Java that ends soon is not worth the better code. */
  private static final String QUICK_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  /** A command that tells that a toolchain is there. */
  private static final Map<Skeleton, String> PROBES =
      Map.of(
          Skeleton.PYTHON, "python3 --version",
          Skeleton.C, "cc --version",
          Skeleton.GO, "go version",
          Skeleton.RUST, "cargo --version",
          Skeleton.JAVA, "javac --version",
          Skeleton.JAVASCRIPT, "node --version");

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(Skeleton.class)
  void passesWhatItClaimsFromTheStart(Skeleton skeleton) throws Exception {
    String probe = PROBES.get(skeleton);
    if (!succeeds(probe)) {
      System.out.println("skipped: '" + probe + "' does not work here");
    }
    assumeTrue(succeeds(probe), "'" + probe + "' does not work here");
    skeleton.write(directory);
    if (!skeleton.buildCommand().isEmpty()) {
      assertThat(succeeds(skeleton.buildCommand())).as(skeleton.buildCommand()).isTrue();
    }

    VerificationReport report =
        new Verification(new OutsideProgram(runCommand(skeleton)), VerificationSettings.DEFAULT)
            .run(CaseLibrary.handWritten(), (done, total, last) -> {});

    assertThat(report.badWorstFirst())
        .extracting(result -> result.testCase().id() + ": " + result.found())
        .isEmpty();
    assertThat(report.count(Verdict.PASS)).isGreaterThan(150);
    assertThat(report.results())
        .filteredOn(result -> asksForPagesOnly(result.testCase()))
        .hasSizeGreaterThan(20)
        .allMatch(result -> result.verdict() == Verdict.PASS);
  }

  /** An encoder's case that needs neither deltas nor anything around the ram section. */
  private static boolean asksForPagesOnly(ConformanceCase one) {
    return one.role() == Role.ENCODE
        && Set.of(Feature.ENCODE.label(), Feature.ENCODE_ZERO.label())
            .containsAll(one.setup().needs());
  }

  @ParameterizedTest
  @EnumSource(Skeleton.class)
  void saysHowItIsRunAndWhatComesNext(Skeleton skeleton) throws Exception {
    List<Path> files = skeleton.write(directory);

    assertThat(files).allMatch(Files::isRegularFile);
    assertThat(Files.readString(directory.resolve("README.md")))
        .contains("ramwire verify --iut '" + skeleton.runCommand() + "'")
        .contains(skeleton.buildCommand())
        .doesNotContain("@");
    assertThat(Files.readString(files.get(0)))
        .contains("---- the codec: this part is yours")
        .contains("---- the harness: this part can stay");
  }

  @Test
  void replacesNothing() throws Exception {
    Path mine = Files.writeString(directory.resolve("mycodec.c"), "my own");

    assertThatThrownBy(() -> Skeleton.C.write(directory))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(Files.readString(mine)).isEqualTo("my own");
    assertThat(directory.resolve("README.md")).doesNotExist();
  }

  /** The run command from another folder than the skeleton's: a shell goes there first. */
  private String runCommand(Skeleton skeleton) {
    String quickJava = "JDK_JAVA_OPTIONS=\"" + QUICK_JAVA + "\"";
    return "sh -c 'cd \"$0\" && "
        + quickJava
        + " exec "
        + skeleton.runCommand()
        + " \"$@\"' '"
        + directory
        + "'";
  }

  private boolean succeeds(String command) throws InterruptedException {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    try {
      ProcessBuilder builder =
          new ProcessBuilder(words)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("build.log").toFile());
      // What the compiler of Java reads.
      builder.environment().put("JAVA_TOOL_OPTIONS", QUICK_JAVA);
      Process process = builder.start();
      if (!process.waitFor(300, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
