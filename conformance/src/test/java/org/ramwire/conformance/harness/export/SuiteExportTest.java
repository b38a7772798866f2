package org.ramwire.conformance.harness.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Feature;
import org.ramwire.conformance.suite.library.CaseLibrary;
import org.ramwire.conformance.suite.library.SuiteIdentity;

class SuiteExportTest {

  @TempDir private Path directory;

  @Test
  void theSameCasesGiveTheSameBytes() throws Exception {
    theSameCasesGiveTheSameBytes(some());
  }

  @Test
  @Tag("slow")
  void allOfTheSameCasesGiveTheSameBytes() throws Exception {
    theSameCasesGiveTheSameBytes(cases());
  }

  private void theSameCasesGiveTheSameBytes(List<ConformanceCase> cases) throws Exception {
    SuiteIdentity suite = SuiteIdentity.compute();
    SuiteExport.write(directory.resolve("one"), cases, suite);
    SuiteExport.write(directory.resolve("two"), cases, suite);

    List<Path> files = files(directory.resolve("one"));
    assertThat(files)
        .hasSizeGreaterThan(cases.size() * 3)
        .isEqualTo(files(directory.resolve("two")));
    for (Path file : files) {
      Path one = directory.resolve("one").resolve(file);
      assertThat(Files.mismatch(one, directory.resolve("two").resolve(file)))
          .as(file.toString())
          .isEqualTo(-1);
    }
  }

  @Test
  void theIndexFollowsItsSchemaAndNamesWhatIsThere() throws Exception {
    theIndexNamesWhatIsThere(some());
  }

  @Test
  @Tag("slow")
  void theIndexOfAllFollowsItsSchemaAndNamesWhatIsThere() throws Exception {
    theIndexNamesWhatIsThere(cases());
  }

  private void theIndexNamesWhatIsThere(List<ConformanceCase> cases) throws Exception {
    Path root = directory.resolve("cases");
    SuiteExport.write(root, cases, SuiteIdentity.compute());

    JsonNode index = new ObjectMapper().readTree(root.resolve("index.json").toFile());
    String schema = Files.readString(root.resolve("export-index.schema.json"));
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(index.toString(), InputFormat.JSON))
        .isEmpty();
    assertThat(index.path("cases")).hasSameSizeAs(cases);
    for (JsonNode one : index.path("cases")) {
      Path folder = root.resolve(one.path("folder").asText());
      assertThat(folder.resolve("case.txt"))
          .content()
          .contains("role " + one.path("role").asText());
      if (one.path("role").asText().equals("encode")) {
        assertThat(folder.resolve("case.txt")).content().contains("rounds ");
        continue;
      }
      byte[] stream = Files.readAllBytes(folder.resolve("main.bin"));
      assertThat(SuiteIdentity.sha256(stream)).isEqualTo(one.path("streamSha256").asText());
      assertThat(folder.resolve("expect.txt"))
          .content()
          .startsWith("expect " + one.path("expect").path("kind").asText());
      for (JsonNode image : one.path("expect").path("images")) {
        if (image.has("file")) {
          assertThat(Files.size(folder.resolve(image.path("file").asText())))
              .isEqualTo(image.path("lengthBytes").asLong());
        }
      }
    }
  }

  @Test
  void aRefusalHasItsClausesAndItsOffsets() throws Exception {
    Path root = directory.resolve("cases");
    SuiteExport.write(root, only("FLAG-NONE"), SuiteIdentity.compute());

    assertThat(root.resolve("cases/flags/FLAG-NONE/expect.txt"))
        .content()
        .matches("expect reject\nclause RAM-003\noffset (\\d+) \\1\n");
  }

  @Test
  void anImageThatIsAllZeroHasNoFile() throws Exception {
    Path root = directory.resolve("cases");
    SuiteExport.write(root, only("PAGE-ONE"), SuiteIdentity.compute());

    Path folder = root.resolve("cases/page/PAGE-ONE");
    assertThat(folder.resolve("expect.txt"))
        .content()
        .isEqualTo("expect accept\nimage 0 expected/0.img\nzero 1 4096\n");
    assertThat(folder.resolve("expected/0.img")).hasSize(0x3000);
    assertThat(folder.resolve("expected/1.img")).doesNotExist();
  }

  @Test
  void aDirectoryThatHoldsSomethingIsLeftAlone() throws Exception {
    Files.writeString(directory.resolve("mine.txt"), "mine");

    assertThatThrownBy(
            () -> SuiteExport.write(directory, only("PAGE-ONE"), SuiteIdentity.compute()))
        .isInstanceOf(FileAlreadyExistsException.class);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(directory.resolve("mine.txt"));
    }
  }

  /** Without those that have files of gigabytes. */
  private static List<ConformanceCase> cases() throws Exception {
    return CaseLibrary.handWritten().stream()
        .filter(one -> !one.setup().needs().contains(Feature.LARGE_BLOCKS.label()))
        .toList();
  }

  /** One case in eight. */
  private static List<ConformanceCase> some() throws Exception {
    List<ConformanceCase> all = cases();
    return IntStream.range(0, all.size()).filter(i -> i % 8 == 0).mapToObj(all::get).toList();
  }

  private static List<ConformanceCase> only(String id) throws Exception {
    return CaseLibrary.handWritten().stream().filter(one -> one.id().equals(id)).toList();
  }

  private static List<Path> files(Path root) throws Exception {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).map(root::relativize).sorted().toList();
    }
  }
}
