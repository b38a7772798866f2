package org.ramwire.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.conformance.SampleStream;

/** What goes well between send and receive; {@link TransferFaultTest} has the rest. */
@Timeout(300)
class SendAndReceiveTest {

  private static final int PAGE = 4096;

  @TempDir Path folder;

  private final ExecutorService other = Executors.newSingleThreadExecutor();
  private final byte[] ram = new byte[64 * PAGE];
  private final byte[] rom = new byte[4 * PAGE];
  private Path ramImage;
  private Path romImage;
  private Path images;

  @BeforeEach
  void writeImages() throws IOException {
    new Random(1).nextBytes(ram);
    Arrays.fill(ram, 8 * PAGE, 24 * PAGE, (byte) 0);
    Arrays.fill(rom, (byte) 7);
    ramImage = Files.write(folder.resolve("ram.img"), ram);
    romImage = Files.write(folder.resolve("rom.img"), rom);
    images = folder.resolve("memory");
  }

  @AfterEach
  void end() {
    other.shutdownNow();
  }

  /** What a command came to. */
  record Ran(int code, String out, String err) {}

  static Ran run(Object... arguments) {
    return run(new StringWriter(), arguments);
  }

  static Ran run(StringWriter err, Object... arguments) {
    StringWriter out = new StringWriter();
    var commandLine = Ramwire.commandLine();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    int code = commandLine.execute(texts);
    return new Ran(code, out.toString(), err.toString());
  }

  /** Waits until receive tells where it listens. */
  static String address(StringWriter err) throws InterruptedException {
    String announced = "listening on ";
    while (err.toString().indexOf('\n') < 0) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    String line = err.toString().lines().findFirst().orElseThrow();
    assertThat(line).contains(announced);
    return line.substring(line.indexOf(announced) + announced.length());
  }

  /** Runs receive beside send; returns both. */
  private List<Ran> transfer(String from, Object... sendArguments) throws Exception {
    StringWriter err = new StringWriter();
    Callable<Ran> receive = () -> run(err, "receive", "--from", from, "-o", images, "--threads", 2);
    Future<Ran> received = other.submit(receive);
    Object[] arguments =
        Stream.concat(Stream.of("send", "--to", address(err)), Arrays.stream(sendArguments))
            .toArray();
    Ran sent = run(arguments);
    return List.of(sent, received.get(200, TimeUnit.SECONDS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp:127.0.0.1:0", "unix:{folder}/s"})
  void movesMemoryFromOneToTheOther(String from) throws Exception {
    List<Ran> both =
        transfer(
            from.replace("{folder}", folder.toString()),
            "--memory",
            ramImage,
            "--memory",
            romImage + "=pc.rom");
    assertThat(both).allSatisfy(ran -> assertThat(ran.code()).as(ran.err()).isZero());
    assertThat(images.resolve("0.img")).hasBinaryContent(ram);
    assertThat(images.resolve("1.img")).hasBinaryContent(rom);
    assertThat(images.resolve("blocks.json")).content().contains("pc.ram", "pc.rom");
    assertThat(both.get(0).out()).contains("duplicate:", "16 pages", "status:", "completed");
    assertThat(both.get(1).out()).contains("2 block(s)", "ZERO:          16 records");
    assertThat(folder.resolve("s")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--xbzrle", "--compress", "--xbzrle --compress --compress-level 9"})
  void aGuestThatKeepsWritingArrivesAsItWasInTheEnd(String how) throws Exception {
    Path last = folder.resolve("last");
    String arguments =
        "--memory "
            + ramImage
            + " --dirty 4M --dirty-seconds 1 --rate 256K --downtime 20 "
            + ("--final " + last + " " + how);
    List<Ran> both = transfer("tcp:127.0.0.1:0", (Object[]) arguments.strip().split(" +"));
    assertThat(both).allSatisfy(ran -> assertThat(ran.code()).as(ran.err()).isZero());
    byte[] sent = Files.readAllBytes(last.resolve("0.img"));
    assertThat(images.resolve("0.img")).hasBinaryContent(sent);
    assertThat(sent).isNotEqualTo(ram);
    assertThat(ramImage).hasBinaryContent(ram);
  }

  @Test
  void whatReceiveHasWrittenCanBeSentAgain() throws Exception {
    transfer("tcp::0", "--memory", ramImage, "--memory", romImage + "=pc.rom");
    Path stream = folder.resolve("again.stream");
    assertThat(run("send", "--memory", images, "--to", stream).code()).isZero();
    Path again = folder.resolve("again");
    assertThat(run("receive", "--from", stream, "-o", again).code()).isZero();
    assertThat(again.resolve("0.img")).hasBinaryContent(ram);
    assertThat(again.resolve("1.img")).hasBinaryContent(rom);
    assertThat(again.resolve("blocks.json")).hasSameTextualContentAs(images.resolve("blocks.json"));
  }

  @Test
  void theStreamIsWhatTheOtherCommandsRead() throws Exception {
    Path stream = folder.resolve("vm.stream");
    Ran sent = run("send", "--memory", ramImage, "--to", stream, "--machine", "microvm", "--json");
    assertThat(sent.code()).as(sent.err()).isZero();
    Ran inspected = run("inspect", stream);
    assertThat(inspected.out()).contains("microvm", "pc.ram", "footers      yes");
    assertThat(run("extract", stream, "-o", images).code()).isZero();
    assertThat(images.resolve("0.img")).hasBinaryContent(ram);
    JsonNode json = new ObjectMapper().readTree(sent.out());
    assertThat(json.path("ram").path("total").longValue()).isEqualTo(ram.length);
    assertThat(json.path("ram").path("duplicate").longValue()).isEqualTo(16);
    assertThat(json.path("ram").path("normal").longValue()).isEqualTo(48);
    assertThat(json.path("stream-bytes").longValue()).isEqualTo(Files.size(stream));
  }

  @Test
  void aBodyIsTheRamSectionsPayloadAlone() throws Exception {
    Path stream = folder.resolve("body");
    assertThat(run("send", "--memory", romImage, "--to", stream, "--container", "body").code())
        .isZero();
    byte[] bytes = Files.readAllBytes(stream);
    // The block list comes first: be64 total length with flag MEM_SIZE.
    assertThat(Arrays.copyOf(bytes, 9)).containsExactly(0, 0, 0, 0, 0, 0, 0x40, 4, 6);
    assertThat(run("inspect", stream).code()).isEqualTo(10);
  }

  @Test
  void aCapturedStreamLendsItsContainer() throws Exception {
    Path captured = Files.write(folder.resolve("captured"), SampleStream.bytes());
    assertThat(run("extract", captured, "-o", images).code()).isZero();
    Path stream = folder.resolve("grafted");
    Ran sent = run("send", "--memory", images, "--container-from", captured, "--to", stream);
    assertThat(sent.code()).as(sent.err()).isZero();
    assertThat(sent.err()).isEmpty();
    JsonNode before = summary(captured);
    JsonNode after = summary(stream);
    for (String same : List.of("machine", "deviceSections", "deviceBytes", "footers")) {
      assertThat(after.path("container").path(same))
          .as(same)
          .isEqualTo(before.path("container").path(same));
    }
    Path again = folder.resolve("again");
    assertThat(run("extract", stream, "-o", again).code()).isZero();
    assertThat(again.resolve("0.img")).hasSameBinaryContentAs(images.resolve("0.img"));
  }

  private static JsonNode summary(Path stream) throws IOException {
    return new ObjectMapper().readTree(run("inspect", stream, "--json").out()).path("summary");
  }

  @Test
  void warnsOfBlocksThatACapturedStreamHasOtherwise() throws Exception {
    Path captured = Files.write(folder.resolve("captured"), SampleStream.bytes());
    Path stream = folder.resolve("grafted");
    Ran sent = run("send", "--memory", ramImage, "--container-from", captured, "--to", stream);
    assertThat(sent.code()).isZero();
    assertThat(sent.err())
        .contains("pc.ram has 262144 bytes; in the captured stream 8192")
        .contains("the captured stream has a block pc.bios, which is not sent");
  }

  @Test
  void replacesOnlyWhatItMayAndIsToldTo() throws Exception {
    Path stream = folder.resolve("vm.stream");
    assertThat(run("send", "--memory", ramImage, "--to", stream).code()).isZero();
    Ran second = run("send", "--memory", romImage, "--to", stream);
    assertThat(second.code()).isEqualTo(11);
    assertThat(second.err()).contains("exists already").hasLineCount(1);
    assertThat(run("receive", "--from", stream, "-o", images).code()).isZero();
    assertThat(run("receive", "--from", stream, "-o", images).code()).isEqualTo(11);
    assertThat(images.resolve("0.img")).hasBinaryContent(ram);

    assertThat(run("send", "--memory", romImage, "--to", stream, "--force").code()).isZero();
    assertThat(run("receive", "--from", stream, "-o", images, "--force").code()).isZero();
    assertThat(images.resolve("0.img")).hasBinaryContent(rom);
    Files.writeString(images.resolve("mine"), "mine");
    Ran refused = run("receive", "--from", stream, "-o", images, "--force");
    assertThat(refused.code()).isEqualTo(11);
    assertThat(refused.err()).contains("holds more than images");
    assertThat(images.resolve("mine")).exists();
  }
}
