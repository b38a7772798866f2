package org.ramwire.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ramwire.conformance.cli.SendAndReceiveTest.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramwire.conformance.cli.SendAndReceiveTest.Ran;
import org.ramwire.golden.GoldenStream;
import org.ramwire.golden.GoldenStreams;

class ReplayCommandTest {

  @TempDir Path folder;

  @Test
  void showsRecordsAndCounters() {
    Ran ran = run("replay", "7.2.22/xbzrle", "--counters");
    assertThat(ran.code()).as(ran.out()).isZero();
    assertThat(ran.out())
        .contains("7.2.22/xbzrle", "equal byte for byte", "ram.transferred", "xbzrle-cache.bytes")
        .contains("1 golden stream(s)", "all equal");
  }

  /** Writes a golden stream into a folder, with a byte of the stream spoilt, or none. */
  private Path golden(int spoilt) throws IOException {
    GoldenStream golden = GoldenStreams.find("7.2.22", "two-pages").orElseThrow();
    Files.createDirectory(folder.resolve("ram"));
    for (int index = 0; index < golden.blockCount(); index++) {
      Files.write(folder.resolve("ram/" + index + ".img"), golden.ram(index));
    }
    Files.write(folder.resolve("golden.json"), golden.json());
    try (InputStream in = golden.stream()) {
      byte[] stream = in.readAllBytes();
      if (spoilt >= 0) {
        stream[spoilt] ^= 1;
      }
      Files.write(folder.resolve("stream.bin"), stream);
    }
    return folder;
  }

  @Test
  void takesACapturesFolder() throws IOException {
    Ran ran = run("replay", golden(-1));
    assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out()).contains(folder.toString(), "all equal");
  }

  @Test
  void showsTheFirstByteThatDiffers() throws IOException {
    // In the first page's content, behind container, list and record header.
    Ran ran = run("replay", golden(200));
    assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(1);
    assertThat(ran.out())
        .contains("DIFFERS", "first difference: section 1, record 0", "golden at 0x", "^^ byte");
  }

  @Test
  void tellsThatThereIsNone() {
    Ran ran = run("replay", "nothing");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("no golden stream 'nothing'");
  }
}
