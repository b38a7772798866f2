package org.ramwire.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is as long as a bound allows, and one more, in the heap that the launcher gives. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HeapBoundsTest {

  private static final int PAGE = 4096;
  private static final int MOST_DESCRIPTION = 8 << 20;
  private static final int MOST_KEPT = 64 << 20;
  private static final int MOST_STRETCHES = 1 << 20;

  /** One process of that heap for all commands: each leaves the next what it has itself. */
  private static Process process;

  @TempDir Path folder;
  private Path image;
  private Path stream;
  private Path target;

  @BeforeEach
  void name() throws IOException {
    image = Files.write(folder.resolve("ram.img"), new byte[PAGE]);
    stream = folder.resolve("vm.stream");
    target = folder.resolve("target");
  }

  /** What a command came to. */
  private record Ran(int code, String err) {}

  /** Starts the process anew if an earlier test has ended it. */
  private static Ran run(Object... arguments) throws Exception {
    if (process == null || !process.isAlive()) {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-Xmx256m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  CommandAfterCommand.class.getName())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    }
    String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    return new Ran(CommandAfterCommand.run(process, words), CommandAfterCommand.errors(process));
  }

  @AfterAll
  static void endProcess() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  private Ran send() throws Exception {
    return run("send", "--memory", image, "--container-from", stream, "--to", target);
  }

  private static void isTaken(Ran ran) {
    assertThat(ran.code()).as(ran.err()).isZero();
  }

  private void isRefused(Ran ran, String clause) {
    assertThat(ran.code()).as(ran.err()).isEqualTo(10);
    assertThat(ran.err()).contains(clause).doesNotContain("OutOfMemory");
    assertThat(target).doesNotExist();
  }

  /** A stream of one block of one page that did not come, and of what stands around it. */
  private static final class Written implements Closeable {

    private static final int RAM = 2;
    private static final byte[] ZEROES = new byte[1 << 20];

    private final DataOutputStream out;

    Written(Path file) throws IOException {
      out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
      out.writeInt(0x5145564d);
      out.writeInt(3);
    }

    private void name(String name) throws IOException {
      out.write(name.length());
      out.writeBytes(name);
    }

    private void filled(int count) throws IOException {
      for (int left = count; left > 0; left -= ZEROES.length) {
        out.write(ZEROES, 0, Math.min(left, ZEROES.length));
      }
    }

    private void footer(int id) throws IOException {
      out.write(0x7e);
      out.writeInt(id);
    }

    private Written endOfPayload() throws IOException {
      out.writeLong(0x10);
      footer(RAM);
      return this;
    }

    Written start() throws IOException {
      out.write(1);
      out.writeInt(RAM);
      name("ram");
      out.writeInt(0);
      out.writeInt(4);
      out.writeLong(PAGE | 4);
      name("pc.ram");
      out.writeLong(PAGE);
      return endOfPayload();
    }

    Written part() throws IOException {
      out.write(2);
      out.writeInt(RAM);
      return endOfPayload();
    }

    /** The last piece, with the page. */
    Written end() throws IOException {
      out.write(3);
      out.writeInt(RAM);
      out.writeLong(2);
      name("pc.ram");
      out.write(0);
      return endOfPayload();
    }

    Written ping() throws IOException {
      out.write(8);
      out.writeShort(2);
      out.writeShort(4);
      out.writeInt(1);
      return this;
    }

    /** How many bytes a device has around its content. */
    static int aroundDevice() {
      return 5 + 8 + 8 + 5;
    }

    Written device(int content) throws IOException {
      out.write(4);
      out.writeInt(5);
      name("example");
      out.writeInt(0);
      out.writeInt(1);
      filled(content);
      footer(5);
      return this;
    }

    Written endOfFile() throws IOException {
      out.write(0);
      return this;
    }

    Written description(String head, String each, String tail, int length) throws IOException {
      out.write(6);
      out.writeInt(length);
      byte[] one = each.getBytes(StandardCharsets.US_ASCII);
      out.writeBytes(head);
      int left = length - head.length() - tail.length();
      for (; left >= one.length; left -= one.length) {
        out.write(one);
      }
      // White space, of which JSON may have any number.
      out.writeBytes(" ".repeat(left));
      out.writeBytes(tail);
      return this;
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** What a long description may consist of. */
  enum Shape {
    ONE_NAME("{\"page_size\":4096,\"devices\":[],\"x\":\"", "x", "\"}"),
    MANY_MEMBERS("{\"page_size\":4096,\"devices\":[],\"x\":[0", ",{\"a\":[1]}", "]}"),
    MANY_FIELDS(
        "{\"page_size\":4096,\"devices\":[{\"name\":\"d\",\"instance_id\":0,\"fields\":["
            + "{\"name\":\"a\",\"size\":1}",
        ",{\"name\":\"a\",\"size\":1}",
        "]}]}"),
    ESCAPES("{\"page_size\":4096,\"devices\":[],\"x\":\"", "\\\\", "\"}");

    private final String head;
    private final String each;
    private final String tail;

    Shape(String head, String each, String tail) {
      this.head = head;
      this.each = each;
      this.tail = tail;
    }
  }

  @ParameterizedTest
  @EnumSource
  void describesUpToTheLimit(Shape shape) throws Exception {
    try (Written written = new Written(stream)) {
      written.start().end().device(1000).endOfFile();
      written.description(shape.head, shape.each, shape.tail, MOST_DESCRIPTION);
    }
    isTaken(run("extract", stream, "-o", target));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void describesNoMoreThanTheLimit(boolean device) throws Exception {
    Shape shape = Shape.ONE_NAME;
    try (Written written = new Written(stream)) {
      written.start().end();
      if (device) {
        written.device(1000);
      }
      written.endOfFile();
      written.description(shape.head, shape.each, shape.tail, MOST_DESCRIPTION + 1);
    }
    isRefused(run("extract", stream, "-o", target), "LIM-003");
  }

  /** A device's bytes that look like the end of a stream: all of them have to be looked at. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void looksForADescriptionInADeviceUpToTheLimit(int over) throws Exception {
    Shape shape = Shape.ONE_NAME;
    try (Written written = new Written(stream)) {
      written.start().device(100_000).endOfFile();
      written.description(shape.head, shape.each, shape.tail, MOST_DESCRIPTION + over);
      written.footer(5);
      written.end().endOfFile();
    }
    isTaken(run("extract", stream, "-o", target));
  }

  @ParameterizedTest
  @ValueSource(strings = {"before", "between", "after"})
  void keepsAsMuchBesideTheRamSectionAsTheBoundAllows(String place) throws Exception {
    writeContainer(place, most());
    isTaken(send());
    assertThat(Files.size(target)).isGreaterThan(MOST_KEPT);
  }

  private static int most() {
    return MOST_KEPT - 8 - 1 - Written.aroundDevice();
  }

  @Test
  void keepsNoMoreThanTheBoundAllows() throws Exception {
    refusesMoreThanTheBound(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {MOST_KEPT, 2 * MOST_KEPT})
  @Tag("slow")
  void keepsNoMoreThanTheBoundAllowsHoweverMuchThereIs(int over) throws Exception {
    refusesMoreThanTheBound(over);
  }

  private void refusesMoreThanTheBound(int over) throws Exception {
    writeContainer("between", most() + over);
    isRefused(send(), "LIM-007");
  }

  private void writeContainer(String place, int content) throws IOException {
    try (Written written = new Written(stream)) {
      if (place.equals("before")) {
        written.device(content);
      }
      written.start();
      if (place.equals("between")) {
        written.device(content);
      }
      written.end();
      if (place.equals("after")) {
        written.device(content);
      }
      written.endOfFile();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void keepsAsManyStretchesBetweenPiecesAsTheBoundAllows(int over) throws Exception {
    try (Written written = new Written(stream)) {
      written.start();
      for (int i = 0; i < MOST_STRETCHES + over - 1; i++) {
        written.ping().part();
      }
      written.ping().end().endOfFile();
    }
    if (over == 0) {
      isTaken(send());
    } else {
      isRefused(send(), "LIM-007");
    }
  }

  @Test
  void takesPiecesThatFollowOneAnotherAsOne() throws Exception {
    try (Written written = new Written(stream)) {
      written.start();
      for (int i = 0; i < MOST_STRETCHES + 1; i++) {
        written.part();
      }
      written.end().endOfFile();
    }
    isTaken(send());
  }
}
