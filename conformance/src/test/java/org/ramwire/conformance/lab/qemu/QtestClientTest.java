package org.ramwire.conformance.lab.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ramwire.conformance.lab.capture.FakeServer;

@SuppressWarnings("try") // A server that only has to be there.
@Timeout(600)
class QtestClientTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir Path folder;

  private QtestClient connect(Duration answer) throws IOException {
    return QtestClient.connect(folder.resolve("qtest"), () -> true, answer);
  }

  private FakeServer serve(FakeServer.Script script) throws IOException {
    return FakeServer.at(folder.resolve("qtest"), script);
  }

  @Test
  void writesAndReadsInPieces() throws Exception {
    List<String> commands = Collections.synchronizedList(new ArrayList<>());
    byte[] content = new byte[(1 << 16) + 3];
    Arrays.fill(content, (byte) 7);
    FakeServer.Script script =
        s -> {
          while (true) {
            String command = s.receive();
            commands.add(command.substring(0, Math.min(40, command.length())));
            String[] words = command.split(" ");
            if (words[0].equals("b64read")) {
              byte[] piece = new byte[Integer.parseInt(words[2])];
              Arrays.fill(piece, (byte) 9);
              s.send("OK " + Base64.getEncoder().encodeToString(piece) + "\n");
            } else {
              s.send("OK\n");
            }
          }
        };
    try (FakeServer server = serve(script);
        QtestClient client = connect(LONG)) {
      client.write(0x1000, content, 0, content.length);
      client.write(0xffff0000L, "abc".getBytes(StandardCharsets.US_ASCII), 1, 2);
      byte[] read = client.read(0x2000, (1 << 16) + 1);
      assertThat(read).hasSize((1 << 16) + 1).containsOnly(9);
    }
    assertThat(commands.get(0)).startsWith("b64write 0x1000 65536 BwcH");
    assertThat(commands.subList(1, 5))
        .containsExactly(
            "b64write 0x11000 3 BwcH",
            "b64write 0xffff0000 2 YmM=",
            "b64read 0x2000 65536",
            "b64read 0x12000 1");
  }

  @Test
  void tellsWhatWasRefused() throws Exception {
    try (FakeServer server = serve(s -> answer(s, "FAIL Unknown command 'b64read'\n"));
        QtestClient client = connect(LONG)) {
      assertThatThrownBy(() -> client.read(0, 4))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("b64read")
          .hasMessageContaining("Unknown command");
    }
  }

  @Test
  void refusesWhatIsNotBase64() throws Exception {
    try (FakeServer server = serve(s -> answer(s, "OK ??!?\n"));
        QtestClient client = connect(LONG)) {
      assertThatThrownBy(() -> client.read(0, 4))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("base64");
    }
  }

  @Test
  void refusesTooFewBytes() throws Exception {
    try (FakeServer server = serve(s -> answer(s, "OK AAAA\n"));
        QtestClient client = connect(LONG)) {
      assertThatThrownBy(() -> client.read(0, 4))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("3 bytes: expected 4");
    }
  }

  @Test
  void givesUpOnASilentServer() throws Exception {
    try (FakeServer server = serve(FakeServer::hang);
        QtestClient client = connect(SHORT)) {
      assertThatThrownBy(() -> client.read(0, 4))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("did not answer in 300 ms");
    }
  }

  @Test
  void givesUpOnAServerThatTakesNothing() throws Exception {
    Path path = folder.resolve("qtest");
    try (FakeServer server = serve(FakeServer::hang);
        LineSocket socket = LineSocket.connect(path, "qtest", () -> true, Deadline.in(LONG))) {
      String line = "x".repeat(8 << 20);
      assertThatThrownBy(() -> socket.writeLine(line, Deadline.in(SHORT)))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("did not take a command in 300 ms");
    }
  }

  @Test
  void tellsThatTheConnectionWasClosed() throws Exception {
    try (FakeServer server = serve(FakeServer::receive);
        QtestClient client = connect(LONG)) {
      assertThatThrownBy(() -> client.read(0, 4))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("closed the connection");
    }
  }

  private static void answer(FakeServer server, String line) throws Exception {
    server.receive();
    server.send(line);
    server.hang();
  }
}
