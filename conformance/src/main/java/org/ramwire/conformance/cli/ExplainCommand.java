package org.ramwire.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ramwire.conformance.files.PlainText;
import org.ramwire.conformance.harness.judge.CaseText;
import org.ramwire.conformance.suite.cases.CaseSyntaxException;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.library.CaseFilter;
import org.ramwire.conformance.suite.library.CaseLibrary;
import org.ramwire.conformance.suite.library.Nearest;
import org.ramwire.format.Clause;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ramwire explain}: the text of a clause that an error cites, or a case in full. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the text of a clause, or a case byte by byte.",
      "%nError messages cite clauses. For a case, it prints what the case holds, what is "
          + "expected, and why.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ramwire explain RAM-012",
      "  ramwire explain XBZ                      the clauses whose id starts with XBZ, "
          + "one a line",
      "  ramwire explain ZERO-CLEARS              a case",
      "  ramwire explain ZERO-CLEARS --all        with every byte of its pages",
      "  ramwire explain postcopy                 the clauses and cases that mention it"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {ExitCode.OK_TEXT, ExitCode.USAGE_TEXT})
final class ExplainCommand implements Callable<Integer> {

  private static final int MAX_CASES = 12;

  @Spec private CommandSpec command;

  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "a clause's id, or the start of one; a case's id; or words to search for")
  private String id;

  @Option(
      names = "--all",
      description = "show every byte of a case, also those of pages and long fields")
  private boolean all;

  ExplainCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = command.commandLine().getOut();
    String wanted = id.strip().toUpperCase(Locale.ROOT);
    List<Clause> clauses =
        Arrays.stream(Clause.values()).filter(clause -> clause.id().startsWith(wanted)).toList();
    if (clauses.size() == 1) {
      out.println(PlainText.of(clauses.get(0)));
    } else if (!clauses.isEmpty() && !wanted.isEmpty()) {
      clauses.forEach(clause -> printLine(clause, out));
    } else {
      List<ConformanceCase> cases = cases();
      Optional<ConformanceCase> one =
          cases.stream().filter(other -> other.id().equalsIgnoreCase(wanted)).findFirst();
      if (one.isPresent()) {
        CaseText.print(one.get(), all, out);
      } else {
        printMatches(CaseFilter.of(id, cases), cases, out);
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  private static void printLine(Clause clause, PrintWriter out) {
    out.printf("%s  %-6s  %s%n", clause.id(), clause.level(), clause.summary());
  }

  /** Nothing is called so: shows what has the word in it. */
  private void printMatches(CaseFilter found, List<ConformanceCase> all, PrintWriter out) {
    if (id.isBlank() || found.cases().isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "no clause and no case '" + id + "'" + hint(all));
    }
    out.println("No clause and no case is called '" + id + "'. Clauses and cases that mention it:");
    out.println();
    found.clauses().forEach(clause -> printLine(clause, out));
    out.println();
    found.cases().stream()
        .limit(MAX_CASES)
        .forEach(one -> out.println(one.id() + "  " + one.heading().title()));
    if (found.cases().size() > MAX_CASES) {
      out.println(
          "and "
              + (found.cases().size() - MAX_CASES)
              + " more: ramwire verify --list --filter '"
              + id
              + "'");
    }
  }

  private String hint(List<ConformanceCase> all) {
    List<String> nearest =
        Nearest.to(
            id,
            Stream.concat(
                Arrays.stream(Clause.values()).map(Clause::id),
                all.stream().map(ConformanceCase::id)));
    String groups =
        Arrays.stream(Clause.values())
            .map(clause -> clause.id().substring(0, 3))
            .distinct()
            .collect(Collectors.joining(", "));
    return nearest.isEmpty()
        ? ": the clauses' groups are " + groups
        : ": did you mean " + String.join(", ", nearest) + "?";
  }

  private static List<ConformanceCase> cases() throws IOException {
    try {
      return CaseLibrary.all();
    } catch (CaseSyntaxException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
