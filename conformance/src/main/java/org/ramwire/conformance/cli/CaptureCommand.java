package org.ramwire.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ramwire.conformance.capture.Capture;
import org.ramwire.conformance.capture.CaptureResult;
import org.ramwire.conformance.capture.GoldenCheck;
import org.ramwire.conformance.capture.GoldenFolder;
import org.ramwire.conformance.capture.QemuProgram;
import org.ramwire.conformance.capture.VerificationException;
import org.ramwire.conformance.scenario.Scenario;
import org.ramwire.conformance.scenario.Scenarios;
import picocli.CommandLine.Command;
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
      "%nA scenario says what is in a guest's memory, what is written to it while it migrates, and "
          + "when. The guest itself never runs. Of each scenario come stream.bin, ram/<index>.img "
          + "(memory as the source reports it) and golden.json (where it comes from).%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ramwire capture --list                     the scenarios that come with Ramwire",
      "  ramwire capture xbzrle --out golden        golden/<qemu-version>/xbzrle",
      "  ramwire capture mine.json --out golden     a scenario of one's own",
      "  ramwire capture --check                    all golden streams that come with Ramwire"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK_TEXT,
      "1:a capture is not as its scenario or its golden stream says",
      ExitCode.USAGE_TEXT,
      ExitCode.MALFORMED_TEXT,
      "11:QEMU cannot be driven, or a file cannot be read or written"
    })
final class CaptureCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..*",
      description = "a name that --list shows, or a .json file; none means all, with --check")
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
      description = "the folder of golden streams to write to; with --check, to compare with")
  private Path out;

  @Option(
      names = "--check",
      description = "write nothing; compare with golden streams, as far as they are deterministic")
  private boolean check;

  @Option(names = "--list", description = "list the scenarios that come with Ramwire")
  private boolean list;

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      defaultValue = "180",
      description = "how long one migration may take (default: ${DEFAULT-VALUE})")
  private int timeLimit;

  private PrintWriter output;

  CaptureCommand() {}

  @Override
  public Integer call() throws IOException {
    output = command.commandLine().getOut();
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
    boolean failed = false;
    for (String name : names.isEmpty() ? golden.names() : names) {
      failed |= !perform(program, Scenarios.find(name), golden);
    }
    return failed ? ExitCode.CASE_FAILED : ExitCode.OK;
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

  /** Captures one scenario, then keeps or compares it; returns whether it is as it should be. */
  private boolean perform(String program, Scenario scenario, GoldenSource golden)
      throws IOException {
    CaptureResult capture;
    CaptureProgress progress = new CaptureProgress(scenario.name());
    try {
      capture = Capture.of(program, scenario, Duration.ofSeconds(timeLimit), progress);
    } catch (VerificationException e) {
      output.println(scenario.name() + ": not kept, as it is not what it should be:");
      e.getMessage().lines().forEach(line -> output.println("  " + line));
      output.flush();
      return false;
    } finally {
      progress.end();
    }
    boolean good = check ? compare(capture, golden) : keep(capture);
    output.flush();
    return good;
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
    var stored = golden.find(capture.provenance().version(), name);
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
}
