package org.ramwire.conformance.harness.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramwire.conformance.harness.run.TestCases;

class CaseFolderTest {

  @TempDir private Path directory;

  @Test
  void holdsTheCasesFiles() throws IOException {
    Path path = Files.createDirectory(directory.resolve("case"));

    CaseFolder.write(path, TestCases.one("ZERO-CLEARS-OLD-MEMORY"));

    assertThat(path.resolve("case.txt")).exists();
    assertThat(path.resolve("main.bin")).isNotEmptyFile();
    assertThat(path.resolve("before-0.img")).hasSize(0x3000);
  }

  @Test
  void countsASmallFileAsADiskBlock() throws IOException {
    Files.write(directory.resolve("a"), new byte[1]);
    Files.write(Files.createDirectory(directory.resolve("in")).resolve("b"), new byte[10000]);

    assertThat(new CaseFolder(directory).sizeBytes(Long.MAX_VALUE)).isEqualTo(14096);
  }

  @Test
  void deletesLinksAndNotWhatTheyPointAt() throws IOException {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Files.createFile(outside.resolve("precious"));
    Path path = Files.createDirectory(directory.resolve("case"));
    Files.createSymbolicLink(path.resolve("link"), outside);

    new CaseFolder(path).delete();

    assertThat(path).doesNotExist();
    assertThat(outside.resolve("precious")).exists();
  }
}
