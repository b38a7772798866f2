package org.ramwire.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ramwire.conformance.cli.SendAndReceiveTest.address;
import static org.ramwire.conformance.cli.SendAndReceiveTest.run;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.conformance.cli.SendAndReceiveTest.Ran;

/** Sources that are live: what they are answered, and what is refused of them. */
@Timeout(600)
class LiveSourceTest {

  private static final int PAGE = 4096;
  private static final int SHUT = 1;
  private static final int PONG = 2;
  private static final int ACK = 7;

  @TempDir Path folder;

  private final ExecutorService other = Executors.newCachedThreadPool();
  private StringWriter err;
  private Path images;
  private Future<Ran> receiver;
  private int port;

  @AfterEach
  void end() {
    other.shutdownNow();
  }

  private Socket connect(Object... more) throws Exception {
    images = folder.resolve("memory");
    StringWriter fresh = new StringWriter();
    err = fresh;
    Object[] arguments =
        Stream.concat(Stream.of("receive", "--from", "tcp::0", "-o", images), Arrays.stream(more))
            .toArray();
    receiver = other.submit(() -> run(fresh, arguments));
    String address = address(err);
    assertThat(address).startsWith("tcp:127.0.0.1:");
    port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    return new Socket("127.0.0.1", port);
  }

  private Ran received() throws Exception {
    return receiver.get(300, TimeUnit.SECONDS);
  }

  private void refused(int code, String... parts) throws Exception {
    Ran ran = received();
    assertThat(ran.err()).contains(parts);
    assertThat(ran.code()).as(ran.err()).isEqualTo(code);
    assertThat(images).doesNotExist();
  }

  /** Bytes of a stream of two pages in one block, part by part. */
  private static final class Parts {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    Parts head() throws IOException {
      out.writeInt(0x5145564d);
      out.writeInt(3);
      return this;
    }

    Parts command(int code, int... data) throws IOException {
      out.write(8);
      out.writeShort(code);
      out.writeShort(4 * data.length);
      for (int number : data) {
        out.writeInt(number);
      }
      return this;
    }

    private void name(String name) throws IOException {
      out.write(name.length());
      out.writeBytes(name);
    }

    Parts start() throws IOException {
      out.write(1);
      out.writeInt(2);
      name("ram");
      out.writeInt(0);
      out.writeInt(4);
      out.writeLong(2 * PAGE | 4);
      name("pc.ram");
      out.writeLong(2 * PAGE);
      return endOfPayload();
    }

    Parts section(int type) throws IOException {
      out.write(type);
      out.writeInt(2);
      return this;
    }

    Parts page(int index) throws IOException {
      out.writeLong((long) index * PAGE | 8);
      name("pc.ram");
      byte[] page = new byte[PAGE];
      Arrays.fill(page, (byte) (index + 1));
      out.write(page);
      return this;
    }

    Parts endOfPayload() throws IOException {
      out.writeLong(0x10);
      out.write(0x7e);
      out.writeInt(2);
      return this;
    }

    Parts device() throws IOException {
      out.write(4);
      out.writeInt(5);
      name("example");
      out.writeInt(0);
      out.writeInt(1);
      out.writeShort(0x0304);
      out.write(0x7e);
      out.writeInt(5);
      return this;
    }

    Parts endOfFile() throws IOException {
      out.write(0);
      return this;
    }

    Parts description() throws IOException {
      byte[] json = "{\"page_size\":4096}".getBytes(StandardCharsets.UTF_8);
      out.write(6);
      out.writeInt(json.length);
      out.write(json);
      return this;
    }

    byte[] take() {
      byte[] taken = bytes.toByteArray();
      bytes.reset();
      return taken;
    }
  }

  private static byte[] memory() throws IOException {
    return new Parts()
        .head()
        .command(1)
        .start()
        .section(2)
        .page(0)
        .endOfPayload()
        .section(3)
        .page(1)
        .endOfPayload()
        .take();
  }

  private static byte[] whole() throws IOException {
    Parts parts = new Parts();
    parts.out.write(memory());
    return parts.device().endOfFile().description().take();
  }

  private static int number(DataInputStream answers, int type) throws IOException {
    assertThat(answers.readUnsignedShort()).isEqualTo(type);
    assertThat(answers.readUnsignedShort()).isEqualTo(4);
    return answers.readInt();
  }

  private void isWhole() throws IOException {
    assertThat(Files.readAllBytes(images.resolve("0.img")))
        .startsWith(1)
        .endsWith(2)
        .hasSize(2 * PAGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void tellsThatAllIsWellWhenMemoryIsThere(int described) throws Exception {
    byte[] stream = whole();
    try (Socket source = connect("--quiet", 300)) {
      int length = described == 1 ? stream.length : stream.length - 23;
      source.getOutputStream().write(stream, 0, length);
      assertThat(number(new DataInputStream(source.getInputStream()), SHUT)).isZero();
      isWhole();
    }
    assertThat(received().code()).as(err.toString()).isZero();
  }

  @Test
  void doesNotTellSoWhereADescriptionIsCut() throws Exception {
    byte[] stream = whole();
    try (Socket source = connect("--quiet", 300)) {
      source.getOutputStream().write(stream, 0, stream.length - 1);
      TimeUnit.MILLISECONDS.sleep(600);
      source.shutdownOutput();
      assertThat(number(new DataInputStream(source.getInputStream()), SHUT)).isNotZero();
    }
    refused(10, "CON-050");
  }

  @Test
  void doesNotTellSoWhereDevicesAreMissing() throws Exception {
    try (Socket source = connect("--quiet", 100)) {
      source.getOutputStream().write(memory());
      TimeUnit.MILLISECONDS.sleep(300);
      source.shutdownOutput();
      assertThat(number(new DataInputStream(source.getInputStream()), SHUT)).isNotZero();
    }
    refused(10, "CON-040");
  }

  @Test
  void saysThatASourceHasGoneBeforeItWasTold() throws Exception {
    byte[] stream = whole();
    // Without the description the end is sure only when the source closes, so it is not told
    // before.
    try (Socket source = connect("--quiet", 300_000)) {
      source.getOutputStream().write(stream, 0, stream.length - 23);
    }
    Ran ran = received();
    assertThat(ran.code()).isEqualTo(11);
    assertThat(ran.err()).contains("the memory is whole, but the source");
    isWhole();
  }

  @Test
  void answersPingsAlsoInsideAPackage() throws Exception {
    byte[] inside = new Parts().command(2, 66).command(4).device().command(2, 3).command(5).take();
    Parts parts = new Parts().head().command(1).command(2, 1).start().section(2).page(0);
    parts.endOfPayload().command(7, inside.length).out.write(inside);
    parts.command(2, 4).section(3).page(1).endOfPayload().endOfFile();
    try (Socket source = connect("--quiet", 60_000)) {
      source.getOutputStream().write(parts.take());
      DataInputStream answers = new DataInputStream(source.getInputStream());
      for (int ping : new int[] {1, 66, 3, 4}) {
        assertThat(number(answers, PONG)).isEqualTo(ping);
      }
      // A postcopy has no description: its EOF is the end.
      assertThat(number(answers, SHUT)).isZero();
    }
    assertThat(received().code()).as(err.toString()).isZero();
    isWhole();
  }

  @Test
  void tellsASourceThatWaitsThatItMaySwitchOver() throws Exception {
    try (Socket source = connect("--switchover-ack", "auto")) {
      OutputStream out = source.getOutputStream();
      out.write(new Parts().head().command(1).start().section(2).page(0).endOfPayload().take());
      for (int i = 0; i < 3; i++) {
        out.write(new Parts().section(2).endOfPayload().take());
      }
      DataInputStream answers = new DataInputStream(source.getInputStream());
      assertThat(answers.readUnsignedShort()).isEqualTo(ACK);
      assertThat(answers.readUnsignedShort()).isZero();
      out.write(new Parts().section(3).page(1).endOfPayload().endOfFile().description().take());
      assertThat(number(answers, SHUT)).isZero();
    }
    assertThat(received().code()).as(err.toString()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9})
  void namesWhatItCannotDo(int command) throws Exception {
    try (Socket source = connect()) {
      source.getOutputStream().write(new Parts().head().command(1).command(command).take());
      assertThat(number(new DataInputStream(source.getInputStream()), SHUT)).isNotZero();
    }
    refused(10, "CON-085", command == 8 ? "COLO" : "broken postcopy");
  }

  @Test
  void refusesASecondConnection() throws Exception {
    try (Socket source = connect()) {
      source.getOutputStream().write(memory());
      try (Socket channel = new Socket("127.0.0.1", port)) {
        channel.getOutputStream().write(new byte[] {0x11, 0x22, 0x33, 0x44, 0, 0, 0, 1});
        refused(10, "CON-084", "multifd");
      }
    }
  }

  @Test
  void refusesAChannelThatConnectsFirst() throws Exception {
    try (Socket channel = connect()) {
      byte[] opening = Arrays.copyOf(new byte[] {0x11, 0x22, 0x33, 0x44, 0, 0, 0, 1}, 64);
      channel.getOutputStream().write(opening);
      refused(10, "CON-001", "a channel of a multifd migration");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusesPagesThatAreMissingUnlessTold(boolean told) throws Exception {
    Object[] more = told ? new Object[] {"--allow-missing"} : new Object[0];
    try (Socket source = connect(more)) {
      Parts parts = new Parts().head().start().section(3).page(1).endOfPayload().device();
      source.getOutputStream().write(parts.endOfFile().description().take());
    }
    if (told) {
      assertThat(received().code()).as(err.toString()).isZero();
      assertThat(err.toString()).contains("no record of 1 page(s), whose bytes are zero: 1 of ");
    } else {
      refused(10, "RAM-094", "1 page(s)", "--allow-missing", "multifd");
    }
  }

  /** Writes until the receiver has had enough; returns the longest time without a write. */
  private long flood(Socket source, byte[] bytes, long pauseMillis) throws InterruptedException {
    long longest = 0;
    long last = System.nanoTime();
    try {
      while (!receiver.isDone()) {
        source.getOutputStream().write(bytes);
        longest = Math.max(longest, System.nanoTime() - last);
        last = System.nanoTime();
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
      }
    } catch (IOException e) {
      // It has closed the connection.
    }
    return TimeUnit.NANOSECONDS.toMillis(Math.max(longest, System.nanoTime() - last));
  }

  /**
   * Floods a receiver after a beginning. Where the machine made pauses that are pauses to the
   * receiver too, the flood was none: it comes again, to a more patient receiver.
   */
  private void givesUpWithoutProgress(byte[] beginning, byte[] flood, long pauseMillis)
      throws Exception {
    for (int seconds = 1; ; seconds *= 4) {
      long longestPause;
      try (Socket source = connect("--timeout", seconds)) {
        source.getOutputStream().write(beginning);
        longestPause = flood(source, flood, pauseMillis);
      }
      if (longestPause < seconds * 1000L / 2 || seconds > 16) {
        refused(11, "no progress", "--timeout");
        return;
      }
      received();
    }
  }

  @Test
  void givesUpOnATrickle() throws Exception {
    byte[] page = new Parts().head().start().section(2).page(0).take();
    givesUpWithoutProgress(Arrays.copyOf(page, page.length - PAGE), new byte[] {0}, 50);
  }

  @Test
  void givesUpOnSectionsWithoutAPage() throws Exception {
    byte[] head = new Parts().head().start().take();
    givesUpWithoutProgress(head, new Parts().section(2).endOfPayload().take(), 1);
  }

  @Test
  void givesUpOnEndlessBytesAfterTheEnd() throws Exception {
    Parts parts = new Parts().head().start().section(3).page(0).page(1).endOfPayload();
    givesUpWithoutProgress(parts.endOfFile().description().take(), new byte[PAGE], 5);
  }

  @Test
  void givesUpOnAMigrationThatDoesNotEnd() throws Exception {
    try (Socket source = connect("--max-time", 2)) {
      source.getOutputStream().write(new Parts().head().start().take());
      flood(source, new Parts().section(2).page(0).endOfPayload().take(), 5);
    }
    refused(11, "--max-time", "--switchover-ack");
  }
}
