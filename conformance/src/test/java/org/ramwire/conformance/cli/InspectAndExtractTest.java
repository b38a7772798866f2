package org.ramwire.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.container.MigrationStreamWriter;
import org.ramwire.codec.record.RamRecordWriter;
import org.ramwire.conformance.SampleStream;
import org.ramwire.conformance.lab.capture.StoredGolden;
import org.ramwire.conformance.stream.inspect.BlocksDocument;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.library.CaseLibrary;
import org.ramwire.format.PageSize;
import org.ramwire.golden.GoldenStreams;
import picocli.CommandLine;

class InspectAndExtractTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path stream;
  private Path images;

  @BeforeEach
  void writeStream() throws IOException {
    stream = Files.write(folder.resolve("vm.stream"), SampleStream.bytes());
    images = folder.resolve("memory");
  }

  private int run(String... arguments) {
    CommandLine commandLine = Ramwire.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(arguments);
  }

  @Test
  void extractsImagesAndTheirIndex() throws Exception {
    assertThat(run("extract", stream.toString(), "-o", images.toString())).isZero();
    byte[] ram = Files.readAllBytes(images.resolve("0.img"));
    byte[] expected = new byte[2 * SampleStream.PAGE_BYTES];
    Arrays.fill(expected, 0, SampleStream.PAGE_BYTES, (byte) 0x11);
    expected[5] = (byte) 0x99;
    assertThat(ram).isEqualTo(expected);
    JsonNode index = BlocksDocument.in(images);
    assertThat(index.get("complete").booleanValue()).isTrue();
    JsonNode blocks = index.get("blocks");
    assertThat(blocks).hasSize(2);
    assertThat(blocks.get(0).fieldNames())
        .toIterable()
        .containsExactly("index", "idstr", "lengthBytes", "pagesCame", "pagesMissing", "file");
    assertThat(blocks.get(0).get("idstr").textValue()).isEqualTo("pc.ram");
    assertThat(blocks.get(1).get("index").intValue()).isEqualTo(1);
    assertThat(blocks.get(0).get("lengthBytes").longValue()).isEqualTo(ram.length);
    assertThat(blocks.get(0).get("file").textValue()).isEqualTo("0.img");
  }

  @Test
  void hashesImagesOnlyWhereAsked() throws Exception {
    assertThat(run("extract", stream.toString(), "-o", images.toString(), "--sha256")).isZero();
    byte[] ram = Files.readAllBytes(images.resolve("0.img"));
    JsonNode blocks = BlocksDocument.in(images).get("blocks");
    assertThat(blocks.get(0).get("sha256").textValue())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(ram)));
  }

  /** 64 GiB of holes: what is not read back costs nothing. */
  @Test
  void extractsABlockOfHolesAtTheCostOfWhatCame() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StreamOutput output = new StreamOutput(bytes);
    MigrationStreamWriter container = new MigrationStreamWriter(output);
    RamRecordWriter records = new RamRecordWriter(output, PageSize.X86);
    container.header();
    container.ramStart(2);
    RamBlock block = new RamBlock(0, Idstr.of("pc.ram"), 63L << 30);
    records.blockList(BlockList.of(List.of(block)));
    records.zeroPage(block, block.usedLength() - SampleStream.PAGE_BYTES, (byte) 0);
    records.endOfSection();
    container.end(2);
    records.endOfSection();
    container.endOfFile();
    output.flush();
    Path huge = Files.write(folder.resolve("huge.stream"), bytes.toByteArray());
    assertThat(run("extract", huge.toString(), "-o", images.toString())).isZero();
    assertThat(images.resolve("0.img")).hasSize(63L << 30);
    JsonNode index = BlocksDocument.in(images);
    assertThat(index.get("blocks").get(0).has("sha256")).isFalse();
    assertThat(index.get("blocks").get(0).get("pagesMissing").longValue())
        .isEqualTo((63L << 18) - 1);
    assertThat(index.get("pagesExact").booleanValue()).isTrue();
  }

  @Test
  void extractsIntoAnEmptyFolder() throws IOException {
    Files.createDirectory(images);
    assertThat(run("extract", stream.toString(), "-o", images.toString())).isZero();
    assertThat(images.resolve("1.img")).exists();
  }

  @Test
  void fillsTheFolderThatALinkMeans() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Files.createSymbolicLink(images, real);
    assertThat(run("extract", stream.toString(), "-o", images.toString())).isZero();
    assertThat(images).isSymbolicLink();
    assertThat(real.resolve("1.img")).exists();
  }

  @Test
  void warnsOfPagesThatWentByOtherChannels() throws Exception {
    ConformanceCase elsewhere =
        CaseLibrary.handWritten().stream()
            .filter(one -> one.id().equals("FLUSH-PAGES-ELSEWHERE"))
            .findAny()
            .orElseThrow();
    Files.write(stream, elsewhere.stream().toArray());
    assertThat(run("inspect", stream.toString())).isZero();
    assertThat(out.toString())
        .contains("RAM-091 at ")
        .contains("page(s) went by the other channels");
    assertThat(run("extract", stream.toString(), "-o", images.toString())).isEqualTo(10);
    assertThat(err.toString()).startsWith("ramwire: RAM-091 at ");
  }

  @Test
  void leavesAFolderAloneThatHoldsSomething() throws IOException {
    Files.createDirectory(images);
    Files.writeString(images.resolve("mine"), "mine");
    assertThat(run("extract", stream.toString(), "-o", images.toString())).isEqualTo(11);
    assertThat(entries(images)).containsExactly("mine");
    assertThat(entries(folder)).containsExactlyInAnyOrder("vm.stream", "memory");
  }

  @Test
  void leavesNothingBehindWhenTheStreamIsCut() throws IOException {
    byte[] whole = SampleStream.bytes();
    Files.write(stream, Arrays.copyOf(whole, whole.length - 1));
    assertThat(run("extract", stream.toString(), "-o", images.toString())).isEqualTo(10);
    assertThat(err.toString())
        .startsWith("ramwire: CON-")
        .contains("\nSee format-spec/ram-stream.md#CON-")
        .hasLineCount(2);
    assertThat(entries(folder)).containsExactly("vm.stream");
  }

  @Test
  void refusesMoreMemoryThanAllowed() {
    assertThat(run("extract", stream.toString(), "-o", images.toString(), "--max-memory", "16K"))
        .isZero();
    images = folder.resolve("second");
    assertThat(run("extract", stream.toString(), "-o", images.toString(), "--max-memory", "16383"))
        .isEqualTo(10);
    assertThat(err.toString()).contains("LIM-002");
    assertThat(images).doesNotExist();
  }

  @Test
  void inspectsForPeople() {
    assertThat(run("inspect", stream.toString())).isZero();
    assertThat(out.toString())
        .contains("microvm", "pc.ram", "pc.bios", "ZERO", "XBZRLE", "rounds", "footers");
  }

  @Test
  void inspectsForPrograms() throws IOException {
    assertThat(run("inspect", stream.toString(), "--json", "--records")).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    JsonNode summary = json.get("summary");
    assertThat(summary.get("roundCount").longValue()).isEqualTo(2);
    assertThat(summary.get("container").get("bytes").longValue())
        .isEqualTo(SampleStream.bytes().length);
    assertThat(summary.get("container").get("deviceSections").longValue()).isEqualTo(1);
    assertThat(summary.get("compression").get("pageRecords").longValue()).isEqualTo(5);
    long xbzrle = 0;
    for (JsonNode record : json.get("records")) {
      if ("XBZRLE".equals(record.path("kind").textValue())) {
        xbzrle++;
        assertThat(record.get("payloadBytes").intValue()).isEqualTo(3);
        assertThat(record.get("idstr").textValue()).isEqualTo("pc.ram");
      }
    }
    assertThat(xbzrle).isEqualTo(1);
  }

  @Test
  void refusesAnEmptyNameAsAWrongCommandLine() throws IOException {
    assertThat(run("inspect", "")).isEqualTo(2);
    assertThat(err.toString()).contains("FILE").contains("empty");
    assertThat(run("extract", "", "-o", images.toString())).isEqualTo(2);
    assertThat(run("extract", stream.toString(), "-o", "")).isEqualTo(2);
    assertThat(err.toString()).contains("'--out'");
    assertThat(run("capture", "plain", "--out", "")).isEqualTo(2);
    assertThat(entries(folder)).containsExactly("vm.stream");
  }

  @Test
  void extractsTheSameWithSeveralThreads() throws IOException {
    Files.write(stream, golden("compress-level1-threads4"));
    assertThat(run("extract", stream.toString(), "-o", images.toString())).isZero();
    Path other = folder.resolve("other");
    assertThat(run("extract", stream.toString(), "-o", other.toString(), "--threads", "3"))
        .isZero();
    assertThat(Files.readString(other.resolve("blocks.json")))
        .isEqualTo(Files.readString(images.resolve("blocks.json")));
  }

  @Test
  void takesOneTo255Threads() {
    for (String wrong : new String[] {"0", "256", "-1"}) {
      assertThat(run("extract", stream.toString(), "-o", images.toString(), "--threads=" + wrong))
          .isEqualTo(2);
      assertThat(err.toString()).contains("--threads: 1 to 255, not " + wrong);
    }
    assertThat(images).doesNotExist();
    assertThat(run("extract", stream.toString(), "-o", images.toString(), "--threads=255"))
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stopsListingWhenNobodyReadsOn(boolean json) throws IOException {
    byte[] whole = golden("xbzrle");
    Files.write(stream, Arrays.copyOf(whole, whole.length - 1));
    String[] arguments =
        json
            ? new String[] {"inspect", stream.toString(), "--records", "--json"}
            : new String[] {"inspect", stream.toString(), "--records"};
    assertThat(run(arguments)).isEqualTo(10);
    // Its fault, a cut end, is not reached.
    CommandLine commandLine = Ramwire.commandLine();
    commandLine.setOut(new PrintWriter(new ClosedWriter()));
    commandLine.setErr(new PrintWriter(err));
    err.getBuffer().setLength(0);
    assertThat(commandLine.execute(arguments)).isZero();
    assertThat(err.toString()).isEmpty();
  }

  /** Standard output whose reader has left. */
  private static final class ClosedWriter extends Writer {

    @Override
    public void write(char[] buffer, int from, int length) throws IOException {
      throw new IOException("Broken pipe");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static byte[] golden(String name) throws IOException {
    return StoredGolden.of(GoldenStreams.find("7.2.22", name).orElseThrow()).stream();
  }

  @Test
  void tellsWhatCannotBeRead() {
    assertThat(run("inspect", folder.resolve("none").toString())).isEqualTo(11);
    assertThat(err.toString()).contains("no such file");
    assertThat(run("inspect", folder.toString())).isEqualTo(11);
    assertThat(err.toString()).contains("is a directory");
  }

  @Test
  void tellsWhatIsWrongWithTheCommandLine() {
    assertThat(run("inspect")).isEqualTo(2);
    assertThat(run("extract", stream.toString())).isEqualTo(2);
    assertThat(run("inspect", stream.toString(), "--page-size", "4095")).isEqualTo(2);
    assertThat(run("extract", stream.toString(), "-o", "x", "--max-memory", "much")).isEqualTo(2);
    assertThat(run("nonsense")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
  }

  private static Stream<String> entries(Path directory) throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.map(path -> path.getFileName().toString()).toList().stream();
    }
  }
}
