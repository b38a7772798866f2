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
import org.ramwire.conformance.lab.seedbuild.MemoryFiles;
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
    // In the first page's content, after container, list and record header.
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

  private Path capture(String folderName, MemoryFiles files) throws IOException {
    Path capture = Files.createDirectory(folder.resolve(folderName));
    for (var file : files.files().entrySet()) {
      Files.write(capture.resolve(file.getKey()), file.getValue());
    }
    return capture;
  }

  @Test
  void replaysAFolderOfCaptures() throws IOException {
    Path one = capture("one", MemoryFiles.of("compress-l1-t1"));
    capture("two", MemoryFiles.of("zero-then-dirty"));
    Ran all = run("replay", "--captures", folder);
    assertThat(all.code()).as(all.out() + all.err()).isZero();
    assertThat(all.out()).contains("2 golden stream(s), 1269 page records: all equal");
    Ran alone = run("replay", "--captures", one, "--counters");
    assertThat(alone.code()).as(alone.out() + alone.err()).isZero();
    assertThat(alone.out()).contains("equal byte for byte", "ram.transferred", "iterations");
  }

  @Test
  void replaysAGoldenCaptureByItsName() {
    Ran ran = run("replay", "seed/zero-then-dirty");
    assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out()).contains("1 golden stream(s), 709 page records: all equal");
  }

  @Test
  void tellsOfACaptureThatCannotBeReadAndGoesOn() throws IOException {
    capture("a-broken", MemoryFiles.of("zero-then-dirty").remove("writes.bin"));
    MemoryFiles malformed = MemoryFiles.of("zero-then-dirty");
    malformed.bytes("stream.bin")[0] ^= 1;
    capture("b-malformed", malformed);
    capture("c-good", MemoryFiles.of("zero-then-dirty"));
    Ran ran = run("replay", "--captures", folder);
    assertThat(ran.code()).isEqualTo(11);
    assertThat(ran.out()).contains("c-good", "1 golden stream(s), 709 page records: all equal");
    assertThat(ran.err().lines()).hasSize(2);
    assertThat(ran.err())
        .contains("writes.bin: no such file", "b-malformed: CON-001 at 0x0")
        .doesNotContain("\tat ");
    Ran second = run("replay", "--captures", folder.resolve("b-malformed"));
    assertThat(second.code()).isEqualTo(10);
  }

  @Test
  void refusesAFolderWithoutACapture() throws IOException {
    Ran none = run("replay", "--captures", folder.resolve("none"));
    assertThat(none.code()).isEqualTo(2);
    Ran empty = run("replay", "--captures", folder);
    assertThat(empty.code()).isEqualTo(11);
    assertThat(empty.err().lines()).hasSize(1);
  }

  @Test
  void showsWhatDiffersInACapture() throws IOException {
    MemoryFiles files = MemoryFiles.of("zero-then-dirty");
    files.replace("stats.json", "\"duplicate\": 438", "\"duplicate\": 439");
    capture("one", files);
    Ran ran = run("replay", "--captures", folder);
    assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(1);
    assertThat(ran.out()).contains("ram.duplicate", "DIFFERS", "1 differ");
  }
}
