package org.ramwire.conformance.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ramwire.conformance.harness.reference.ReferenceCodec;
import org.ramwire.conformance.suite.cases.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ramwire encode}: our own encoder as an implementation under test. */
@Command(
    name = "encode",
    mixinStandardHelpOptions = true,
    description = {
      "Encodes a case as an implementation under test does (RWCP/1).",
      "%nReads DIR/case.txt and the images that it names, and writes the stream DIR/out/main.bin.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ramwire encode cases/ENC-ONE-PAGE",
      "  ramwire verify --filter ENC-ONE-PAGE --keep cases   leaves the folder of a case",
      "  ramwire inspect cases/ENC-ONE-PAGE/out/main.bin --records"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the stream is written",
      ExitCode.USAGE_TEXT,
      "20:the case needs a feature that this encoder lacks",
      "30:the folder cannot be read or written"
    })
final class EncodeCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Parameters(index = "0", paramLabel = "DIR", description = "the case's folder")
  private Path directory;

  EncodeCommand() {}

  @Override
  public Integer call() {
    ReferenceCodec.Answer answer = ReferenceCodec.answer(directory, Role.ENCODE);
    if (!answer.message().isEmpty()) {
      command.commandLine().getErr().println("ramwire: " + answer.message());
    }
    return answer.code();
  }
}
