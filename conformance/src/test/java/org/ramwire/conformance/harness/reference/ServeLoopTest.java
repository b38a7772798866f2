package org.ramwire.conformance.harness.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramwire.conformance.harness.protocol.AnswerCode;
import org.ramwire.conformance.harness.protocol.CaseFolder;
import org.ramwire.conformance.harness.run.TestCases;
import org.ramwire.conformance.suite.library.CaseLibrary;

/** Our own side of a session. */
class ServeLoopTest {

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();

  @Test
  void answersHelloAndRunsAndEndsWithBye() throws Exception {
    Path good = Files.createDirectory(directory.resolve("good"));
    Path bad = Files.createDirectory(directory.resolve("bad"));
    CaseFolder.write(good, TestCases.one(TestCases.ACCEPTED));
    CaseFolder.write(bad, TestCases.one(TestCases.REJECTED));

    int code =
        serve(
            "{\"cmd\":\"hello\",\"protocol\":1}",
            "{\"cmd\":\"run\",\"id\":1,\"role\":\"decode\",\"dir\":\"" + good + "\"}",
            "{\"cmd\":\"run\",\"id\":2,\"role\":\"decode\",\"dir\":\"" + bad + "\"}",
            "{\"cmd\":\"bye\"}",
            "never read");

    List<String> answers = out.toString().lines().toList();
    assertThat(code).isZero();
    assertThat(answers).hasSize(3);
    assertThat(answers.get(0)).startsWith("{\"protocol\":1,\"features\":[\"body\",");
    assertThat(answers.get(1)).isEqualTo("{\"id\":1,\"exit\":0}");
    assertThat(answers.get(2)).startsWith("{\"id\":2,\"exit\":10,\"message\":\"RAM-003 at ");
    assertThat(new CaseFolder(good).image(0)).exists();
  }

  @Test
  void writesAStreamForARoundOfImages() throws Exception {
    CaseFolder folder = CaseFolder.write(directory, CaseLibrary.canary("CANARY-ENCODE"));

    serve("{\"cmd\":\"run\",\"id\":7,\"role\":\"encode\",\"dir\":\"" + directory + "\"}");

    assertThat(out.toString()).isEqualTo("{\"id\":7,\"exit\":0}\n");
    assertThat(folder.writtenStream()).isRegularFile();
  }

  @Test
  void endsWithTroubleForALineThatIsNoRequest() throws Exception {
    assertThat(serve("Hello")).isEqualTo(AnswerCode.HARNESS);
    assertThat(serve("{\"cmd\":\"dance\"}")).isEqualTo(AnswerCode.HARNESS);
    assertThat(serve("")).isEqualTo(AnswerCode.HARNESS);
  }

  @Test
  void endsWithItsInput() throws Exception {
    assertThat(new ServeLoop(new BufferedReader(new StringReader("")), new PrintWriter(out)).run())
        .isZero();
  }

  private int serve(String... lines) throws IOException {
    String input = String.join("\n", lines) + "\n";
    return new ServeLoop(new BufferedReader(new StringReader(input)), new PrintWriter(out)).run();
  }
}
