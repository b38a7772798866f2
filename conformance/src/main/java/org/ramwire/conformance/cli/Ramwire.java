package org.ramwire.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.ramwire.conformance.files.Endings;
import org.ramwire.conformance.files.FileFault;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.conformance.files.PlainText;
import org.ramwire.conformance.stream.images.StreamFault;
import org.ramwire.format.StreamException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.TypeConversionException;

/** The {@code ramwire} command and what its subcommands share. */
@Command(
    name = "ramwire",
    mixinStandardHelpOptions = true,
    versionProvider = VersionLines.class,
    description = {
      "Reads, checks, captures, sends and receives the stream in which QEMU sends a virtual "
          + "machine's memory."
    },
    subcommands = {
      InspectCommand.class,
      ExtractCommand.class,
      VerifyCommand.class,
      CaptureCommand.class,
      CoverageCommand.class,
      ExportCommand.class,
      SendCommand.class,
      ReceiveCommand.class,
      ReplayCommand.class,
      BenchCommand.class,
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
      "  ramwire verify                           the suite on the built-in codec",
      "  ramwire init --lang python mycodec       a codec of your own, to start from",
      "  ramwire verify --iut ./mine              the suite on yours",
      "  ramwire coverage                         which case tests which clause",
      "  ramwire export cases                     the cases as plain files",
      "  ramwire inspect vm.stream                what is in it",
      "  ramwire extract vm.stream -o memory      its memory, one image for each block",
      "  ramwire receive --from tcp::4444 -o in   the destination of a migration",
      "  ramwire send --memory in --to vm.stream  the source of one",
      "  ramwire explain RAM-012                  the clause that an error cites",
      "  ramwire help inspect                     more about one command"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK_TEXT,
      "1:a case failed, the run is not what --expected says, coverage has a hole, or a benchmark found "
          + "a fault or a regression",
      ExitCode.USAGE_TEXT,
      "3:the harness of the implementation under test failed a canary",
      ExitCode.MALFORMED_TEXT,
      ExitCode.UNREADABLE_TEXT,
      ExitCode.INCOMPLETE_TEXT,
      ExitCode.GUESSED_TEXT,
      "70:a fault of ramwire itself; please report what it printed"
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
    int code = execute(arguments);
    String failure = output.failure();
    if (failure != null && code == ExitCode.OK) {
      System.err.println("ramwire: standard output cannot be written: " + failure);
      code = ExitCode.UNREADABLE;
    }
    System.exit(code);
  }

  /** Whatever escapes a command is a fault of ours, and must not look like a verdict. */
  private static int execute(String[] arguments) {
    try {
      return commandLine().execute(arguments);
    } catch (Error e) {
      e.printStackTrace();
      return ExitCode.OUR_FAULT;
    }
  }

  /** Builds the command line: also for tests, which set its writers. */
  static CommandLine commandLine() {
    return new CommandLine(new Ramwire())
        .registerConverter(Path.class, Ramwire::path)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler(Ramwire::wrongUsage)
        .setExecutionExceptionHandler(errors());
  }

  /** An empty text would be the working directory: more likely a variable that is not set. */
  static Path path(String name) {
    if (name.isEmpty()) {
      throw new TypeConversionException(
          "expected the name of a file or directory, found an empty text");
    }
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("not a file's name: " + e.getReason());
    }
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
    String message = OneLine.of(exception.getMessage());
    err.println("ramwire: " + message);
    JsonError.print(command, StreamFault.usage(message));
    CommandLine.UnmatchedArgumentException.printSuggestions(exception, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  private static IExecutionExceptionHandler errors() {
    return (exception, commandLine, parsed) -> {
      PrintWriter err = commandLine.getErr();
      if (Endings.underWay()) {
        // What fails now fails for that; the process's end has been told.
        return ExitCode.UNREADABLE;
      }
      JsonError.print(commandLine, JsonError.of(exception));
      if (exception instanceof StreamException fault) {
        err.println("ramwire: " + fault.getMessage());
        err.println("See " + PlainText.whereToRead(fault.clause()));
        return ExitCode.MALFORMED;
      }
      if (exception instanceof IOException failure) {
        err.println("ramwire: " + OneLine.of(FileFault.text(failure)));
        return ExitCode.UNREADABLE;
      }
      exception.printStackTrace(err);
      return ExitCode.OUR_FAULT;
    };
  }
}
