package org.ramwire.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.concurrent.Callable;
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
    subcommands = {
      InspectCommand.class,
      ExtractCommand.class,
      VerifyCommand.class,
      CaptureCommand.class,
      CoverageCommand.class,
      ExplainCommand.class,
      DecodeCommand.class,
      EncodeCommand.class,
      ServeCommand.class,
      InitCommand.class,
      FeaturesCommand.class,
      HelpCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ramwire verify                           the suite on the built-in decoder",
      "  ramwire inspect vm.stream                what is in it",
      "  ramwire extract vm.stream -o memory      its memory, one image for each block",
      "  ramwire explain RAM-012                  the clause that an error cites",
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
public final class Ramwire implements Callable<Integer> {

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
    StandardOutput output = StandardOutput.install();
    int code = commandLine().execute(arguments);
    String failure = output.failure();
    if (failure != null && code == ExitCode.OK) {
      System.err.println("ramwire: standard output cannot be written: " + failure);
      code = ExitCode.UNREADABLE;
    }
    System.exit(code);
  }

  /** Builds the command line: also for tests, which set its writers. */
  static CommandLine commandLine() {
    return new CommandLine(new Ramwire())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler(Ramwire::wrongUsage)
        .setExecutionExceptionHandler(errors());
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }

  /** One line and where to read more, rather than the whole help. */
  private static int wrongUsage(CommandLine.ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("ramwire: " + exception.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(exception, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
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
