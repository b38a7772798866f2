package org.ramwire.conformance.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import org.ramwire.conformance.stream.images.StreamFault;
import picocli.CommandLine;

/** The document of a command that has failed before it could print another: an {@code error}. */
final class JsonError {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonError() {}

  /** Prints the document if the command prints JSON and has printed none. */
  static void print(CommandLine command, StreamFault error) {
    if (!(command.getCommand() instanceof JsonOutput output)) {
      return;
    }
    PrintWriter out = output.errorOutput();
    if (out == null) {
      return;
    }
    ObjectNode document = JSON.createObjectNode();
    document.set("error", JSON.valueToTree(error));
    out.println(document.toPrettyString());
    out.flush();
  }

  /** Describes a failure, whatever it is. */
  static StreamFault of(Exception failure) {
    return failure instanceof IOException known
        ? StreamFault.of(known, -1)
        : StreamFault.internal(failure);
  }
}
