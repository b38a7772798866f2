package org.ramwire.conformance.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.ramwire.conformance.harness.export.SuiteExport;
import org.ramwire.conformance.suite.cases.CaseSyntaxException;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.library.CaseFilter;
import org.ramwire.conformance.suite.library.CaseLibrary;
import org.ramwire.conformance.suite.library.SuiteIdentity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ramwire export}: the cases as plain files. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the cases as plain files, for a runner of your own in any language.",
      "%nWrites a folder for each case: case.txt and the stream, as verify gives them to a "
          + "program, expect.txt and the expected images. index.json holds all of this; its JSON "
          + "schema and a README stand beside it. The same cases give the same bytes. The "
          + "directory appears complete or not at all, and everybody can read it.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ramwire export cases",
      "  ramwire export xbzrle-cases --filter xbzrle",
      "  jq -r '.cases[] | select(.expect.kind == \"reject\") | .folder' cases/index.json"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK_TEXT,
      ExitCode.USAGE_TEXT,
      "11:the directory is there already, or cannot be written"
    })
final class ExportCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "the directory to write; it must not exist yet, or be empty")
  private Path directory;

  @Option(
      names = "--filter",
      paramLabel = "TEXT",
      description = "write only some cases; TEXT is that of verify --filter")
  private String filterText = "";

  ExportCommand() {}

  @Override
  public Integer call() throws IOException {
    try {
      List<ConformanceCase> cases = CaseFilter.of(filterText, CaseLibrary.all()).cases();
      if (cases.isEmpty()) {
        throw new ParameterException(
            command.commandLine(), "--filter: no case matches '" + filterText + "'");
      }
      SuiteIdentity suite = SuiteIdentity.compute();
      SuiteExport.write(directory, cases, suite);
      command
          .commandLine()
          .getOut()
          .println(directory + ": " + cases.size() + " cases; " + suite.text());
      return ExitCode.OK;
    } catch (CaseSyntaxException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
