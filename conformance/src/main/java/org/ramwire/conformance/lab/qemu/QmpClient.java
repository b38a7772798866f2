package org.ramwire.conformance.lab.qemu;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A client of QEMU's machine protocol. Not thread-safe. */
public final class QmpClient implements Closeable {

  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LineSocket socket;
  private final QmpTranscript transcript;
  private final Queue<JsonNode> events = new ArrayDeque<>();
  private final JsonNode version;
  private Duration answer;
  private int lastId;

  /**
   * Connects and leaves negotiation mode.
   *
   * @param answer how long an answer may take
   */
  private QmpClient(LineSocket socket, QmpTranscript transcript, Duration answer)
      throws IOException {
    this.socket = socket;
    this.transcript = transcript;
    this.answer = answer;
    JsonNode greeting = parse(socket.readLine(Deadline.in(answer)));
    this.version = greeting.path("QMP").path("version");
    if (version.isMissingNode()) {
      throw new CaptureException(
          "QMP: expected a greeting, found " + shortened(greeting.toString()));
    }
    execute("qmp_capabilities", null);
  }

  /**
   * Connects to a QEMU whose answers nobody keeps.
   *
   * @param path its socket
   * @param alive tells whether the process runs that is to listen there
   * @return the connection, with negotiation done
   * @throws IOException if nobody listens, or it is no QEMU
   */
  public static QmpClient connect(Path path, BooleanSupplier alive) throws IOException {
    return connect(path, alive, new QmpTranscript());
  }

  static QmpClient connect(Path path, BooleanSupplier alive, QmpTranscript transcript)
      throws IOException {
    return connect(path, alive, transcript, ANSWER);
  }

  static QmpClient connect(
      Path path, BooleanSupplier alive, QmpTranscript transcript, Duration answer)
      throws IOException {
    LineSocket socket = LineSocket.connect(path, "QMP", alive, Deadline.in(answer));
    try {
      return new QmpClient(socket, transcript, answer);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Returns the greeting's version object. */
  JsonNode version() {
    return version;
  }

  /**
   * Returns QEMU's version.
   *
   * @return the version, as {@code 7.2.22}
   */
  public String qemuVersion() {
    JsonNode numbers = version.path("qemu");
    return numbers.path("major").asInt()
        + "."
        + numbers.path("minor").asInt()
        + "."
        + numbers.path("micro").asInt();
  }

  /**
   * Returns what a distribution calls its build.
   *
   * @return such as {@code Debian 1:7.2+dfsg-7}; empty for a build of one's own
   */
  public String packageVersion() {
    return version.path("package").asText();
  }

  SocketChannel channel() {
    return socket.channel();
  }

  /** Changes how long an answer may take from now on. */
  void answerWithin(Duration longest) {
    answer = longest;
  }

  /**
   * Executes a command and waits for its answer; events that come meanwhile are kept.
   *
   * @param command such as {@code migrate}
   * @param arguments or null for none
   * @return the answer's {@code return}
   * @throws CaptureException if QEMU refuses the command
   */
  public JsonNode execute(String command, @Nullable ObjectNode arguments) throws IOException {
    ObjectNode request = JSON.createObjectNode().put("execute", command);
    if (arguments != null) {
      request.set("arguments", arguments);
    }
    request.put("id", ++lastId);
    Deadline deadline = Deadline.in(answer);
    socket.writeLine(request.toString(), deadline);
    while (true) {
      JsonNode message = parse(socket.readLine(deadline));
      if (message.has("event")) {
        take(message);
      } else if (message.path("id").asInt(-1) == lastId) {
        return result(command, arguments, message);
      } else {
        throw new CaptureException(
            "QMP: expected the answer to " + command + ", found " + shortened(message.toString()));
      }
    }
  }

  private JsonNode result(String command, ObjectNode arguments, JsonNode message)
      throws CaptureException {
    String kind = message.has("error") ? "error" : "return";
    JsonNode value = message.get(kind);
    if (value == null) {
      throw new CaptureException("QMP: an answer without a return to " + command);
    }
    transcript.answer(command, arguments, kind, value);
    if (kind.equals("error")) {
      throw new CaptureException(
          "QMP: " + command + " was refused: " + value.path("desc").asText());
    }
    return value;
  }

  /**
   * Returns an event that has come.
   *
   * @return the earliest that was not returned yet, or null
   * @throws IOException if the connection ended
   */
  public @Nullable JsonNode pollEvent() throws IOException {
    for (String line = socket.pollLine(); line != null; line = socket.pollLine()) {
      JsonNode message = parse(line);
      if (!message.has("event")) {
        throw new CaptureException(
            "QMP: expected an event, found " + shortened(message.toString()));
      }
      take(message);
    }
    return events.poll();
  }

  private void take(JsonNode event) {
    transcript.event(event);
    events.add(event);
  }

  private static JsonNode parse(String line) throws CaptureException {
    try {
      JsonNode message = JSON.readTree(line);
      if (message.isObject()) {
        return message;
      }
    } catch (JsonProcessingException e) {
      // Not JSON: said below, the same as for JSON that is not an object.
    }
    throw new CaptureException("QMP: expected a JSON object, found " + shortened(line));
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
