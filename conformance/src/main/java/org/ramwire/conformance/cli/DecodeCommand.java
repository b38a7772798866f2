package org.ramwire.conformance.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ramwire.conformance.harness.reference.ReferenceCodec;
import org.ramwire.conformance.suite.cases.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ramwire decode}: our own decoder as an implementation under test. */
@Command(
    name = "decode",
    mixinStandardHelpOptions = true,
    description = {
      "Decodes a case as an implementation under test does (RWCP/1).",
      "%nReads DIR/case.txt and the stream that it names, and writes DIR/out/<index>.img for each "
          + "block.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ramwire decode cases/ZERO-CLEARS",
      "  ramwire verify --filter ZERO-CLEARS --keep cases   leaves the folder of a case"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the stream was taken and the images are written",
      ExitCode.USAGE_TEXT,
      "10:the stream was refused; one line gives the clause, the offset and what was " + "expected",
      "20:the case needs a feature that this decoder lacks",
      "30:the folder cannot be read or written"
    })
final class DecodeCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Parameters(index = "0", paramLabel = "DIR", description = "the case's folder")
  private Path directory;

  DecodeCommand() {}

  @Override
  public Integer call() {
    ReferenceCodec.Answer answer = ReferenceCodec.answer(directory, Role.DECODE);
    if (!answer.message().isEmpty()) {
      command.commandLine().getErr().println("ramwire: " + answer.message());
    }
    return answer.code();
  }
}
