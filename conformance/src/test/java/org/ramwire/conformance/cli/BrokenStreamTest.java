package org.ramwire.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.container.MigrationStreamWriter;
import org.ramwire.codec.element.Configuration;
import org.ramwire.codec.record.RamRecordWriter;
import org.ramwire.conformance.SampleStream;
import org.ramwire.conformance.lab.capture.StoredGolden;
import org.ramwire.conformance.stream.inspect.BlocksDocument;
import org.ramwire.format.PageSize;
import org.ramwire.format.SectionType;
import org.ramwire.golden.GoldenStream;
import org.ramwire.golden.GoldenStreams;
import picocli.CommandLine;

/** What is left of a stream that is cut or wrong. */
class BrokenStreamTest {

  private static final int PAGE = 4096;
  private static final RamBlock RAM = new RamBlock(0, Idstr.of("pc.ram"), 4 * PAGE);
  private static final RamBlock SHARED =
      new RamBlock(1, Idstr.of("mem0"), 2 * PAGE, 2 * PAGE, 0, OptionalLong.of(0));

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final StreamOutput output = new StreamOutput(bytes);
  private final MigrationStreamWriter container = new MigrationStreamWriter(output);
  private final RamRecordWriter records = new RamRecordWriter(output, PageSize.X86);
  private Path stream;
  private Path images;

  /** One for all commands of a test: to make one takes longer than a short command. */
  private final CommandLine commandLine = Ramwire.commandLine();

  @BeforeEach
  void nameFiles() {
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    stream = folder.resolve("vm.stream");
    images = folder.resolve("memory");
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return commandLine.execute(arguments);
  }

  private int extract(String... more) {
    return run(
        Stream.concat(
                Stream.of("extract", stream.toString(), "-o", images.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  private void start(String... capabilities) throws IOException {
    container.header();
    container.configuration(new Configuration("pc-q35-7.2", null, List.of(capabilities), null));
    container.ramStart(2);
    records.blockList(BlockList.of(List.of(RAM)));
    records.endOfSection();
    container.footer(2);
  }

  /** Writes one round whose pages are filled with numbers from a first one. */
  private void round(int first, int pages) throws IOException {
    container.part(2);
    for (int i = 0; i < pages; i++) {
      records.page(RAM, (long) i * PAGE, filled(first + i), 0);
    }
    records.endOfSection();
    container.footer(2);
  }

  private void end() throws IOException {
    container.end(2);
    records.endOfSection();
    container.footer(2);
  }

  private static byte[] filled(int value) {
    byte[] page = new byte[PAGE];
    Arrays.fill(page, (byte) value);
    return page;
  }

  private void write() throws IOException {
    output.flush();
    Files.write(stream, bytes.toByteArray());
  }

  private void writeWithout(int last) throws IOException {
    output.flush();
    Files.write(stream, Arrays.copyOf(bytes.toByteArray(), bytes.size() - last));
  }

  private byte[] firstBytes(String file) throws IOException {
    byte[] image = Files.readAllBytes(images.resolve(file));
    byte[] firsts = new byte[image.length / PAGE];
    for (int i = 0; i < firsts.length; i++) {
      firsts[i] = image[i * PAGE];
    }
    return firsts;
  }

  // extract --partial

  @Test
  void writesWhatCameBeforeACutAndSaysThatItIsIncomplete() throws IOException {
    start();
    round(0x41, 3);
    round(0x51, 3);
    output.flush();
    // Footer, EOS and half of the third page go.
    writeWithout(5 + 8 + PAGE / 2);

    assertThat(extract("--partial")).isEqualTo(12);

    assertThat(firstBytes("0.img")).containsExactly(0x51, 0x52, 0x43, 0);
    JsonNode index = BlocksDocument.in(images);
    assertThat(index.get("complete").booleanValue()).isFalse();
    assertThat(index.get("memoryEnded").booleanValue()).isFalse();
    assertThat(index.get("memoryComplete").booleanValue()).isFalse();
    assertThat(index.get("error").get("kind").textValue()).isEqualTo("cut");
    assertThat(index.get("error").get("clause").textValue()).isEqualTo("CON-050");
    assertThat(index.get("error").get("offset").longValue()).isPositive();
    assertThat(index.get("blocks").get(0).get("pagesCame").longValue()).isEqualTo(3);
    assertThat(index.get("blocks").get(0).get("pagesMissing").longValue()).isEqualTo(1);
    assertThat(images.resolve("INCOMPLETE")).content().contains("CON-050", "3 page(s) came");
    assertThat(out.toString()).contains("MEMORY INCOMPLETE").contains("3 of 4 page(s)");
    assertThat(err.toString()).contains("ramwire: CON-050 at ").contains("memory is incomplete");
  }

  @Test
  void refusesToWriteAPartUnlessAskedAndSaysThatThereIsOne() throws IOException {
    start();
    round(0x41, 3);
    write();
    assertThat(extract()).isEqualTo(10);
    assertThat(images).doesNotExist();
    assertThat(err.toString())
        .startsWith("ramwire: CON-040 at ")
        .hasLineCount(2)
        .contains("3 page(s) came before that: --partial writes them");
  }

  @Test
  void tellsMissingDevicesFromMissingMemory() throws IOException {
    start();
    round(0x41, 4);
    end();
    write();
    assertThat(extract("--partial")).isEqualTo(12);
    JsonNode index = BlocksDocument.in(images);
    assertThat(index.get("complete").booleanValue()).isFalse();
    assertThat(index.get("memoryComplete").booleanValue()).isTrue();
    assertThat(images.resolve("INCOMPLETE")).doesNotExist();
    assertThat(out.toString()).contains("memory complete, DEVICES CUT").doesNotContain("INCOMPL");
    assertThat(err.toString()).contains("memory is complete, devices are not");
  }

  @Test
  void endOfMemoryWithoutAPageIsNoCompleteMemory() throws IOException {
    start();
    round(0x41, 3);
    end();
    write();
    assertThat(extract("--partial")).isEqualTo(12);
    JsonNode index = BlocksDocument.in(images);
    assertThat(index.get("memoryEnded").booleanValue()).isTrue();
    assertThat(index.get("memoryComplete").booleanValue()).isFalse();
    assertThat(images.resolve("INCOMPLETE")).exists();
    assertThat(err.toString()).contains("its end came, but 1 page(s) did not");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--partial", "--lenient"})
  void aPageInWhichAFaultStandsKeepsWhatItHad(String option) throws IOException {
    start();
    round(0x41, 4);
    container.part(2);
    records.page(RAM, 0, filled(0x51), 0);
    // A run of one byte at 5, and a second one that passes the page.
    records.xbzrle(RAM, PAGE, Bytes.of(new byte[] {5, 1, 7, (byte) 0xff, 0x7f}));
    records.page(RAM, 2 * PAGE, filled(0x53), 0);
    write();
    assertThat(extract(option, option.equals("--partial") ? "--sha256" : "--partial"))
        .isEqualTo(12);
    assertThat(firstBytes("0.img")).containsExactly(0x51, 0x42, 0x43, 0x44);
    assertThat(Files.readAllBytes(images.resolve("0.img"))[PAGE + 5]).isEqualTo((byte) 0x42);
    JsonNode error = BlocksDocument.in(images).get("error");
    assertThat(error.get("kind").textValue()).isEqualTo("malformed");
    assertThat(error.get("clause").textValue()).startsWith("XBZ-");
    assertThat(error.get("block").textValue()).isEqualTo("pc.ram");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void nothingOfWhatFollowsAMalformedPageIsApplied(int threads) throws IOException {
    start();
    round(0x41, 4);
    container.part(2);
    records.compressedPage(RAM, 0, Bytes.of(deflated(0x51)));
    byte[] spoilt = deflated(0x52);
    spoilt[0] ^= 1;
    records.compressedPage(RAM, PAGE, Bytes.of(spoilt));
    records.page(RAM, 2 * PAGE, filled(0x53), 0);
    records.zeroPage(RAM, 3 * PAGE, (byte) 0x54);
    records.endOfSection();
    write();
    assertThat(extract("--partial", "--threads", Integer.toString(threads))).isEqualTo(12);
    assertThat(firstBytes("0.img")).containsExactly(0x51, 0x42, 0x43, 0x44);
    assertThat(BlocksDocument.in(images).get("error").get("clause").textValue())
        .startsWith("RAM-06");
  }

  private static byte[] deflated(int value) {
    Deflater deflater = new Deflater();
    deflater.setInput(filled(value));
    deflater.finish();
    byte[] buffer = new byte[PAGE];
    int length = deflater.deflate(buffer);
    deflater.end();
    return Arrays.copyOf(buffer, length);
  }

  @Test
  void writesWhatCameOfACompressedStreamThatIsCut() throws IOException {
    start();
    container.part(2);
    Random random = new Random(3);
    byte[][] pages = new byte[4][PAGE];
    for (int i = 0; i < pages.length; i++) {
      random.nextBytes(pages[i]);
      records.page(RAM, (long) i * PAGE, pages[i], 0);
    }
    output.flush();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes.toByteArray());
    }
    Files.write(stream, Arrays.copyOf(packed.toByteArray(), packed.size() - PAGE / 2));
    assertThat(extract("--partial")).isEqualTo(12);
    JsonNode index = BlocksDocument.in(images);
    assertThat(index.get("blocks").get(0).get("pagesCame").longValue()).isEqualTo(3);
    assertThat(index.get("error").get("message").textValue()).contains("gzip data is cut");
    byte[] image = Files.readAllBytes(images.resolve("0.img"));
    assertThat(Arrays.copyOfRange(image, 2 * PAGE, 3 * PAGE)).isEqualTo(pages[2]);
  }

  @Test
  void thereIsNothingToSaveBeforeTheFirstPage() throws IOException {
    start();
    write();
    assertThat(extract("--partial")).isEqualTo(10);
    assertThat(err.toString()).hasLineCount(2).contains("nothing to save");
    assertThat(images).doesNotExist();
    Files.write(stream, new byte[0]);
    assertThat(extract("--partial")).isEqualTo(10);
    assertThat(images).doesNotExist();
    assertThat(extract()).isEqualTo(10);
    assertThat(err.toString()).doesNotContain("--partial");
  }

  @Test
  void aWholeStreamIsCompleteWithPartialToo() throws IOException {
    start();
    round(0x41, 4);
    end();
    container.endOfFile();
    write();
    assertThat(extract("--partial")).isZero();
    JsonNode index = BlocksDocument.in(images);
    assertThat(index.get("complete").booleanValue()).isTrue();
    assertThat(index.get("memoryComplete").booleanValue()).isTrue();
    assertThat(out.toString()).doesNotContain("INCOMPLETE", "CUT");
  }

  @Test
  void sendsNoIncompleteMemoryUnlessItsImageIsNamed() throws IOException {
    start();
    round(0x41, 3);
    write();
    assertThat(extract("--partial")).isEqualTo(12);
    String sent = folder.resolve("sent").toString();
    assertThat(run("send", "--memory", images.toString(), "--to", sent)).isEqualTo(11);
    assertThat(err.toString()).contains("its memory is incomplete");
    assertThat(run("send", "--memory", images.resolve("0.img") + "=pc.ram", "--to", sent)).isZero();
  }

  // Blocks without a page

  @Test
  void aBlockThatIsLeftOutHasNoImage() throws IOException {
    container.header();
    container.configuration(
        new Configuration("pc-q35-7.2", null, List.of(Configuration.IGNORE_SHARED), null));
    container.ramStart(2);
    RamBlock ram = new RamBlock(0, Idstr.of("pc.ram"), 4 * PAGE, 4 * PAGE, 0, OptionalLong.of(0));
    records.blockList(BlockList.of(List.of(ram, SHARED)));
    records.endOfSection();
    container.footer(2);
    round(0x41, 4);
    end();
    container.endOfFile();
    write();
    assertThat(extract("--sha256")).isZero();
    JsonNode block = BlocksDocument.in(images).get("blocks").get(1);
    assertThat(block.get("file").isNull()).isTrue();
    assertThat(block.get("reason").textValue()).isEqualTo("left out: x-ignore-shared");
    assertThat(block.get("pagesMissing").longValue()).isEqualTo(2);
    assertThat(block.has("sha256")).isFalse();
    assertThat(images.resolve("1.img")).doesNotExist();
    assertThat(err.toString()).contains("mem0 (left out: x-ignore-shared)");
    String sent = folder.resolve("sent").toString();
    assertThat(run("send", "--memory", images.toString(), "--to", sent)).isEqualTo(11);
    assertThat(err.toString()).contains("has no image of 'mem0'");
  }

  @Test
  void aNameThatIsNotPlainTextStandsInHexToo() throws IOException {
    byte[] odd = "pc\u202eram".getBytes(StandardCharsets.UTF_8);
    RamBlock block = new RamBlock(0, Idstr.copyOf(odd, 0, odd.length), PAGE);
    container.header();
    container.configuration(new Configuration("pc-q35-7.2"));
    container.ramStart(2);
    records.blockList(BlockList.of(List.of(block)));
    records.endOfSection();
    container.footer(2);
    container.part(2);
    records.page(block, 0, filled(0x41), 0);
    records.endOfSection();
    container.footer(2);
    end();
    container.endOfFile();
    write();
    assertThat(extract()).isZero();
    JsonNode entry = BlocksDocument.in(images).get("blocks").get(0);
    assertThat(entry.get("idstr").textValue()).doesNotContain("\u202e");
    assertThat(entry.get("idstrHex").textValue()).isEqualTo(HexFormat.of().formatHex(odd));
    String received = folder.resolve("received").toString();
    assertThat(run("receive", "--from", stream.toString(), "-o", received, "--json")).isZero();
    assertThat(JSON.readTree(out.toString()).get("blocks").get(0).get("idstrHex").textValue())
        .isEqualTo(HexFormat.of().formatHex(odd));
  }

  @Test
  void theHeadlineTellsACutFromAWrongByte() throws IOException {
    start();
    round(0x41, 4);
    output.flush();
    bytes.write(0x33);
    write();
    assertThat(run("inspect", stream.toString())).isEqualTo(10);
    assertThat(out.toString()).contains("MALFORMED: what was read of it").doesNotContain("CUT");
  }

  // A failure as a document

  @Test
  void receivePrintsItsFailureAsADocument() throws IOException {
    start();
    round(0x41, 3);
    write();
    assertThat(run("receive", "--from", stream.toString(), "-o", images.toString(), "--json"))
        .isEqualTo(10);
    JsonNode error = onlyError();
    assertThat(error.get("kind").textValue()).isEqualTo("cut");
    assertThat(error.get("clause").textValue()).isEqualTo("CON-040");
    assertThat(err.toString())
        .startsWith("ramwire: CON-040 at ")
        .endsWith("\nSee format-spec/ram-stream.md#CON-040, or: ramwire explain CON-040\n")
        .hasLineCount(2);
  }

  @Test
  void aFileThatIsMissingIsADocumentToo() throws IOException {
    String missing = folder.resolve("none").toString();
    assertThat(run("receive", "--from", missing, "-o", images.toString(), "--json")).isEqualTo(11);
    assertThat(onlyError().get("kind").textValue()).isEqualTo("unreadable");
    assertThat(run("send", "--memory", missing, "--to", stream.toString(), "--json")).isEqualTo(11);
    assertThat(onlyError().get("message").textValue()).contains("none");
    assertThat(run("inspect", missing, "--json")).isEqualTo(11);
    assertThat(onlyError().get("kind").textValue()).isEqualTo("unreadable");
  }

  @Test
  void aWrongOptionIsADocumentAndWithoutJsonThereIsNone() throws IOException {
    String[] wrong = {"receive", "--from", "tcp:x", "-o", images.toString()};
    assertThat(run(Stream.concat(Stream.of(wrong), Stream.of("--json")).toArray(String[]::new)))
        .isEqualTo(2);
    assertThat(onlyError().get("kind").textValue()).isEqualTo("usage");
    assertThat(run(wrong)).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aHarnessThatFailsIsADocument() throws IOException {
    assertThat(run("verify", "--iut", "false", "--json", "-")).isEqualTo(3);
    assertThat(onlyError().get("kind").textValue()).isEqualTo("harness");
  }

  private JsonNode onlyError() throws IOException {
    JsonNode document = JSON.readTree(out.toString());
    assertThat(document.fieldNames()).toIterable().containsExactly("error");
    assertThat(document.get("error").fieldNames())
        .toIterable()
        .containsExactly("kind", "clause", "see", "offset", "block", "message");
    return document.get("error");
  }

  @Test
  void readsAnIndexFromBeforeItHadAVersion() throws IOException {
    Files.createDirectory(images);
    Files.write(images.resolve("0.img"), filled(0x41));
    Path index = images.resolve("blocks.json");
    Files.writeString(
        index,
        "[ {\"index\": 0, \"idstr\": \"pc.ram\", \"lengthBytes\": 4096, \"file\": \"0.img\"} ]");
    String sent = folder.resolve("sent").toString();
    assertThat(run("send", "--memory", images.toString(), "--to", sent)).isZero();
    Files.writeString(
        index, "{\"format\": {\"name\": \"ramwire-blocks\", \"version\": 2}, \"blocks\": []}");
    assertThat(run("send", "--memory", images.toString(), "--to", sent + "2")).isEqualTo(11);
    assertThat(err.toString()).contains("expected format ramwire-blocks of version 1");
  }

  // inspect

  @Test
  void inspectShowsWhatItReadAndThenTheError() throws IOException {
    start();
    round(0x41, 4);
    round(0x51, 2);
    write();
    assertThat(run("inspect", stream.toString(), "--records")).isEqualTo(10);
    assertThat(out.toString())
        .contains("CUT SHORT", "pc-q35-7.2", "pc.ram", "PAGE", "EOS")
        .contains("rounds");
    assertThat(err.toString())
        .startsWith("ramwire: CON-040 at ")
        .endsWith("\nSee format-spec/ram-stream.md#CON-040, or: ramwire explain CON-040\n")
        .hasLineCount(2);
  }

  @Test
  void inspectShowsAStreamWithoutMemory() throws IOException {
    container.header();
    container.configuration(new Configuration("xenfv-4.2"));
    container.section(SectionType.FULL, 3, "timer", 0, 2);
    output.bytes(new byte[24]);
    container.footer(3);
    container.endOfFile();
    write();
    assertThat(run("inspect", stream.toString())).isEqualTo(10);
    assertThat(out.toString()).contains("xenfv-4.2", "timer", "none: no memory");
    assertThat(err.toString()).contains("CON-019");
    assertThat(run("inspect", stream.toString(), "--json")).isEqualTo(10);
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.get("error").get("clause").textValue()).isEqualTo("CON-019");
    assertThat(json.get("summary").get("deviceSections").get(0).get("name").textValue())
        .isEqualTo("timer");
  }

  @Test
  void inspectSaysInJsonThatAnInputCannotBeRead() throws IOException {
    assertThat(run("inspect", folder.resolve("none").toString(), "--json", "--records"))
        .isEqualTo(11);
    JsonNode error = new ObjectMapper().readTree(out.toString()).get("error");
    assertThat(error.get("kind").textValue()).isEqualTo("unreadable");
    assertThat(error.get("clause").isNull()).isTrue();
    assertThat(error.get("offset").isNull()).isTrue();
    assertThat(error.get("message").textValue()).contains("no such file");
    assertThat(run("inspect", folder.toString(), "--json")).isEqualTo(11);
    assertThat(new ObjectMapper().readTree(out.toString()).get("error")).isNotNull();
    Files.write(stream, new byte[0]);
    assertThat(run("inspect", stream.toString(), "--json")).isEqualTo(10);
    error = new ObjectMapper().readTree(out.toString()).get("error");
    assertThat(error.get("kind").textValue()).isEqualTo("cut");
    assertThat(run("inspect", "", "--json")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void inspectWritesOneJsonDocumentHoweverAStreamIsCutOrSpoilt(GoldenStream golden)
      throws IOException {
    staysOneDocument(StoredGolden.of(golden).stream(), 2);
  }

  @Test
  void inspectWritesOneJsonDocumentWhereverAStreamIsBroken() throws IOException {
    staysOneDocument(SampleStream.bytes(), 400);
  }

  /** Breaks a stream so many times, by a cut and by a bit in turn. */
  private void staysOneDocument(byte[] whole, int times) throws IOException {
    Random random = new Random(whole.length);
    ObjectMapper strict = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    for (int i = 0; i < times; i++) {
      boolean cut = i % 2 == 0;
      byte[] broken = Arrays.copyOf(whole, cut ? random.nextInt(whole.length) : whole.length);
      if (!cut) {
        broken[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(stream, broken);
      int code = run("inspect", stream.toString(), "--json", "--records");
      JsonNode json = strict.readTree(out.toString());
      assertThat(json.has("error")).isEqualTo(code != 0);
      assertThat(code).isIn(0, 10);
      assertThat(json.get("records").isArray()).isTrue();
    }
  }

  static List<GoldenStream> goldens() throws IOException {
    return GoldenStreams.all();
  }
}
