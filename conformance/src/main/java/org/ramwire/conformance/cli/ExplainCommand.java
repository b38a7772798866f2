package org.ramwire.conformance.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.ramwire.conformance.cases.CaseLibrary;
import org.ramwire.conformance.cases.CaseSyntaxException;
import org.ramwire.conformance.cases.ConformanceCase;
import org.ramwire.conformance.verify.CaseText;
import org.ramwire.format.Clause;
import org.ramwire.format.SpecText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ramwire explain}: the text of a clause that an error cites, or a case in full. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the text of a clause, such as one that an error message cites, or a case: what it",
      "holds, byte by byte, what is expected, and why.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ramwire explain RAM-012",
      "  ramwire explain XBZ                      all clauses whose id starts so, a line each",
      "  ramwire explain ZERO-CLEARS              a case"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {ExitCode.OK_TEXT, ExitCode.USAGE_TEXT})
final class ExplainCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "a clause's id, or its beginning; or a case's id")
  private String id;

  ExplainCommand() {}

  @Override
  public Integer call() throws IOException {
    String wanted = id.toUpperCase(Locale.ROOT);
    List<Clause> clauses =
        Arrays.stream(Clause.values()).filter(clause -> clause.id().startsWith(wanted)).toList();
    if (clauses.isEmpty()) {
      Optional<ConformanceCase> one = caseOf(wanted);
      if (one.isPresent()) {
        CaseText.print(one.get(), command.commandLine().getOut());
        return ExitCode.OK;
      }
      String groups =
          Arrays.stream(Clause.values())
              .map(clause -> clause.id().substring(0, 3))
              .distinct()
              .collect(Collectors.joining(", "));
      throw new ParameterException(
          command.commandLine(),
          "no clause and no case '" + id + "': the clauses' groups are " + groups);
    }
    var out = command.commandLine().getOut();
    if (clauses.size() == 1) {
      out.println(SpecText.of(clauses.get(0)));
    } else {
      clauses.forEach(
          clause -> out.printf("%s  %-6s  %s%n", clause.id(), clause.level(), clause.summary()));
    }
    return ExitCode.OK;
  }

  private static Optional<ConformanceCase> caseOf(String id) throws IOException {
    try {
      return CaseLibrary.all().stream().filter(one -> one.id().equalsIgnoreCase(id)).findFirst();
    } catch (CaseSyntaxException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
