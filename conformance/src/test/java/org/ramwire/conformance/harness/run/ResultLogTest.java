package org.ramwire.conformance.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramwire.conformance.harness.reference.BuiltInCodec;

/** Results on their way to disk. */
class ResultLogTest {

  @TempDir private Path directory;

  @Test
  void leavesWhatItHadMarkedIncomplete() throws Exception {
    Path file = directory.resolve("results.jsonl");
    List<Integer> linesWhileRunning = new ArrayList<>();

    VerificationReport report;
    try (ResultLog log = new ResultLog(file, new BuiltInCodec(), null)) {
      report =
          new Verification(new BuiltInCodec(), VerificationSettings.DEFAULT)
              .run(
                  TestCases.some(TestCases.ACCEPTED, TestCases.REJECTED),
                  (done, total, last) -> {
                    log.caseEnded(done, total, last);
                    linesWhileRunning.add(lines(directory.resolve("results.jsonl.incomplete")));
                  });
      assertThat(file).doesNotExist();
      assertThat(linesWhileRunning).containsExactly(2, 3);
      log.complete(report);
    }

    assertThat(directory.resolve("results.jsonl.incomplete")).doesNotExist();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(new ObjectMapper().readTree(line));
    }
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0).path("implementation").asText()).isEqualTo("the built-in codec");
    assertThat(lines.get(1).path("verdict").asText()).isEqualTo("PASS");
    assertThat(lines.get(3).path("complete").asBoolean()).isTrue();
    assertThat(lines.get(3).path("cases").asInt()).isEqualTo(2);
  }

  @Test
  void writesIntoAPipeAndLeavesItAPipe() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CompletableFuture<List<String>> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.readAllLines(pipe);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });

    try (ResultLog log = new ResultLog(pipe, new BuiltInCodec(), null)) {
      log.complete(
          new Verification(new BuiltInCodec(), VerificationSettings.DEFAULT)
              .run(TestCases.some(TestCases.ACCEPTED), log));
    }

    assertThat(read.get(1, TimeUnit.MINUTES)).hasSize(3).last().asString().contains("complete");
    assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther()).isTrue();
    assertThat(directory.resolve("pipe.incomplete")).doesNotExist();
  }

  private static int lines(Path file) {
    try {
      return Files.readAllLines(file).size();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
