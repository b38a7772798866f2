package org.ramwire.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramwire.conformance.verify.Fixtures;
import picocli.CommandLine;

/** The commands verify, features and decode: exit codes and what they print. */
class VerifyCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @Test
  void exitsWithZeroIfAllPass() {
    assertThat(run("verify", "--filter", "zero")).isZero();
    assertThat(out.toString()).contains("passed").doesNotContain("failed");
  }

  @Test
  void exitsWithOneIfACaseFails() {
    String command = Fixtures.shell("misbehaves.sh") + " accept-all";

    assertThat(run("verify", "--iut", command, "--filter", "FLAG-NONE")).isEqualTo(1);
    assertThat(out.toString()).contains("FAIL").contains("RAM-003").contains("replay");
  }

  @Test
  void exitsWithTwoForAWrongCommandLine() {
    assertThat(run("verify", "--filter", "nonsense-word")).isEqualTo(2);
    assertThat(run("verify", "--iut", "'open")).isEqualTo(2);
    assertThat(run("verify", "--timeout", "0")).isEqualTo(2);
    assertThat(run("verify", "--timeout", "NaN")).isEqualTo(2);
    assertThat(run("verify", "--jobs", "0")).isEqualTo(2);
    assertThat(run("verify", "--memory", "0")).isEqualTo(2);
    assertThat(run("verify", "--mode", "fast")).isEqualTo(2);
    assertThat(run("init", "--lang", "cobol")).isEqualTo(2);
    assertThat(run("explain", "NO-SUCH-CASE")).isEqualTo(2);
    assertThat(run("verify", "--no-such-option")).isEqualTo(2);
  }

  @Test
  void exitsWithThreeIfACanaryDoesNotHold() {
    assertThat(run("verify", "--iut", Fixtures.shell("always-10.sh"))).isEqualTo(3);
    assertThat(err.toString())
        .startsWith("your harness, not your codec: a minimal valid stream")
        .contains("expected  exit 0")
        .contains("found     exited with 10");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void listsCasesByGroupAndByClause() {
    assertThat(run("verify", "--list")).isZero();
    assertThat(out.toString()).contains("xbzrle\n").contains("accept  PAGE-ONE: one PAGE record");
    assertThat(run("verify", "--list", "--filter", "XBZ-011")).isZero();
    assertThat(out.toString())
        .contains("XBZ-011  An empty delta leaves the page as it is.\n    accept  XBZRLE-EMPTY");
  }

  @Test
  void printsJsonThatParses() throws Exception {
    assertThat(run("verify", "--json", "--filter", "PAGE-ONE")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).path("good").asBoolean()).isTrue();
  }

  @Test
  void decodesAFolderThatVerifyHasKept() throws Exception {
    assertThat(run("verify", "--filter", "PAGE-ONE", "--keep", directory.toString())).isZero();
    assertThat(run("verify", "--filter", "FLAG-NONE", "--keep", directory.toString())).isZero();
    Path image = directory.resolve("PAGE-ONE").resolve("out").resolve("0.img");
    byte[] content = Files.readAllBytes(image);
    Files.delete(image);

    assertThat(run("decode", directory.resolve("PAGE-ONE").toString())).isZero();
    assertThat(image).hasBinaryContent(content);
    assertThat(run("decode", directory.resolve("FLAG-NONE").toString())).isEqualTo(10);
    assertThat(err.toString()).contains("RAM-003 at 0x");
    assertThat(directory.resolve("FLAG-NONE").resolve("out")).doesNotExist();
    assertThat(run("decode", directory.resolve("nothing").toString())).isEqualTo(30);
  }

  @Test
  void namesItsFeatures() {
    assertThat(run("features")).isZero();
    assertThat(out.toString().lines()).contains("zero", "xbzrle", "compress");
  }

  @Test
  void encodesAFolderThatVerifyHasKept() throws Exception {
    assertThat(run("verify", "--filter", "ENC-ONE-PAGE", "--keep", directory.toString())).isZero();
    Path folder = directory.resolve("ENC-ONE-PAGE");
    Path stream = folder.resolve("out").resolve("main.bin");
    byte[] content = Files.readAllBytes(stream);
    Files.delete(stream);

    assertThat(run("encode", folder.toString())).isZero();
    assertThat(stream).hasBinaryContent(content);
    assertThat(run("decode", folder.toString())).isEqualTo(30);
    assertThat(err.toString()).contains("the case is for role encode");
  }

  @Test
  void takesModesJobsAndAFileForResults() throws Exception {
    Path results = directory.resolve("results.jsonl");
    String command = Fixtures.shell("misbehaves.sh") + " reject";

    assertThat(
            run(
                "verify",
                "--iut",
                command,
                "--mode",
                "one-shot",
                "--jobs",
                "2",
                "--memory",
                "512",
                "--filter",
                "FLAG-FULL",
                "--results",
                results.toString()))
        .isZero();
    assertThat(Files.readAllLines(results)).hasSizeGreaterThan(2);
    assertThat(Files.readString(results)).contains("\"complete\":true");
  }

  @Test
  void explainsACaseByteByByte() {
    assertThat(run("explain", "zero-clears")).isZero();
    assertThat(out.toString())
        .contains("why       A receiver")
        .contains("block 0 12288 pc.ram")
        .contains("| ZERO")
        .contains("**RAM-040** (MUST, both)");
  }

  @Test
  void showsAFailuresBytesAndWhereItsFolderIs() {
    String command = Fixtures.shell("misbehaves.sh") + " accept-all";

    run("verify", "--iut", command, "--filter", "FLAG-NONE", "--keep", directory.toString());

    assertThat(out.toString())
        .contains("> 0x")
        .contains("no flag")
        .contains("kept in " + directory.resolve("FLAG-NONE"))
        .contains("replay    ramwire verify --filter FLAG-NONE --iut '");
  }

  private int run(String... arguments) {
    CommandLine command = Ramwire.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
