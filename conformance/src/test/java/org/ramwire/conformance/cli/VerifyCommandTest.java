package org.ramwire.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
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
  void printsOneLineIfItIsToBeQuiet() {
    assertThat(run("verify", "-q", "--filter", "zero")).isZero();
    assertThat(out.toString().lines()).hasSize(1).allMatch(line -> line.contains(" passed in "));
  }

  @Test
  void theOneLineTellsWhyTheRunIsNotGood() throws Exception {
    Path known = Files.writeString(directory.resolve("known"), "NO-SUCH FAIL typo\n");

    assertThat(run("verify", "-q", "--filter", "zero", "--expected", known.toString()))
        .isEqualTo(1);
    assertThat(out.toString())
        .endsWith("; not as expected: NO-SUCH: there is no such case" + System.lineSeparator());
  }

  @Test
  void exitsWithTwoForAWrongCommandLine() {
    assertThat(run("verify", "--filter", "nonsense-word")).isEqualTo(2);
    assertThat(run("verify", "--filter", "ZERO-CLERS")).isEqualTo(2);
    assertThat(err.toString()).contains("did you mean ZERO-CLEARS");
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
  void aRunWithoutAVerdictLeavesNoEarlierReport() throws Exception {
    Path junit = Files.writeString(directory.resolve("out.xml"), "<testsuites/>");

    String command = Fixtures.shell("always-10.sh");
    assertThat(run("verify", "--iut", command, "--junit", junit.toString())).isEqualTo(3);

    assertThat(junit).doesNotExist();
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
        .contains("RAM-040 (MUST, both)");
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

  @Test
  void writesEveryReportThatIsAskedFor() throws Exception {
    Path json = directory.resolve("out.json");
    Path xml = directory.resolve("out.xml");
    Path html = directory.resolve("out.html");
    Path svg = directory.resolve("out.svg");

    int code =
        run(
            "verify",
            "--filter",
            "PAGE-ONE",
            "--json",
            json.toString(),
            "--junit",
            xml.toString(),
            "--html",
            html.toString(),
            "--badge",
            svg.toString());

    assertThat(code).isZero();
    assertThat(out.toString()).contains("1 passed").contains("cases 3.");
    assertThat(new ObjectMapper().readTree(json.toFile()).path("whole").asBoolean()).isFalse();
    assertThat(xml).content().contains("<testsuites");
    assertThat(html).content().contains("</html>");
    assertThat(svg).content().contains("</svg>");
  }

  @Test
  void exitsWithElevenIfAReportCannotBeWrittenAndStillSaysTheVerdict() {
    // The run itself makes a directory of that name.
    String file = directory.resolve("PAGE-ONE").toString();

    int code =
        run("verify", "--filter", "PAGE-ONE", "--keep", directory.toString(), "--junit", file);
    assertThat(code).isEqualTo(11);
    assertThat(out.toString()).contains("1 passed");
    assertThat(err.toString()).contains(file + ": is a directory");
  }

  @Test
  void expectedFailuresAreGoodUntilTheyPass() throws Exception {
    String lax = Fixtures.shell("misbehaves.sh") + " accept-all";
    Path known = directory.resolve("known.txt");

    assertThat(verify(lax, known, "--update-expected")).isZero();
    assertThat(known).content().startsWith("FLAG-NONE FAIL unexplained, first seen 20");
    assertThat(out.toString()).contains("1 added, 0 removed, 0 changed", "1 without a reason");

    Files.writeString(known, "# lax\nFLAG-NONE FAIL issue 7\n");
    assertThat(verify(lax, known)).isZero();
    assertThat(out.toString()).contains("1 failed as expected");

    assertThat(run("verify", "--filter", "FLAG-NONE", "--expected", known.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("XPASS");

    Files.writeString(known, "FLAG-NONE CRASH issue 7\n");
    assertThat(verify(lax, known)).isEqualTo(1);
    assertThat(out.toString()).contains("FLAG-NONE: CRASH was expected, it is FAIL");

    Files.writeString(known, "FLAG-NONE FAIL issue 7\nNO-SUCH-CASE FAIL issue 8\n");
    assertThat(verify(lax, known)).isEqualTo(1);
    assertThat(out.toString()).contains("NO-SUCH-CASE: there is no such case");
  }

  @Test
  void aFileOfExpectedFailuresThatIsWrongIsRefusedBeforeAnythingRuns() throws Exception {
    Path known = Files.writeString(directory.resolve("known.txt"), "PAGE-ONE PASS ok\n");

    assertThat(run("verify", "--expected", known.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("line 1").contains("found PASS");
    assertThat(run("verify", "--update-expected")).isEqualTo(2);
    assertThat(run("verify", "--expected", directory.resolve("none").toString())).isEqualTo(11);
  }

  @Test
  void coverageHasNoHoleAndThreeForms() throws Exception {
    assertThat(run("coverage")).isZero();
    assertThat(run("coverage", "--markdown")).isZero();
    assertThat(run("coverage", "--json", "--markdown")).isEqualTo(2);
  }

  @Test
  void theVersionNamesTheSets() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).contains("ramwire 0.1.0", "cases 3.", "golden 1.");
  }

  private int verify(String program, Path known, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("verify", "--iut", program, "--filter", "FLAG-NONE", "--expected"));
    arguments.add(known.toString());
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private int run(String... arguments) {
    CommandLine command = Ramwire.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
