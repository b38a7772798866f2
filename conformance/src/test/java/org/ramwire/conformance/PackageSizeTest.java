package org.ramwire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A package is small enough to be read. */
class PackageSizeTest {

  private static final int MOST_LINES = 2500;

  /** One command a file: it grows with what the program can do. */
  private static final String COMMANDS = "org.ramwire.conformance.cli";

  @Test
  void noPackageOutsideTheCommandLineIsLong() throws IOException {
    Map<String, Integer> lines = linesByPackage();

    assertThat(lines).containsKeys("org.ramwire.codec", "org.ramwire.format.layout", COMMANDS);
    lines.remove(COMMANDS);
    assertThat(lines).allSatisfy((name, count) -> assertThat(count).isLessThan(MOST_LINES));
  }

  private static Map<String, Integer> linesByPackage() throws IOException {
    Map<String, Integer> lines = new TreeMap<>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path sources : modules.map(one -> one.resolve("src/main/java")).toList()) {
        if (Files.isDirectory(sources)) {
          count(sources, lines);
        }
      }
    }
    return lines;
  }

  private static void count(Path sources, Map<String, Integer> lines) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(sources)) {
      files = all.filter(one -> one.toString().endsWith(".java")).toList();
    }
    for (Path file : files) {
      String name = sources.relativize(file.getParent()).toString().replace('/', '.');
      lines.merge(name, Files.readAllLines(file).size(), Integer::sum);
    }
  }
}
