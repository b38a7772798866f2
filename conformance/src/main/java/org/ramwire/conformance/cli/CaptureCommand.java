package org.ramwire.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.conformance.lab.capture.Capture;
import org.ramwire.conformance.lab.capture.CaptureResult;
import org.ramwire.conformance.lab.capture.GoldenCheck;
import org.ramwire.conformance.lab.capture.GoldenFolder;
import org.ramwire.conformance.lab.capture.StoredGolden;
import org.ramwire.conformance.lab.capture.VerificationException;
import org.ramwire.conformance.lab.qemu.QemuProgram;
import org.ramwire.conformance.lab.qemu.UnplayableException;
import org.ramwire.conformance.lab.scenario.Scenario;
import org.ramwire.conformance.lab.scenario.Scenarios;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ramwire capture}: golden streams from a real QEMU. */
@Command(
    name = "capture",
    mixinStandardHelpOptions = true,
    description = {
      "Records golden streams from a real QEMU, or checks that they come out the same again.",
      "%nA scenario says what a guest's memory holds, what is written to it during the "
          + "migration, and when. The guest itself never runs. Each scenario gives stream.bin, "
          + "ram/<index>.img (memory as the source reports it) and golden.json (where they come "
          + "from).%n",
      "With --linux the guest runs: it starts Linux and works, and its memory is recorded after "
          + "each round. Each workload gives round-0.img, round-1.img and so on (all of its "
          + "memory, in order; with ten rounds, round-00.img) and recording.json. The same QEMU, "
          + "kernel and busybox give nearly the same recording again.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ramwire capture --list                     the scenarios that come with Ramwire",
      "  ramwire capture xbzrle --out golden        golden/<qemu-version>/xbzrle",
      "  ramwire capture mine.json --out golden     a scenario of one's own",
      "  ramwire capture --check                    all golden streams that come with Ramwire",
      "  ramwire capture --linux --out linux        linux/idle, linux/churn and linux/database",
      "  ramwire capture --linux --workload idle --rounds 2 --memory 128M --out linux",
      "  ramwire capture --linux --kernel vmlinuz --busybox busybox-static.deb --out linux"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK_TEXT,
      "1:a capture is not as its scenario or its golden stream says",
      ExitCode.USAGE_TEXT,
      ExitCode.MALFORMED_TEXT,
      "11:QEMU cannot be driven, or a file cannot be read or written; with --check, no "
          + "scenario can be played at all. Scenarios that this build of QEMU cannot play are "
          + "named with the reason; if all others are equal, the code is 0. With --linux, also a "
          + "guest that fails or is late"
    })
final class CaptureCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..*",
      description = "a name that --list shows, or a .json file; with --check, no name means all")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--qemu",
      paramLabel = "PATH",
      defaultValue = QemuProgram.DEFAULT,
      description = "the QEMU to drive (default: ${DEFAULT-VALUE}, on the search path)")
  private String qemu;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description =
          "the folder of golden streams to write to; with --check, to compare with; with --linux, "
              + "the folder of recordings")
  private Path out;

  @Option(
      names = "--check",
      description =
          "write nothing, and compare with golden streams as far as they are deterministic; if "
              + "there are none of this version of QEMU, compare record by record with those of "
              + "another")
  private boolean check;

  @Option(names = "--list", description = "list the scenarios that come with Ramwire")
  private boolean list;

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      defaultValue = "180",
      description =
          "how long one migration may take; with --linux, one round, of which the first starts the "
              + "guest (default: ${DEFAULT-VALUE})")
  private int timeLimit;

  @Mixin private LinuxOptions linux;

  private static final int MAX_ATTEMPTS = 3;

  private PrintWriter output;
  private int equal;
  private int different;
  private int unplayable;

  CaptureCommand() {}

  @Override
  public Integer call() throws IOException {
    output = command.commandLine().getOut();
    if (linux.lonely() != null) {
      throw usage(linux.lonely() + " is for --linux");
    }
    if (linux.chosen()) {
      return recordLinux();
    }
    if (list) {
      return list();
    }
    if (names.isEmpty() && !check) {
      throw usage("expected a scenario's name or file; --list shows the names");
    }
    if (out == null && !check) {
      throw usage("expected --out DIR, the folder to write to");
    }
    if (timeLimit < 1) {
      throw usage("--time-limit: expected at least 1 second");
    }
    String program = QemuProgram.find(qemu).toString();
    GoldenSource golden = new GoldenSource(Optional.ofNullable(out));
    List<Scenario> scenarios = new ArrayList<>();
    for (String name : names.isEmpty() ? golden.names() : names) {
      scenarios.add(Scenarios.find(name));
    }
    for (Scenario scenario : scenarios) {
      perform(program, scenario, golden);
    }
    if (check) {
      output.printf(
          "%d scenario(s): %d played, of which %d equal, %d differ; %d cannot be played%n",
          scenarios.size(), equal + different, equal, different, unplayable);
      output.flush();
    }
    if (check && equal + different == 0) {
      return ExitCode.UNREADABLE;
    }
    return different > 0 ? ExitCode.CASE_FAILED : ExitCode.OK;
  }

  private int recordLinux() throws IOException {
    if (list || check || !names.isEmpty()) {
      throw usage("--linux records workloads, and takes no scenario, no --list and no --check");
    }
    if (out == null) {
      throw usage("expected --out DIR, the folder to write to");
    }
    if (timeLimit < 1) {
      throw usage("--time-limit: expected at least 1 second");
    }
    try {
      linux.record(qemu, out, Duration.ofSeconds(timeLimit), output);
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
    return ExitCode.OK;
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  private int list() throws IOException {
    for (String name : Scenarios.names()) {
      output.printf("%-26s %s%n", name, Scenarios.find(name).title());
    }
    return ExitCode.OK;
  }

  /** Captures one scenario, then keeps or compares it. */
  private void perform(String program, Scenario scenario, GoldenSource golden) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        CaptureResult capture = capture(program, scenario);
        boolean good = check ? compare(capture, golden) : keep(capture);
        equal += good ? 1 : 0;
        different += good ? 0 : 1;
        output.flush();
        return;
      } catch (UnplayableException e) {
        if (!check) {
          throw e;
        }
        unplayable++;
        output.println(
            scenario.name() + ": cannot be played: " + OneLine.of(String.valueOf(e.getMessage())));
        output.flush();
        return;
      } catch (VerificationException e) {
        // Rounds go by the clock: on a busy machine a write may come after its round.
        if (check && attempt < MAX_ATTEMPTS) {
          output.println(scenario.name() + ": tried again, because it is not as expected");
          continue;
        }
        different++;
        output.println(scenario.name() + ": not kept, because it is not as expected:");
        e.getMessage().lines().forEach(line -> output.println("  " + line));
        output.flush();
        return;
      }
    }
  }

  private CaptureResult capture(String program, Scenario scenario) throws IOException {
    CaptureProgress progress = new CaptureProgress(scenario.name());
    try {
      return Capture.of(program, scenario, Duration.ofSeconds(timeLimit), progress);
    } finally {
      progress.end();
    }
  }

  private boolean keep(CaptureResult capture) throws IOException {
    Path folder = new GoldenFolder(out).write(capture);
    output.println(
        capture.scenario().name()
            + ": "
            + Sizes.show(capture.stream().length)
            + ", "
            + capture.pageRecords()
            + " page record(s), in "
            + folder);
    return true;
  }

  private boolean compare(CaptureResult capture, GoldenSource golden) throws IOException {
    String name = capture.scenario().name();
    String version = capture.provenance().version();
    Optional<StoredGolden> own = golden.find(version, name);
    if (own.isEmpty()) {
      return compareWithAnother(capture, golden.ofAnotherVersion(name));
    }
    StoredGolden stored = own.get();
    Optional<String> difference = GoldenCheck.difference(stored, capture);
    if (difference.isPresent()) {
      output.println(name + ": DIFFERS: " + difference.get());
      return false;
    }
    String same =
        switch (stored.determinism()) {
          case STREAM -> "the same, byte for byte";
          case RAM -> "the same in the ram section, byte for byte";
          case RECORDS -> "the same records; their order is not deterministic";
        };
    output.println(name + ": " + same);
    return true;
  }

  /** Compares what does not hang on a version: memory and page records, or what is expected. */
  private boolean compareWithAnother(CaptureResult capture, StoredGolden other) throws IOException {
    Scenario scenario = capture.scenario();
    String version = capture.provenance().version();
    String from = "QEMU " + other.document().path("qemuVersion").asText();
    Optional<String> difference = GoldenCheck.differenceInRecords(other, capture);
    if (difference.isEmpty()) {
      output.println(scenario.name() + ": the same records as " + from + " sends");
      return true;
    }
    if (scenario.expectations().of(version) != scenario.expectations()) {
      output.println(
          scenario.name() + ": what is expected of QEMU " + version + ", unlike " + from);
      return true;
    }
    output.println(scenario.name() + ": DIFFERS from " + from + ": " + difference.get());
    return false;
  }
}
