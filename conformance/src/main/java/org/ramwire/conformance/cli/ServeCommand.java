package org.ramwire.conformance.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.ramwire.conformance.harness.reference.ServeLoop;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ramwire serve}: our own codec as an implementation under test, case after case. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Decodes and encodes cases as an implementation under test does in a session (RWCP/1).",
      "%nReads one JSON object on each line of standard input, and answers each with one.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ramwire serve < requests", "  ramwire verify --iut 'ramwire' --mode session"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the session was ended by bye or by the end of standard input",
      ExitCode.USAGE_TEXT,
      "30:a line was not a request"
    })
final class ServeCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  ServeCommand() {}

  @Override
  public Integer call() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return new ServeLoop(in, command.commandLine().getOut()).run();
  }
}
