package org.ramwire.conformance.cli;

import java.io.PrintWriter;
import org.ramwire.conformance.verify.ReferenceCodec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ramwire features}: our own decoder's answer as an implementation under test. */
@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    description = {"Prints the features of the reference decoder, one a line (RWCP/1)."})
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
