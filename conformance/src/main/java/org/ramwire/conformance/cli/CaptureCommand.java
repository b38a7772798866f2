package org.ramwire.conformance.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ramwire.conformance.capture.Capture;
import org.ramwire.conformance.capture.CaptureResult;
import org.ramwire.conformance.capture.GoldenFolder;
import org.ramwire.conformance.scenario.Scenarios;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The subcommand that records golden streams from a real QEMU. */
@Command(name = "capture")
final class CaptureCommand implements Callable<Integer> {
  @Parameters(arity = "0..*")
  private List<String> scenarios = new ArrayList<>();

  @Option(names = "--qemu")
  private String qemu = "qemu-system-x86_64";

  @Option(names = "--out")
  private Path out;

  public static void main(String[] args) {
    System.exit(new CommandLine(new CaptureCommand()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    for (String name : scenarios) {
      CaptureResult r = Capture.of(qemu, Scenarios.find(name), Duration.ofMinutes(3), () -> {});
      System.out.println(name + " " + r.stream().length + " " + r.totals());
      new GoldenFolder(out).write(r);
    }
    return 0;
  }
}
