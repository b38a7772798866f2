package org.ramwire.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ramwire.conformance.harness.skeleton.Skeleton;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ramwire init}: a harness skeleton to start a codec from. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a harness for your own codec: the protocol around a small codec that works.",
      "%nThe first run of 'ramwire verify' on it passes all cases that need only PAGE and "
          + "ZERO",
      "records, read and written.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ramwire init --lang python mycodec",
      "  cd mycodec && ramwire verify --iut 'python3 mycodec.py'",
      "  ramwire init --lang rust"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {ExitCode.OK_TEXT, ExitCode.USAGE_TEXT, ExitCode.UNREADABLE_TEXT})
final class InitCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Option(
      names = "--lang",
      required = true,
      paramLabel = "LANGUAGE",
      description = "python, c, go, rust, java or javascript")
  private Skeleton skeleton;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = "mycodec",
      description = "the directory to write (default: ${DEFAULT-VALUE})")
  private Path directory;

  InitCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = command.commandLine().getOut();
    skeleton.write(directory).forEach(file -> out.println("wrote " + file));
    out.println();
    out.println("  cd " + directory);
    if (!skeleton.buildCommand().isEmpty()) {
      out.println("  " + skeleton.buildCommand());
    }
    out.println("  ramwire verify --iut '" + skeleton.runCommand() + "'");
    out.flush();
    return ExitCode.OK;
  }
}
