package org.ramwire.conformance.lab.linux;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitramfsTest {

  /** Written by hand after the kernel's description of the format (buffer-format.rst). */
  private static final String GOLDEN =
      // magic, inode, mode, owner, group, links, time, length, file system's device (2), device
      // (2),
      // length of the name, checksum; 110 characters and "bin" with its zero are 114: two of
      // padding
      "070701"
          + "00000001"
          + "000041ed"
          + "00000000"
          + "00000000"
          + "00000001"
          + "00000000"
          + "00000000"
          + "00000000"
          + "00000000"
          + "00000000"
          + "00000000"
          + "00000004"
          + "00000000"
          + "bin\0"
          + "\0\0"
          // 110 + 7 are 117: three; five bytes of content: three
          + "070701"
          + "00000002"
          + "000081ed"
          + "00000000"
          + "00000000"
          + "00000001"
          + "00000000"
          + "00000005"
          + "00000000"
          + "00000000"
          + "00000000"
          + "00000000"
          + "00000007"
          + "00000000"
          + "bin/it\0"
          + "\0\0\0"
          + "hello"
          + "\0\0\0"
          // 110 + 12 are 122: two; console is character device 5, 1
          + "070701"
          + "00000003"
          + "00002180"
          + "00000000"
          + "00000000"
          + "00000001"
          + "00000000"
          + "00000000"
          + "00000000"
          + "00000000"
          + "00000005"
          + "00000001"
          + "0000000c"
          + "00000000"
          + "dev/console\0"
          + "\0\0"
          // 110 + 3 are 113: three; a link's content is its target
          + "070701"
          + "00000004"
          + "0000a1ff"
          + "00000000"
          + "00000000"
          + "00000001"
          + "00000000"
          + "00000006"
          + "00000000"
          + "00000000"
          + "00000000"
          + "00000000"
          + "00000003"
          + "00000000"
          + "sh\0"
          + "\0\0\0"
          + "bin/it"
          + "\0\0"
          // 110 + 11 are 121: three
          + "070701"
          + "00000000"
          + "00000000"
          + "00000000"
          + "00000000"
          + "00000001"
          + "00000000"
          + "00000000"
          + "00000000"
          + "00000000"
          + "00000000"
          + "00000000"
          + "0000000b"
          + "00000000"
          + "TRAILER!!!\0"
          + "\0\0\0";

  @TempDir Path folder;

  private static Initramfs small() {
    return new Initramfs()
        .directory("bin")
        .program("bin/it", "hello".getBytes(US_ASCII))
        .device("dev/console", 5, 1)
        .link("sh", "bin/it");
  }

  @Test
  void writesEntriesAsTheKernelDescribesThem() {
    assertThat(new String(small().bytes(), US_ASCII)).isEqualTo(GOLDEN);
  }

  @Test
  void packsTheSameBytesEveryTime() throws Exception {
    byte[] packed = small().packed();

    assertThat(packed).isEqualTo(small().packed());
    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes())
        .isEqualTo(small().bytes());
  }

  @Test
  void isReadByCpio() throws Exception {
    Path archive = Files.write(folder.resolve("archive"), small().bytes());
    for (String[] lister :
        new String[][] {
          {"cpio", "-t", "--quiet"}, {"bsdtar", "-tf", "-"}, {"busybox", "cpio", "-t"}
        }) {
      if (there(lister[0])) {
        Process process = new ProcessBuilder(lister).redirectInput(archive.toFile()).start();
        String names = new String(process.getInputStream().readAllBytes(), US_ASCII);
        assertThat(names.lines()).containsExactly("bin", "bin/it", "dev/console", "sh");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return;
      }
    }
    System.out.println("InitramfsTest.isReadByCpio skipped: no cpio, bsdtar or busybox");
    Assumptions.abort("no cpio, bsdtar or busybox");
  }

  private static boolean there(String program) {
    for (String part : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(part, program))) {
        return true;
      }
    }
    return false;
  }
}
