package org.ramwire.conformance.harness.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.ramwire.conformance.harness.protocol.AnswerCode;
import org.ramwire.conformance.suite.cases.Role;

/** The reference codec's side of a session: a JSON object a line in, one out (RWCP/1). */
public final class ServeLoop {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final BufferedReader in;
  private final PrintWriter out;

  /**
   * Takes the two ends of the session.
   *
   * @param in where requests come from
   * @param out where answers go
   */
  public ServeLoop(BufferedReader in, PrintWriter out) {
    this.in = in;
    this.out = out;
  }

  /**
   * Answers until {@code bye} or the input's end.
   *
   * @return one of {@link AnswerCode}: DONE, or HARNESS for a line that is no request
   * @throws IOException if the input cannot be read
   */
  public int run() throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      JsonNode request = parse(line);
      switch (request.path("cmd").asText()) {
        case "hello" -> hello();
        case "run" -> answer(request);
        case "bye" -> {
          return AnswerCode.DONE;
        }
        default -> {
          return AnswerCode.HARNESS;
        }
      }
    }
    return AnswerCode.DONE;
  }

  private static JsonNode parse(String line) throws IOException {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  private void hello() {
    ObjectNode answer = JSON.createObjectNode().put("protocol", 1);
    ReferenceCodec.features().forEach(answer.putArray("features")::add);
    print(answer);
  }

  private void answer(JsonNode request) {
    Role role = request.path("role").asText().equals("encode") ? Role.ENCODE : Role.DECODE;
    ReferenceCodec.Answer result;
    try {
      result = ReferenceCodec.answer(Path.of(request.path("dir").asText()), role);
    } catch (InvalidPathException e) {
      result =
          new ReferenceCodec.Answer(AnswerCode.HARNESS, null, "dir is not the name of a folder");
    }
    ObjectNode answer = JSON.createObjectNode();
    answer.put("id", request.path("id").asLong()).put("exit", result.code());
    if (!result.message().isEmpty()) {
      answer.put("message", result.message());
    }
    print(answer);
  }

  private void print(ObjectNode answer) {
    out.println(answer);
    out.flush();
  }
}
