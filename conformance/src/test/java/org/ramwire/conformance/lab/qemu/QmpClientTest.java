package org.ramwire.conformance.lab.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ramwire.conformance.lab.capture.FakeServer;

@SuppressWarnings("try") // A server that only has to be there.
@Timeout(600)
class QmpClientTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final String GREETING =
      "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 22, \"minor\": 2, \"major\": 7},"
          + " \"package\": \"Debian\"}, \"capabilities\": []}}\r\n";

  @TempDir Path folder;
  private Path socket;
  private final QmpTranscript transcript = new QmpTranscript();

  @BeforeEach
  void nameSocket() {
    socket = folder.resolve("qmp");
  }

  private QmpClient connect(Duration answer) throws IOException {
    return QmpClient.connect(socket, () -> true, transcript, answer);
  }

  private static void greet(FakeServer server) throws IOException {
    server.send(GREETING);
    server.receive();
    server.send("{\"return\": {}, \"id\": 1}\r\n");
  }

  @Test
  void negotiatesExecutesAndKeepsEvents() throws Exception {
    try (FakeServer server =
            FakeServer.at(
                socket,
                s -> {
                  greet(s);
                  s.receive();
                  s.send("{\"event\": \"MIGRATION\", \"data\": {\"status\": \"active\"}}\r\n");
                  s.send("{\"event\": \"STOP\"}\r\n{\"return\": {\"x\": 5}, \"id\"");
                  s.send(": 2}\r\n");
                  s.hang();
                });
        QmpClient client = connect(LONG)) {
      assertThat(client.version().path("qemu").path("major").asInt()).isEqualTo(7);
      JsonNode answer =
          client.execute("do-it", JsonNodeFactory.instance.objectNode().put("file", folder + "/f"));
      assertThat(answer.path("x").asInt()).isEqualTo(5);
      assertThat(client.pollEvent().path("event").asText()).isEqualTo("MIGRATION");
      assertThat(client.pollEvent().path("event").asText()).isEqualTo("STOP");
      assertThat(client.pollEvent()).isNull();
    }
    JsonNode said = transcript.entries(folder);
    assertThat(said).hasSize(3);
    assertThat(said.get(1).path("event").asText()).isEqualTo("MIGRATION");
    assertThat(said.get(2).path("arguments").path("file").asText()).isEqualTo("{dir}/f");
    assertThat(said.get(2).path("return").path("x").asInt()).isEqualTo(5);
  }

  @Test
  void tellsWhyACommandWasRefused() throws Exception {
    try (FakeServer server =
            FakeServer.at(
                socket,
                s -> {
                  greet(s);
                  s.receive();
                  s.send(
                      "{\"error\": {\"class\": \"E\", \"desc\": \"no such thing\"}, \"id\": 2}\n");
                  s.hang();
                });
        QmpClient client = connect(LONG)) {
      assertThatThrownBy(() -> client.execute("migrate", null))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("migrate")
          .hasMessageContaining("no such thing");
    }
  }

  @Test
  void givesUpWhereNobodyListens() {
    assertThatThrownBy(() -> connect(SHORT))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("nobody listens");
  }

  @Test
  void doesNotWaitForAListenerThatIsGone() {
    assertThatThrownBy(() -> QmpClient.connect(socket, () -> false, transcript, LONG))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("ended before it listened");
  }

  @Test
  void givesUpOnASilentServer() throws Exception {
    try (FakeServer server = FakeServer.at(socket, FakeServer::hang)) {
      assertThatThrownBy(() -> connect(SHORT))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("did not answer in 300 ms");
    }
  }

  @Test
  void givesUpOnAServerThatHangsInALine() throws Exception {
    try (FakeServer server =
            FakeServer.at(
                socket,
                s -> {
                  greet(s);
                  s.send("{\"return\"");
                  s.hang();
                });
        QmpClient client = connect(LONG)) {
      client.answerWithin(SHORT);
      assertThatThrownBy(() -> client.execute("query-migrate", null))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("did not answer in 300 ms");
    }
  }

  @Test
  void refusesGarbage() throws Exception {
    try (FakeServer server =
        FakeServer.at(
            socket,
            s -> {
              s.send("SSH-2.0-OpenSSH\r\n");
              s.hang();
            })) {
      assertThatThrownBy(() -> connect(LONG))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("expected a JSON object");
    }
  }

  @Test
  void refusesJsonThatIsNoGreeting() throws Exception {
    try (FakeServer server =
        FakeServer.at(
            socket,
            s -> {
              s.send("{\"return\": {}}\n");
              s.hang();
            })) {
      assertThatThrownBy(() -> connect(LONG))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("expected a greeting");
    }
  }

  @Test
  void refusesTheAnswerToAnotherCommand() throws Exception {
    try (FakeServer server =
            FakeServer.at(
                socket,
                s -> {
                  greet(s);
                  s.receive();
                  s.send("{\"return\": {}, \"id\": 1}\n");
                  s.hang();
                });
        QmpClient client = connect(LONG)) {
      assertThatThrownBy(() -> client.execute("query-migrate", null))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("expected the answer to query-migrate");
    }
  }

  @Test
  void tellsThatTheConnectionWasClosed() throws Exception {
    try (FakeServer server =
            FakeServer.at(
                socket,
                s -> {
                  greet(s);
                  s.receive();
                });
        QmpClient client = connect(LONG)) {
      assertThatThrownBy(() -> client.execute("query-migrate", null))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("closed the connection");
    }
  }

  @Test
  void boundsALineThatDoesNotEnd() throws Exception {
    try (FakeServer server =
        FakeServer.at(
            socket,
            s -> {
              while (true) {
                s.send("x".repeat(1 << 16));
              }
            })) {
      assertThatThrownBy(() -> connect(LONG))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("a line of more than");
    }
  }
}
