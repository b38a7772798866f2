package org.ramwire.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Files that are missing, directories, or no text: a line names the file and says what to do. */
class FileTroubleTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;
  private Path file;
  private Path full;

  @BeforeEach
  void makeFiles() throws IOException {
    file = Files.writeString(folder.resolve("a-file"), "hello\n");
    full = Files.createDirectory(folder.resolve("full"));
    Files.writeString(full.resolve("something"), "here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json", "--junit", "--html", "--badge", "--results"})
  void refusesAReportThatCannotBeWrittenBeforeACaseRuns(String option) throws IOException {
    String missing = folder.resolve("none").resolve("report").toString();

    assertThat(verify(option, missing)).isEqualTo(11);
    assertThat(line()).startsWith("ramwire: " + missing + ": no such directory: make ");
    assertThat(verify(option, full.toString())).isEqualTo(11);
    assertThat(line()).isEqualTo("ramwire: " + full + ": is a directory; expected a file to write");
    assertThat(verify(option, file + "/report")).isEqualTo(11);
    assertThat(line()).endsWith(file + " is not a directory");
    assertThat(verify(option, "")).isEqualTo(2);
    assertThat(line()).contains(option).contains("empty");
    assertThat(out.toString()).isEmpty();
    assertThat(entries(folder)).containsExactlyInAnyOrder("a-file", "full");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--expected", "--case"})
  void refusesAFileWithoutAnEnd(String option) {
    assertThat(verify(option, "/dev/zero")).isEqualTo(11);
    assertThat(line()).isEqualTo("ramwire: /dev/zero: is longer than 16 MiB: too long for a text");
  }

  @Test
  void refusesAFileThatTwoOptionsName() throws IOException {
    String known = folder.resolve("known").toString();
    Files.writeString(Path.of(known), "PAGE-ONE FAIL precious\n");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("known"));

    assertThat(verify("--expected", known, "--json", known)).isEqualTo(2);
    assertThat(err.toString()).contains("known: named by two options");
    assertThat(verify("--expected", known, "--junit", folder + "/link")).isEqualTo(2);
    assertThat(verify("--html", folder + "/new", "--badge", folder + "/full/../new")).isEqualTo(2);
    assertThat(verify("--results", folder + "/r", "--json", folder + "/r.incomplete")).isEqualTo(2);
    assertThat(Path.of(known)).hasContent("PAGE-ONE FAIL precious");
    assertThat(verify("--json", "/dev/null", "--html", "/dev/null")).isZero();
  }

  @Test
  void takesAReportsDirectoryThatTheRunItselfMakes() {
    Path kept = folder.resolve("kept");

    assertThat(verify("--keep", kept.toString(), "--html", kept + "/report.html")).isZero();
    assertThat(kept.resolve("report.html")).isNotEmptyFile();
  }

  @Test
  void namesAFileOfKnownFailuresThatIsNoText() throws IOException {
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});

    assertThat(verify("--expected", file.toString())).isEqualTo(11);
    assertThat(line()).isEqualTo("ramwire: " + file + ": is not text in UTF-8");
    assertThat(verify("--expected", full.toString())).isEqualTo(11);
    assertThat(line()).isEqualTo("ramwire: " + full + ": is a directory; expected a file");
    assertThat(run("verify", "--case", file.toString())).isEqualTo(11);
    assertThat(line()).isEqualTo("ramwire: " + file + ": is not text in UTF-8");
  }

  @Test
  void saysWhichDirectoryWouldDo() {
    assertThat(run("export", full.toString())).isEqualTo(11);
    assertThat(line()).startsWith("ramwire: " + full + ": exists already; name a directory that ");
    assertThat(run("init", "--lang", "python", folder + "/a-file/mine")).isEqualTo(11);
    assertThat(line()).isEqualTo("ramwire: " + file + ": is not a directory");
    assertThat(run("export", file + "/cases", "--filter", "PAGE-ONE")).isEqualTo(11);
    assertThat(line()).isEqualTo("ramwire: " + file + ": is not a directory");
    assertThat(verify("--keep", file.toString())).isEqualTo(11);
    assertThat(line()).isEqualTo("ramwire: " + file + ": is not a directory");
  }

  @Test
  void refusesAnEmptyChoiceRatherThanRunningAll() {
    assertThat(run("verify", "--filter", "")).isEqualTo(2);
    assertThat(line()).contains("--filter").contains("empty");
    assertThat(run("send", "--memory", "", "--to", folder + "/out")).isEqualTo(2);
    assertThat(line()).contains("--memory").contains("empty");
    assertThat(run("replay", "")).isEqualTo(2);
    assertThat(line()).contains("GOLDEN").contains("empty");
  }

  @Test
  void reportsMadeUpCasesLikeTheOthers() throws IOException {
    Path json = folder.resolve("out.json");

    assertThat(run("verify", "-q", "--random", "4", "--seed", "7", "--json", json.toString()))
        .isZero();
    assertThat(out.toString().lines()).hasSize(1);
    var report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.path("cases")).hasSize(4);
    assertThat(report.path("whole").asBoolean()).isFalse();
    assertThat(report.path("cases").get(0).path("replay").asText())
        .isEqualTo("ramwire verify --random 4 --seed 7");
  }

  @Test
  void refusesOptionsThatMadeUpCasesPassOver() {
    for (String[] option :
        new String[][] {
          {"--filter", "zero"}, {"--expected", "x"}, {"--results", "x"}, {"--list"}
        }) {
      String[] all =
          Stream.concat(Stream.of("verify", "--random", "1"), Stream.of(option))
              .toArray(String[]::new);
      assertThat(run(all)).isEqualTo(2);
      assertThat(line()).contains("--random").contains(option[0]);
    }
  }

  @Test
  void aKeptCaseIsReplayedFromWhereItIs() throws IOException {
    Path kept = Files.createDirectory(folder.resolve("a case"));
    Path one = kept.resolve("MINE.case");
    try (var text = getClass().getResourceAsStream("/cases/page/PAGE-ONE.case")) {
      Files.write(one, text.readAllBytes());
    }

    assertThat(run("verify", "--case", kept.toString(), "--json")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).path("cases").get(0).path("replay"))
        .hasToString("\"ramwire verify --case '" + kept + "'\"");
  }

  private int verify(String... more) {
    return run(
        Stream.concat(Stream.of("verify", "--filter", "PAGE-ONE"), Stream.of(more))
            .toArray(String[]::new));
  }

  /** The first line of the last command's complaint. */
  private String line() {
    return err.toString().lines().findFirst().orElse("");
  }

  private int run(String... arguments) {
    err.getBuffer().setLength(0);
    CommandLine command = Ramwire.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private static Stream<String> entries(Path directory) throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.map(path -> path.getFileName().toString()).toList().stream();
    }
  }
}
