package org.ramwire.conformance.stream.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

  @Test
  void takesWhatUsersOfQemuWrite() {
    assertThat(Endpoint.parse("tcp:host:4444"))
        .extracting(Endpoint::kind, Endpoint::host, Endpoint::port)
        .containsExactly(Endpoint.Kind.TCP, "host", 4444);
    assertThat(Endpoint.parse("tcp::0").host()).isEmpty();
    assertThat(Endpoint.parse("tcp:[::1]:65535"))
        .extracting(Endpoint::host, Endpoint::port)
        .containsExactly("::1", 65535);
    assertThat(Endpoint.parse("unix:/run/a.sock").path()).isEqualTo(Path.of("/run/a.sock"));
    assertThat(Endpoint.parse("-").kind()).isEqualTo(Endpoint.Kind.STANDARD);
  }

  @Test
  void aPathAloneIsAFileWhateverColonsItHas() {
    assertThat(Endpoint.parse("a:b").path()).isEqualTo(Path.of("a:b"));
    assertThat(Endpoint.parse("file:tcp:b").path()).isEqualTo(Path.of("tcp:b"));
  }

  @Test
  void aSocketsPathHasRoomFor107Bytes() {
    String longest = "/" + "a".repeat(106);
    assertThat(Endpoint.parse("unix:" + longest).path()).isEqualTo(Path.of(longest));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Endpoint.parse("unix:" + longest + "b"))
        .withMessageContaining("1 to 107 bytes, not 108");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp:",
        "tcp:host",
        "tcp:host:",
        "tcp:host:65536",
        "tcp:host:-1",
        "tcp:::1:4444",
        "tcp:host:4444x",
        "unix:",
        "file:",
        "",
        "exec:cat",
        "fd:4",
        "rdma:host:4444",
        "a\0b"
      })
  void refusesWhatIsNone(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parse(text));
  }
}
