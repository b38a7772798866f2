package org.ramwire.conformance.cli;

import java.io.PrintWriter;
import org.ramwire.conformance.harness.reference.ReferenceCodec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ramwire features}: our own decoder's answer as an implementation under test. */
@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    description = {"Prints the features of the built-in codec, one on each line (RWCP/1).", ""},
    footerHeading = "%nExamples:%n",
    footer = {"  ramwire features"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {ExitCode.OK_TEXT, ExitCode.USAGE_TEXT})
final class FeaturesCommand implements Runnable {

  @Spec private CommandSpec command;

  FeaturesCommand() {}

  @Override
  public void run() {
    PrintWriter out = command.commandLine().getOut();
    ReferenceCodec.features().forEach(out::println);
    out.flush();
  }
}
