package org.ramwire.conformance.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.ramwire.conformance.lab.bench.BenchReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ramwire bench}: what page encoders make of page histories. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures page encoders on page histories, and says which one pays.",
      "%nA page history is a row of pages, each with its content before and after it was "
          + "written. Each encoder encodes them and decodes them; one that loses a byte has no "
          + "figure but a fault. Shows how much smaller the pages become, what encoding and "
          + "decoding cost, and what that means for a migration. Times are processor time.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ramwire bench --quick                       a table in less than a minute",
      "  ramwire bench --list                        the encoders and corpora that there are",
      "  ramwire bench --corpus vm.stream            pages of your own guest",
      "  ramwire bench --corpus before.img --corpus after.img",
      "  ramwire bench --classpath mine.jar --encoder mine --encoder zstd-1",
      "  ramwire bench --program 'python3 mine.py'   an encoder in any language",
      "  ramwire bench --qemu qemu-system-x86_64     beside a real QEMU",
      "  ramwire bench --full --html bench.html --json bench.json",
      "  ramwire bench --compare old.json new.json   what changed beyond noise"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK_TEXT,
      "1:an encoder has a fault; with --compare, an encoder is slower or its pages are larger",
      ExitCode.USAGE_TEXT,
      "10:a corpus is a stream that is malformed",
      ExitCode.UNREADABLE_TEXT
    })
final class BenchCommand implements Callable<Integer> {

  private static final String ERASE_LINE = "\r\u001b[K";

  @Spec private CommandSpec command;

  @Mixin private BenchEncoders encoders;

  @Mixin private BenchCorpora corpora;
  @Mixin private BenchQemu qemu;

  @Mixin private BenchModelOptions model;

  @Mixin private BenchReports reports;

  @Mixin private BenchComparing comparing;

  @Option(
      names = "--quick",
      description = "measure in one process, in less than a minute: the default")
  private boolean quick;

  @Option(
      names = "--full",
      description =
          "measure under JMH: for each encoder and corpus, processes of their own with their own "
              + "warm-up, and error bars; takes hours with all encoders")
  private boolean full;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "40",
      description =
          "how long the quick measuring takes, about, beside proving that nothing is lost and one pass a sample of slow encoders (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--forks",
      paramLabel = "N",
      defaultValue = "2",
      description = "with --full, how many processes each (default: ${DEFAULT-VALUE})")
  private int forks;

  @Option(
      names = "--list",
      description = "list the encoders and the corpora that come with Ramwire")
  private boolean list;

  BenchCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = command.commandLine().getOut();
    if (comparing.asked()) {
      return comparing.compare(command.commandLine(), reports);
    }
    if (quick && full) {
      throw usage("--quick and --full: expected one of them");
    }
    if (seconds < 1 || seconds > 86_400) {
      throw usage("--seconds: expected 1 to 86400, not " + seconds);
    }
    if (forks < 1 || forks > 100) {
      throw usage("--forks: expected 1 to 100, not " + forks);
    }
    encoders.load(command.commandLine());
    if (list) {
      encoders.list(out);
      corpora.list(out);
      return ExitCode.OK;
    }
    reports.check();
    qemu.check();
    BenchRun run =
        new BenchRun(
            encoders,
            corpora.find(command.commandLine(), full),
            model.model(command.commandLine()),
            qemu);
    BenchReport report;
    PrintStream console = System.out;
    // What an encoder prints must not get into the report.
    System.setOut(System.err);
    Thread ended = ExitByEncoder.watch(command.commandLine().getErr());
    try {
      report =
          run.measure(command.commandLine(), seconds, full ? forks : 0, BenchCommand::showProgress);
    } finally {
      ExitByEncoder.stop(ended);
      System.setOut(console);
      showProgress("");
    }
    reports.write(report, out);
    return report.rows().stream().anyMatch(row -> row.fault() != null)
        ? ExitCode.CASE_FAILED
        : ExitCode.OK;
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  private static void showProgress(String text) {
    PrintStream terminal = Progress.terminal();
    if (terminal != null) {
      terminal.print(ERASE_LINE + text);
      terminal.flush();
    }
  }
}
