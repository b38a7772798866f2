package org.ramwire.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ramwire.conformance.files.Links;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.conformance.harness.program.OutsideProgram;
import org.ramwire.conformance.harness.protocol.HarnessException;
import org.ramwire.conformance.harness.protocol.ImplementationUnderTest;
import org.ramwire.conformance.harness.reference.BuiltInCodec;
import org.ramwire.conformance.harness.report.ConsoleReport;
import org.ramwire.conformance.harness.run.ExpectedFailures;
import org.ramwire.conformance.harness.run.RunEnvironment;
import org.ramwire.conformance.harness.run.RunReport;
import org.ramwire.conformance.harness.run.VerificationReport;
import org.ramwire.conformance.harness.run.VerificationSettings;
import org.ramwire.conformance.harness.shrink.RandomReport;
import org.ramwire.conformance.stream.images.StreamFault;
import org.ramwire.conformance.suite.cases.CaseSyntaxException;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Feature;
import org.ramwire.conformance.suite.library.CaseFilter;
import org.ramwire.conformance.suite.library.CaseLibrary;
import org.ramwire.conformance.suite.library.CaseList;
import org.ramwire.conformance.suite.library.Nearest;
import org.ramwire.conformance.suite.library.SuiteIdentity;
import org.ramwire.format.Clause;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ramwire verify}: the cases on a codec, ours or another. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the conformance cases on a decoder, an encoder, or both.",
      "%nThe codec is the built-in one, or an outside program CMD that follows the "
          + "protocol RWCP/1 (conformance/rwcp-1.md):",
      "  CMD features     prints the names of its features, one on each line",
      "  CMD decode DIR   reads DIR/case.txt, writes DIR/out/<index>.img; exits with 0 (done),",
      "                   10 (stream refused), 20 (lacks a feature) or 30 (trouble with DIR)",
      "  CMD encode DIR   reads DIR/case.txt and images, writes DIR/out/main.bin",
      "  CMD serve        optional and faster: answers case after case, one JSON object on "
          + "each line%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ramwire verify",
      "  ramwire verify --iut 'python3 mycodec.py'",
      "  ramwire verify --iut ./mine --filter xbzrle",
      "  ramwire verify --filter RAM-012 --list",
      "  ramwire verify --iut ./mine --junit out.xml --html out.html --badge out.svg",
      "  ramwire verify --iut ./mine --expected known.txt --update-expected",
      "  ramwire verify --random 500 --seed 42 --iut ./mine"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK_TEXT,
      "1:a case failed, or the run is not what --expected says",
      ExitCode.USAGE_TEXT,
      "3:a canary failed: the harness around the codec is at fault, not the codec; no "
          + "report is written, and an earlier run's report is removed",
      "11:a case's folder, a report or the file of expected failures cannot be written or read"
    })
final class VerifyCommand implements Callable<Integer>, JsonOutput {

  private static final String ERASE_LINE = "\r\u001b[K";

  @Spec private CommandSpec command;

  @Option(
      names = "--iut",
      paramLabel = "CMD",
      description =
          "the implementation under test: a command line, split as in a shell (default: the "
              + "built-in codec)")
  private String program;

  @Option(
      names = "--filter",
      paramLabel = "TEXT",
      description =
          "run only some cases: TEXT is a case's id; or a clause's id, or the start of several "
              + "(RAM, RAM-05), for the cases that test these clauses; or words such as xbzrle, "
              + "which all have to occur. Shows each clause with its cases")
  private String filterText;

  @Option(names = "--list", description = "list the cases, and run none")
  private boolean list;

  @Option(
      names = {"-q", "--quiet"},
      description = "print only the verdict, in one line")
  private boolean quiet;

  @Mixin private ReportOptions reports;

  @Mixin private ExpectedOptions expected;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "keep each case's folder as DIR/<case>, with the files that CMD wrote")
  private Path keep;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = {
        "how long a case may take (default: ten times the slowest canary, at least 5 s)"
      })
  private Double timeoutSeconds;

  @Mixin private RunOptions runOptions;

  @Mixin private RandomOptions random;

  VerifyCommand() {}

  @Override
  public PrintWriter errorOutput() {
    return reports.jsonToStandardOutput() ? command.commandLine().getOut() : null;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = command.commandLine().getOut();
    checkOptions();
    checkFilesDiffer();
    reports.check(keep);
    if (random.random()) {
      return runRandom(out);
    }
    List<ConformanceCase> all = cases();
    CaseFilter filter = CaseFilter.of(filterText == null ? "" : filterText, all);
    if (filter.cases().isEmpty()) {
      throw usage("--filter: no case matches '" + filterText + "'" + hint(all));
    }
    if (list) {
      CaseList.print(filter, filterText != null, out);
      out.flush();
      return ExitCode.OK;
    }
    ExpectedFailures known = knownFailures();
    reports.removeEarlier();
    try {
      VerificationReport report =
          runOptions.run(
              implementation(), settings(), filter.cases(), random.choice(), this::progress);
      RunReport run = runReport(report, known, all);
      print(run, filter, out);
      runOptions.checkResults();
      return run.good() ? ExitCode.OK : ExitCode.CASE_FAILED;
    } catch (HarnessException e) {
      command.commandLine().getErr().println("your harness, not your codec: " + e.getMessage());
      JsonError.print(command.commandLine(), StreamFault.harness(e.getMessage()));
      return ExitCode.CANARY_FAILED;
    }
  }

  private String hint(List<ConformanceCase> all) {
    Stream<String> names =
        Stream.of(
                Stream.of(Clause.values()).map(Clause::id),
                Stream.of(Feature.values()).map(Feature::label),
                all.stream().map(ConformanceCase::id),
                all.stream().map(one -> one.heading().group()))
            .flatMap(some -> some);
    List<String> nearest = Nearest.to(filterText, names);
    return nearest.isEmpty()
        ? "; ramwire verify --list shows all"
        : ": did you mean " + String.join(", ", nearest) + "?";
  }

  private void checkOptions() {
    Stream.of(random.fault(), reports.fault(), expected.fault())
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(
            fault -> {
              throw usage(fault);
            });
    if (filterText != null && filterText.length() > CaseFilter.MAX_CHARS) {
      throw usage("--filter: expected at most " + CaseFilter.MAX_CHARS + " characters");
    }
    if (filterText != null && filterText.isBlank()) {
      throw usage("--filter: expected a case's id, a clause's or words, found an empty text");
    }
    if (random.random() && (filterText != null || list || expected.given() || runOptions.logs())) {
      throw usage(
          "--random makes up its cases: --filter, --list, --expected and --results do not go with"
              + " it");
    }
  }

  /** What one of them holds would be lost, without a word, to the other. */
  private void checkFilesDiffer() throws IOException {
    List<Path> files = new ArrayList<>(reports.files());
    files.addAll(runOptions.files());
    if (expected.given()) {
      files.add(expected.file());
    }
    Set<Path> seen = new HashSet<>();
    for (Path file : files) {
      boolean device = Files.exists(file) && !Files.isRegularFile(file);
      if (!device && !seen.add(Links.target(file))) {
        throw usage(file + ": named by two options: expected a file for each");
      }
    }
  }

  private int runRandom(PrintWriter out) throws IOException {
    reports.removeEarlier();
    try {
      RandomReport report = random.run(this::implementation, settings(), this::progress);
      if (quiet && !reports.jsonToStandardOutput()) {
        new ConsoleReport(out, VerifyCommand::paint).printVerdict(report.results(), List.of());
      } else if (!reports.jsonToStandardOutput()) {
        report.print(out);
      }
      out.flush();
      reports.write(about(report.results(), List.of(), List.of(), false), out);
      out.flush();
      return report.results().good() ? ExitCode.OK : ExitCode.CASE_FAILED;
    } catch (HarnessException e) {
      command.commandLine().getErr().println("your harness, not your codec: " + e.getMessage());
      return ExitCode.CANARY_FAILED;
    }
  }

  private List<ConformanceCase> cases() throws IOException {
    List<ConformanceCase> kept = random.cases();
    try {
      return kept == null ? CaseLibrary.all() : kept;
    } catch (CaseSyntaxException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private ImplementationUnderTest implementation() {
    try {
      return program == null ? new BuiltInCodec() : new OutsideProgram(program, runOptions.mode());
    } catch (IllegalArgumentException e) {
      throw usage("--iut: " + e.getMessage());
    }
  }

  private VerificationSettings settings() {
    VerificationSettings settings = VerificationSettings.DEFAULT.withKeep(keep);
    try {
      settings = runOptions.applyTo(settings);
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
    if (timeoutSeconds == null) {
      return settings;
    }
    if (!(timeoutSeconds > 0 && timeoutSeconds <= Integer.MAX_VALUE)) {
      throw usage(
          "--timeout: expected seconds, more than 0 and less than 2^31, not " + timeoutSeconds);
    }
    return settings.withTime(Duration.ofMillis(Math.max(1, (long) (timeoutSeconds * 1000))));
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  private ExpectedFailures knownFailures() throws IOException {
    try {
      return expected.read();
    } catch (IllegalArgumentException e) {
      throw usage("--expected: " + expected.file() + ": " + e.getMessage());
    }
  }

  private RunReport runReport(
      VerificationReport report, ExpectedFailures known, List<ConformanceCase> all)
      throws IOException {
    Set<String> ids = all.stream().map(ConformanceCase::id).collect(Collectors.toSet());
    ExpectedOptions.Outcome outcome = expected.apply(known, report, ids);
    boolean whole = random.choice() == null && report.results().size() == all.size();
    ExpectedFailures.Review review = outcome.review();
    return about(review.report(), review.deviations(), outcome.notes(), whole);
  }

  private static RunReport about(
      VerificationReport report, List<String> deviations, List<String> notes, boolean whole)
      throws IOException {
    try {
      return new RunReport(
          report,
          deviations,
          notes,
          SuiteIdentity.compute(),
          RunEnvironment.here(VersionLines.PROGRAM),
          whole);
    } catch (CaseSyntaxException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void print(RunReport run, CaseFilter filter, PrintWriter out) throws IOException {
    if (!reports.jsonToStandardOutput()) {
      ConsoleReport console = new ConsoleReport(out, VerifyCommand::paint);
      if (quiet) {
        console.printVerdict(run.verification(), run.deviations());
      } else {
        console.print(run, filterText == null ? null : filter);
      }
    }
    // The text first: a report that cannot be written must not hide the verdict.
    out.flush();
    reports.write(run, out);
    out.flush();
  }

  private static String paint(Verdict verdict, String word) {
    String colour = verdict.bad() ? "bold,red" : verdict == Verdict.PASS ? "green" : "yellow";
    return ansi().string("@|" + colour + " " + word + "|@");
  }

  /** Colour on a terminal, unless NO_COLOR is set to anything: https://no-color.org. */
  private static Ansi ansi() {
    String noColor = System.getenv("NO_COLOR");
    return noColor != null && !noColor.isEmpty() ? Ansi.OFF : Ansi.AUTO;
  }

  private void progress(int done, int total, CaseResult last) {
    if (System.getenv("RAMWIRE_TERMINAL") != null) {
      boolean over = done == total;
      System.err.print(
          ERASE_LINE + (over ? "" : done + " of " + total + "  " + last.testCase().id()));
      System.err.flush();
    }
  }
}
