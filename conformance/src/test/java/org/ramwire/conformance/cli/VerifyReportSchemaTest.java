package org.ramwire.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramwire.conformance.harness.run.Fixtures;
import picocli.CommandLine;

/** The JSON of runs of every kind, as the command line writes it, against its schema. */
class VerifyReportSchemaTest {

  @TempDir private Path directory;

  @Test
  void aChoiceThatPassesFollowsTheSchema() throws IOException {
    JsonNode report = report(0, "--filter", "XBZ-011");

    assertThat(report.path("whole").asBoolean()).isFalse();
    assertThat(report.path("good").asBoolean()).isTrue();
  }

  @Test
  void aFailureFollowsTheSchema() throws IOException {
    JsonNode report = report(1, "--filter", "FLAG-NONE", "--iut", lax());

    assertThat(report.path("verdicts").path("FAIL").asInt()).isEqualTo(1);
    assertThat(report.path("cases").get(0).path("evidence")).isNotEmpty();
  }

  @Test
  void expectedFailuresFollowTheSchema() throws IOException {
    Path known = Files.writeString(directory.resolve("known.txt"), "FLAG-NONE FAIL issue 7\n");
    String[] options = {"--filter", "FLAG-NONE", "--expected", known.toString(), "--iut", lax()};
    JsonNode report = report(0, options);
    assertThat(report.path("verdicts").path("XFAIL").asInt()).isEqualTo(1);

    Files.writeString(known, "FLAG-NONE CRASH issue 7\nNO-SUCH-CASE FAIL issue 8\n");
    assertThat(report(1, options).path("deviations")).hasSize(2);
  }

  @Test
  void madeUpCasesFollowTheSchema() throws IOException {
    assertThat(report(0, "--random", "6", "--seed", "3").path("cases")).hasSize(6);
  }

  @Test
  void aRunThatACanaryEndsWritesNoReport() {
    Path file = directory.resolve("report.json");

    assertThat(run("--json", file.toString(), "--iut", Fixtures.shell("always-10.sh")))
        .isEqualTo(3);
    assertThat(file).doesNotExist();
  }

  private static String lax() {
    return Fixtures.shell("misbehaves.sh") + " accept-all";
  }

  private JsonNode report(int code, String... options) throws IOException {
    Path file = directory.resolve("report.json");
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--json", file.toString()));

    assertThat(run(all.toArray(String[]::new))).isEqualTo(code);

    JsonNode report = new ObjectMapper().readTree(file.toFile());
    try (InputStream schema =
        getClass().getResourceAsStream("/schemas/verify-report.schema.json")) {
      assertThat(
              SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                  .getSchema(schema)
                  .validate(report.toString(), InputFormat.JSON))
          .isEmpty();
    }
    return report;
  }

  private static int run(String... options) {
    List<String> all = new ArrayList<>(List.of("verify"));
    all.addAll(List.of(options));
    CommandLine command = Ramwire.commandLine();
    command.setOut(new PrintWriter(new StringWriter()));
    command.setErr(new PrintWriter(new StringWriter()));
    return command.execute(all.toArray(String[]::new));
  }
}
