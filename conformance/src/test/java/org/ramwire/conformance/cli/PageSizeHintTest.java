package org.ramwire.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ramwire.conformance.cli.SendAndReceiveTest.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.container.MigrationStreamWriter;
import org.ramwire.codec.record.RamRecordWriter;
import org.ramwire.conformance.cli.SendAndReceiveTest.Ran;
import org.ramwire.format.PageSize;

/** What is said where a stream is read with another page size than its own. */
class PageSizeHintTest {

  @TempDir private Path folder;

  private static byte[] stream(int pageBytes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StreamOutput output = new StreamOutput(bytes);
    MigrationStreamWriter container = new MigrationStreamWriter(output);
    RamRecordWriter records = new RamRecordWriter(output, new PageSize(pageBytes));
    RamBlock ram = new RamBlock(0, Idstr.of("pc.ram"), 512 << 10);
    container.header();
    container.ramStart(2);
    records.blockList(BlockList.of(List.of(ram)));
    records.endOfSection();
    container.part(2);
    Random random = new Random(pageBytes);
    byte[] page = new byte[pageBytes];
    for (long at = 0; at < ram.usedLength(); at += pageBytes) {
      random.nextBytes(page);
      records.page(ram, at, page, 0);
    }
    records.endOfSection();
    container.end(2);
    records.endOfSection();
    container.endOfFile();
    output.flush();
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "1024,4096",
    "2048,4096",
    "8192,4096",
    "16384,4096",
    "32768,4096",
    "65536,4096",
    "4096,1024",
    "4096,2048",
    "4096,8192",
    "4096,16384",
    "4096,65536",
    "65536,1024",
    "1024,65536"
  })
  void namesTheSizeThatFits(int actual, int assumed) throws IOException {
    Path file = Files.write(folder.resolve("vm.stream"), stream(actual));

    for (String command : List.of("extract", "inspect")) {
      Ran ran = ran(command, file, assumed);
      assertThat(ran.code()).isEqualTo(ExitCode.MALFORMED);
      assertThat(ran.err()).contains("try --page-size " + actual).hasLineCount(2);
    }
  }

  @Test
  void saysNothingOfTheSizeWhereTheStreamIsWrongItself() throws IOException {
    byte[] wrong = stream(4096);
    wrong[wrong.length / 2 / 4096 * 4096] ^= 0x55;
    byte[] cut = java.util.Arrays.copyOf(wrong, wrong.length - 5000);
    Path file = Files.write(folder.resolve("vm.stream"), cut);

    Ran ran = ran("extract", file, 4096);

    assertThat(ran.code()).isEqualTo(ExitCode.MALFORMED);
    assertThat(ran.err()).doesNotContain("--page-size");
  }

  private Ran ran(String command, Path file, int pageBytes) {
    return command.equals("extract")
        ? run(command, file, "--page-size", pageBytes, "-o", folder.resolve("out"))
        : run(command, file, "--page-size", pageBytes);
  }
}
