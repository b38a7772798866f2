package org.ramwire.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.conformance.harness.run.Fixtures;
import org.ramwire.conformance.lab.linux.TinyPackage;
import picocli.CommandLine;

/** {@code capture --linux} with a program of Python in QEMU's place, and with what goes wrong. */
@Timeout(180)
class CaptureLinuxTest {

  private static final int PT_LOAD = 1;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path kernel;
  private Path busybox;
  private Path recordings;
  private int timeLimit = 120;

  @BeforeEach
  void makeGuestPrograms() throws Exception {
    kernel = Files.write(folder.resolve("vmlinuz"), TinyPackage.kernel("6.1.0 test"));
    byte[] program = TinyPackage.busybox("BusyBox v1.35.0 (test)", PT_LOAD);
    busybox = Files.write(folder.resolve("busybox"), program);
    recordings = folder.resolve("recordings");
  }

  private int run(String... arguments) {
    CommandLine commandLine = Ramwire.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("capture"));
    all.addAll(List.of(arguments));
    return commandLine.execute(all.toArray(String[]::new));
  }

  /** Records idle for two rounds with a QEMU that does this when it is told to go on. */
  private int record(String... atEachCont) throws Exception {
    return run(
        "--linux",
        "--workload=idle",
        "--rounds=2",
        "--memory=128M",
        "--time-limit=" + timeLimit,
        "--kernel=" + kernel,
        "--busybox=" + busybox,
        "--qemu=" + fakeQemu(atEachCont),
        "--out=" + recordings);
  }

  private String fakeQemu(String... atEachCont) throws Exception {
    if (!Fixtures.pythonPresent()) {
      Assumptions.abort("no python3");
    }
    StringBuilder steps = new StringBuilder();
    for (String step : atEachCont) {
      steps.append("    ").append(step).append('\n');
    }
    String script =
        String.join(
            "\n",
            "#!/usr/bin/env python3",
            "import json, os, re, socket, sys",
            "folder = re.search('mem-path=(.*)/memory', ' '.join(sys.argv)).group(1)",
            "memory = open(folder + '/memory', 'wb+')",
            "memory.truncate(128 << 20)",
            "console = open(folder + '/console', 'w')",
            "server = socket.socket(socket.AF_UNIX)",
            "server.bind(folder + '/qmp')",
            "server.listen()",
            "peer = server.accept()[0].makefile('rw')",
            "def say(**message):",
            "    peer.write(json.dumps(message) + '\\n')",
            "    peer.flush()",
            "def page(index, byte):",
            "    memory.seek(index * 4096)",
            "    memory.write(bytes([byte]) * 4096)",
            "    memory.flush()",
            "version = {'qemu': {'major': 7, 'minor': 2, 'micro': 22}, 'package': 'test'}",
            "say(QMP={'version': version})",
            "round = 0",
            "for line in peer:",
            "    request = json.loads(line)",
            "    say(**{'return': {}, 'id': request['id']})",
            "    if request['execute'] != 'cont':",
            "        continue",
            steps.toString());
    Path program = Files.writeString(folder.resolve("fake-qemu"), script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program.toString();
  }

  @Test
  void recordsMemoryAfterEachRound() throws Exception {
    int code =
        record(
            "page(round, 7)",
            "page(100, round)",
            "round += 1",
            "say(event='GUEST_PANICKED')",
            "say(event='STOP')");

    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("idle: pages changed in each round 2 2, of 32768; zero at the end 32764;");
    Path idle = recordings.resolve("idle");
    assertThat(names(idle))
        .containsExactly("recording.json", "round-0.img", "round-1.img", "round-2.img");
    byte[] last = Files.readAllBytes(idle.resolve("round-2.img"));
    assertThat(last).hasSize(128 << 20).startsWith(7, 7, 7);
    assertThat(last[100 * 4096]).isEqualTo((byte) 2);
    assertThat(Files.readString(idle.resolve("recording.json")))
        .contains("\"qemuVersion\" : \"7.2.22\"", "\"version\" : \"6.1.0 test\"")
        .contains("\"changedPages\" : 2", "mem-path={dir}/memory")
        .doesNotContain(folder.toString());
    assertThat(out.toString()).contains("fingerprint " + sumOfSums(idle) + ";");
  }

  /** What a person gets who follows the fingerprint's description. */
  private static String sumOfSums(Path recording) throws Exception {
    String sums = "sha256sum round-*.img | sha256sum | cut -d' ' -f1";
    Process process = new ProcessBuilder("sh", "-c", sums).directory(recording.toFile()).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
  }

  @Test
  void tellsWhyTheKernelPanicked() throws Exception {
    int code =
        record(
            "print('booting\\n[ 1.0] Kernel panic - not syncing: no init\\nmore', file=console)",
            "console.flush()",
            "say(event='SHUTDOWN')",
            "say(event='STOP')");

    assertThat(code).isEqualTo(ExitCode.UNREADABLE);
    assertThat(err.toString())
        .contains("the guest has ended: its console says: [ 1.0] Kernel panic - not syncing: no");
    assertNothingIsLeft();
  }

  @Test
  void tellsThatTheGuestIsNeverReady() throws Exception {
    timeLimit = 1;
    int code = record("print('a line', file=console, flush=True)");

    assertThat(code).isEqualTo(ExitCode.UNREADABLE);
    assertThat(err.toString())
        .contains("has not come to the end of the round in 1 s: its console says last: a line");
    assertNothingIsLeft();
  }

  @Test
  void keepsNothingIfItBreaksOffInTheMiddle() throws Exception {
    int code =
        record(
            "round += 1",
            "if round == 2: sys.exit('no more memory')",
            "say(event='GUEST_PANICKED')",
            "say(event='STOP')");

    assertThat(code).isEqualTo(ExitCode.UNREADABLE);
    assertThat(err.toString()).contains("QEMU printed: no more memory");
    assertNothingIsLeft();
  }

  private void assertNothingIsLeft() throws Exception {
    assertThat(Files.exists(recordings) ? names(recordings) : List.of()).isEmpty();
  }

  private static List<String> names(Path directory) throws Exception {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void refusesToWriteOverARecording() throws Exception {
    Files.createDirectories(recordings.resolve("idle"));

    assertThat(record()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(err.toString()).contains("idle: exists already");
  }

  @Test
  void tellsHowToGetQemu() {
    int code = run("--linux", "--out=" + recordings, "--qemu=" + folder.resolve("no-qemu"));

    assertThat(code).isEqualTo(ExitCode.UNREADABLE);
    assertThat(err.toString()).contains("no-qemu: install QEMU");
  }

  @Test
  void namesAKernelThatIsNotThere() throws Exception {
    kernel = folder.resolve("no-kernel");

    assertThat(record()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(err.toString()).contains("no-kernel: no such file");
  }

  @ParameterizedTest
  @CsvSource({
    "--rounds=0,       '--rounds: expected 1 to 999, found 0'",
    "--rounds=1000,    '--rounds: expected 1 to 999, found 1000'",
    "--interval=0,     '--interval: expected 1 to 3600, found 0'",
    "--memory=127M,    '--memory: expected whole MiB from 128.0 MiB to 2.0 GiB, found 127M'",
    "--memory=2049M,   '--memory: expected whole MiB from 128.0 MiB to 2.0 GiB, found 2049M'",
    "--memory=204801K, '--memory: expected whole MiB from 128.0 MiB to 2.0 GiB, found 204801K'",
    "--memory=much,    expected a size such as",
    "--workload=none,  '--workload'",
    "--check,          --linux records workloads",
    "--list,           --linux records workloads",
    "plain,            --linux records workloads",
    "--time-limit=0,   '--time-limit: expected at least 1 second'"
  })
  void refusesAnArgument(String argument, String message) {
    assertThat(run("--linux", "--out=" + recordings, argument)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(message);
  }

  @Test
  void wantsAFolder() {
    assertThat(run("--linux")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--out DIR");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--workload=idle",
        "--rounds=2",
        "--interval=2",
        "--memory=256M",
        "--kernel=vmlinuz",
        "--busybox=busybox"
      })
  void refusesWhatIsForLinuxAlone(String option) {
    assertThat(run("plain", "--out=" + recordings, option)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(option.replaceAll("=.*", "") + " is for --linux");
  }
}
