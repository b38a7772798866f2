package org.ramwire.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(180)
class CaptureCommandTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine commandLine = Ramwire.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(arguments);
  }

  private String program(String script) throws Exception {
    Path program = Files.writeString(folder.resolve("qemu-fake"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program.toString();
  }

  @Test
  void listsTheScenarios() {
    assertThat(run("capture", "--list")).isZero();
    assertThat(out.toString()).contains("xbzrle-tiny-cache ").contains("a cache of four pages");
  }

  @Test
  void wantsAScenarioAndAFolder() {
    assertThat(run("capture")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--list shows the names");
    assertThat(run("capture", "plain")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--out DIR");
    assertThat(run("capture", "--check", "--time-limit", "0")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void tellsHowToGetQemu() {
    String missing = folder.resolve("no-qemu").toString();
    assertThat(run("capture", "--check", "plain", "--qemu", missing))
        .isEqualTo(ExitCode.UNREADABLE);
    assertThat(err.toString()).contains("no-qemu: install QEMU");
  }

  @Test
  void refusesAnUnknownScenario() throws Exception {
    assertThat(run("capture", "--check", "no-such", "--qemu", program("exit 1")))
        .isEqualTo(ExitCode.UNREADABLE);
    assertThat(err.toString()).contains("no-such: no such scenario");
  }

  @Test
  void tellsWhatQemuPrintedWhenItEnded() throws Exception {
    String qemu = program("echo unsupported machine type >&2; exit 3");
    assertThat(run("capture", "plain", "--out", folder.toString(), "--qemu", qemu))
        .isEqualTo(ExitCode.UNREADABLE);
    assertThat(err.toString())
        .contains("the process ended before it listened")
        .contains("exit code 3")
        .contains("QEMU printed: unsupported machine type");
    assertThat(folder.resolve("index.txt")).doesNotExist();
  }

  @Test
  void namesWhatABuildCannotPlayAndGoesOn() throws Exception {
    String qemu = program("echo 'qemu: unsupported machine type' >&2; exit 1");
    assertThat(run("capture", "--check", "plain", "two-pages", "--qemu", qemu))
        .isEqualTo(ExitCode.UNREADABLE);
    assertThat(out.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("plain: cannot be played: ").contains("machine"),
            line -> assertThat(line).startsWith("two-pages: cannot be played: "),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "2 scenario(s): 0 played, of which 0 equal, 0 differ; 2 cannot be played"));
  }
}
