package org.ramwire.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.ramwire.format.StreamException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IExecutionExceptionHandler;

/** The {@code ramwire} command and what its subcommands share. */
@Command(
    name = "ramwire",
    mixinStandardHelpOptions = true,
    version = "ramwire 0.1.0",
    description = {
      "Reads, checks and captures the stream in which QEMU sends a virtual machine's memory."
    },
    subcommands = {InspectCommand.class, ExtractCommand.class, HelpCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  ramwire inspect vm.stream                what is in it",
      "  ramwire extract vm.stream -o memory      its memory, one image for each block",
      "  ramwire help inspect                     more about one command"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK_TEXT,
      "1:a case failed",
      ExitCode.USAGE_TEXT,
      "3:the harness of the implementation under test failed a canary",
      ExitCode.MALFORMED_TEXT,
      ExitCode.UNREADABLE_TEXT
    })
public final class Ramwire implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  Ramwire() {}

  /**
   * Runs a command and exits with its code.
   *
   * @param arguments a subcommand and its arguments
   */
  public static void main(String[] arguments) {
    // Numbers look the same wherever a report is made.
    Locale.setDefault(Locale.ROOT);
    System.exit(commandLine().execute(arguments));
  }

  /** Builds the command line: also for tests, which set its writers. */
  static CommandLine commandLine() {
    return new CommandLine(new Ramwire())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setExecutionExceptionHandler(errors());
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "expected a command such as inspect, extract or verify");
  }

  private static IExecutionExceptionHandler errors() {
    return (exception, commandLine, parsed) -> {
      PrintWriter err = commandLine.getErr();
      if (exception instanceof StreamException) {
        err.println("ramwire: " + exception.getMessage());
        return ExitCode.MALFORMED;
      }
      if (exception instanceof IOException failure) {
        err.println("ramwire: " + reason(failure));
        return ExitCode.UNREADABLE;
      }
      throw exception;
    };
  }

  /** The JDK's file exceptions have the path for a message, and the reason in their class. */
  private static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return failure.getMessage() + ": no such file";
    }
    if (failure instanceof AccessDeniedException) {
      return failure.getMessage() + ": permission denied";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return failure.getMessage() + ": exists already";
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
