package org.ramwire.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.ramwire.conformance.suite.cases.CaseSyntaxException;
import org.ramwire.conformance.suite.coverage.ClauseMatrix;
import org.ramwire.conformance.suite.coverage.CoverageReport;
import org.ramwire.conformance.suite.library.CaseLibrary;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ramwire coverage}: which cases test which clauses. */
@Command(
    name = "coverage",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the matrix of clauses and cases.",
      "%nEvery MUST clause needs a stream that keeps it and is accepted (positive), a "
          + "stream that breaks it and is refused (negative), and a check of what encoders write "
          + "(writer). A waiver says why one of them is not there.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ramwire coverage",
      "  ramwire coverage --markdown > coverage.md",
      "  ramwire coverage --json | jq .holes"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no clause has a hole",
      "1:a MUST clause has a hole: neither a case nor a waiver for one of its sides",
      ExitCode.USAGE_TEXT
    })
final class CoverageCommand implements Callable<Integer>, JsonOutput {

  @Spec private CommandSpec command;

  @ArgGroup private Form form = new Form();

  /** How it is printed; text if nothing is said. */
  private static final class Form {

    @Option(names = "--json", description = "print JSON, for programs")
    private boolean json;

    @Option(names = "--markdown", description = "print a table in Markdown, without the cases")
    private boolean markdown;

    Form() {}
  }

  CoverageCommand() {}

  @Override
  public PrintWriter errorOutput() {
    return form.json ? command.commandLine().getOut() : null;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = command.commandLine().getOut();
    ClauseMatrix matrix = matrix();
    CoverageReport report = new CoverageReport(matrix);
    if (form.json) {
      report.printJson(out);
    } else if (form.markdown) {
      report.printMarkdown(out);
    } else {
      report.printText(out);
    }
    out.flush();
    return matrix.holes().isEmpty() ? ExitCode.OK : ExitCode.CASE_FAILED;
  }

  private static ClauseMatrix matrix() throws IOException {
    try {
      return ClauseMatrix.of(CaseLibrary.all());
    } catch (CaseSyntaxException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
