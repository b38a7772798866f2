package org.ramwire.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.ramwire.conformance.cli.SendAndReceiveTest.address;
import static org.ramwire.conformance.cli.SendAndReceiveTest.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.conformance.cli.SendAndReceiveTest.Ran;
import org.ramwire.conformance.lab.qemu.CaptureException;
import org.ramwire.conformance.lab.qemu.FileBackedQemu;

/** Transfers from a real QEMU to receive, and from send to a real QEMU. */
@Timeout(180)
class TransferIT {

  private static final int BYTES = 8 << 20;

  @TempDir Path folder;

  private final ExecutorService other = Executors.newCachedThreadPool();
  private final byte[] ram = new byte[BYTES];
  private Path memory;
  private Path firmware;
  private Path images;

  @BeforeAll
  static void findQemu() throws IOException {
    try {
      FileBackedQemu.program();
    } catch (CaptureException e) {
      if (Boolean.getBoolean("ramwire.qemu.required")) {
        fail("a real QEMU is required: " + e.getMessage());
      }
      System.out.println("TransferIT skipped: " + e.getMessage());
      abort(e.getMessage());
    }
  }

  @BeforeEach
  void fill() throws IOException {
    new Random(6).nextBytes(ram);
    Arrays.fill(ram, BYTES / 4, BYTES / 2, (byte) 0);
    memory = Files.write(folder.resolve("ram"), ram);
    firmware = Files.write(folder.resolve("bios"), new byte[FileBackedQemu.FIRMWARE_BYTES]);
    images = folder.resolve("memory");
  }

  @AfterEach
  void end() {
    other.shutdownNow();
  }

  /** Clusters of 4 KiB need several L2 tables for the state, those of 2 MiB a part of one. */
  @ParameterizedTest
  @ValueSource(ints = {4096, 65536, 2 << 20})
  void extractsTheSnapshotThatAQemuSaved(int clusterBytes) throws IOException {
    Path disk = Files.createFile(folder.resolve("disk.qcow2"));
    try (FileBackedQemu qemu = FileBackedQemu.start(memory, true)) {
      qemu.saveSnapshot(disk, clusterBytes, "before update");
    }

    Ran ran = run("extract", disk, "--snapshot", "before update", "-o", images);

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(images.resolve("0.img")).hasBinaryContent(ram);
    assertThat(images.resolve("1.img")).hasBinaryContent(new byte[FileBackedQemu.FIRMWARE_BYTES]);
  }

  private Future<Ran> receive(StringWriter err, String from, Object... more) {
    Object[] arguments =
        Stream.concat(Stream.of("receive", "--from", from, "-o", images), Arrays.stream(more))
            .toArray();
    return other.submit(() -> run(err, arguments));
  }

  @ParameterizedTest
  @CsvSource({
    "tcp:127.0.0.1:0, false, ''",
    "tcp:127.0.0.1:0, true, ''",
    "unix:{dir}/s, false, return-path",
    "unix:{dir}/s, true, return-path",
    "tcp:127.0.0.1:0, true, xbzrle",
    "tcp:127.0.0.1:0, false, compress"
  })
  void receivesFromARealQemu(String from, boolean described, String capability) throws Exception {
    StringWriter err = new StringWriter();
    Future<Ran> receiver = receive(err, from.replace("{dir}", folder.toString()), "--threads", 2);
    try (FileBackedQemu source = FileBackedQemu.start(memory, described)) {
      if (!capability.isEmpty()) {
        source.enable(capability);
      }
      source.migrate(address(err));
      JsonNode state = source.await("completed", "failed");
      assertThat(state.path("status").asText()).as(state.toString()).isEqualTo("completed");
      Ran received = receiver.get(60, TimeUnit.SECONDS);
      assertThat(received.code()).as(received.err()).isZero();
    }
    assertThat(images.resolve("0.img")).hasBinaryContent(ram);
    assertThat(images.resolve("blocks.json"))
        .content()
        .contains(FileBackedQemu.IDSTR, FileBackedQemu.FIRMWARE_IDSTR);
  }

  @Test
  void tellsARealQemuByTheReturnPathThatItsStreamIsRefused() throws Exception {
    StringWriter err = new StringWriter();
    Future<Ran> receiver = receive(err, "unix:" + folder.resolve("s"), "--max-memory", BYTES);
    try (FileBackedQemu source = FileBackedQemu.start(memory, false)) {
      source.enable("return-path");
      source.migrate(address(err));
      // The firmware's block is what is too much.
      assertThat(receiver.get(60, TimeUnit.SECONDS).code()).isEqualTo(10);
      assertThat(source.await("completed", "failed").path("status").asText()).isEqualTo("failed");
    }
    assertThat(images).doesNotExist();
  }

  @Test
  void leavesNothingWhenARealQemuEndsInTheMiddle() throws Exception {
    StringWriter err = new StringWriter();
    Future<Ran> receiver = receive(err, "tcp:127.0.0.1:0");
    try (FileBackedQemu source = FileBackedQemu.start(memory, false)) {
      source.set("max-bandwidth", 1 << 20);
      source.migrate(address(err));
      source.await("active");
    }
    assertThat(receiver.get(60, TimeUnit.SECONDS).code()).isEqualTo(10);
    assertThat(images).doesNotExist();
  }

  private Path emptyMemory() throws IOException {
    Path empty = folder.resolve("empty");
    try (RandomAccessFile sized = new RandomAccessFile(empty.toFile(), "rw")) {
      sized.setLength(BYTES);
    }
    return empty;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--machine microvm",
        "--xbzrle --dirty 20M --rate 4M --downtime 50 --dirty-seconds 2",
        "--compress --compress-threads 2",
        "--compress --profile qemu-7.2"
      })
  void sendsToARealQemu(String how) throws Exception {
    Path target = emptyMemory();
    Path last = folder.resolve("last");
    try (FileBackedQemu destination = FileBackedQemu.start(target, false, "-incoming", "defer")) {
      if (how.contains("--compress")) {
        destination.enable("compress");
      }
      Path socket = destination.socket("in");
      destination.listen("unix:" + socket);
      String arguments =
          "send --memory "
              + memory
              + "="
              + FileBackedQemu.IDSTR
              + " --to unix:"
              + socket
              + (" --final " + last + " " + how);
      Ran sent = run((Object[]) arguments.strip().split(" +"));
      assertThat(sent.code()).as(sent.err() + destination.stderr()).isZero();
      assertThat(destination.await("completed", "failed").path("status").asText())
          .isEqualTo("completed");
    }
    assertThat(target).hasBinaryContent(Files.readAllBytes(last.resolve("0.img")));
    assertThat(Files.size(target)).isEqualTo(BYTES);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sendsWithTheDeviceStateOfACapturedStream(boolean described) throws Exception {
    Path captured = folder.resolve("captured");
    try (FileBackedQemu source = FileBackedQemu.start(memory, described)) {
      source.migrate("exec:cat > " + captured);
      source.await("completed");
    }
    new Random(7).nextBytes(ram);
    Files.write(memory, ram);
    Path target = emptyMemory();
    try (FileBackedQemu destination =
        FileBackedQemu.start(target, described, "-incoming", "defer")) {
      Path socket = destination.socket("in");
      destination.listen("unix:" + socket);
      Ran sent =
          run(
              "send",
              "--container-from",
              captured,
              "--memory",
              memory + "=" + FileBackedQemu.IDSTR,
              "--memory",
              firmware + "=" + FileBackedQemu.FIRMWARE_IDSTR,
              "--to",
              "unix:" + socket);
      assertThat(sent.code()).as(sent.err() + destination.stderr()).isZero();
      assertThat(sent.err()).isEmpty();
      assertThat(destination.await("completed", "failed").path("status").asText())
          .isEqualTo("completed");
      assertThat(destination.stderr()).isEmpty();
    }
    assertThat(target).hasBinaryContent(ram);
  }

  @Test
  void saysSoWhenARealQemuRefuses() throws Exception {
    try (FileBackedQemu destination =
        FileBackedQemu.start(emptyMemory(), false, "-incoming", "defer")) {
      Path socket = destination.socket("in");
      destination.listen("unix:" + socket);
      Ran sent = run("send", "--memory", memory + "=no.such.block", "--to", "unix:" + socket);
      assertThat(sent.code()).isEqualTo(11);
      assertThat(sent.err()).contains("the peer has closed the connection").hasLineCount(1);
    }
  }

  @Test
  void autoConvergeSlowsAGuestDownThatWritesFasterThanPagesGo() throws Exception {
    Ran sent =
        run(
            "send",
            "--memory",
            memory,
            "--to",
            "/dev/null",
            "--rate",
            "4M",
            "--dirty",
            "64M",
            "--downtime",
            20,
            "--auto-converge",
            "--throttle-initial",
            99,
            "--json");
    assertThat(sent.code()).as(sent.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(sent.out());
    assertThat(json.path("cpu-throttle-percentage-highest").intValue()).isEqualTo(99);
  }

  /** A stream of real QEMU that goes by a proxy, which cuts both ways after so many bytes. */
  private final class Cut implements Closeable {

    private final ServerSocketChannel server;
    private final Path path;
    private final Path to;
    private final long after;
    private final long delayMillis;
    private long passed;

    Cut(Path path, Path to, long after, long delayMillis) throws IOException {
      this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(path));
      this.path = path;
      this.to = to;
      this.after = after;
      this.delayMillis = delayMillis;
      other.submit(this::pass);
    }

    private Void pass() throws Exception {
      try (SocketChannel source = server.accept();
          SocketChannel receiver = SocketChannel.open(UnixDomainSocketAddress.of(to))) {
        other.submit(
            () -> {
              copy(receiver, source, Long.MAX_VALUE);
              source.shutdownOutput();
              return null;
            });
        passed = copy(source, receiver, after);
        TimeUnit.MILLISECONDS.sleep(delayMillis);
      }
      return null;
    }

    private static long copy(SocketChannel from, SocketChannel to, long most) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
      long copied = 0;
      while (copied < most) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), most - copied));
        int read = from.read(buffer);
        if (read < 0) {
          break;
        }
        copied += read;
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
      }
      return copied;
    }

    @Override
    public void close() throws IOException {
      server.close();
      Files.deleteIfExists(path);
    }
  }

  /** What a migration by a cutting proxy came to. */
  private record CutRun(String status, Ran received, long passed) {}

  private CutRun migrateCut(long after, long delayMillis) throws Exception {
    StringWriter err = new StringWriter();
    Path in = folder.resolve("in");
    Future<Ran> receiver = receive(err, "unix:" + in, "--timeout", 20);
    address(err);
    try (FileBackedQemu source = FileBackedQemu.start(memory, true);
        Cut cut = new Cut(folder.resolve("cut"), in, after, delayMillis)) {
      source.enable("return-path");
      source.migrate("unix:" + folder.resolve("cut"));
      String status = source.await("completed", "failed").path("status").asText();
      return new CutRun(status, receiver.get(60, TimeUnit.SECONDS), cut.passed);
    }
  }

  private void removeImages() throws IOException {
    if (Files.exists(images)) {
      try (Stream<Path> entries = Files.list(images)) {
        for (Path entry : entries.toList()) {
          Files.delete(entry);
        }
      }
      Files.delete(images);
    }
  }

  @Test
  void aRealQemuIsNeverCompletedWithoutItsMemoryHere() throws Exception {
    CutRun whole = migrateCut(Long.MAX_VALUE, 0);
    assertThat(whole.status()).as(whole.received().err()).isEqualTo("completed");
    removeImages();
    long[] fromEnd = {0, 1, 2, 5, 100, 1000, 2000, 2500, 3000, 5000};
    for (long back : fromEnd) {
      CutRun run = migrateCut(whole.passed() - back, 150);
      if (run.status().equals("completed")) {
        assertThat(images.resolve("0.img")).as("cut %d before", back).hasBinaryContent(ram);
      } else if (back > 0) {
        assertThat(run.received().code()).as("cut %d before", back).isEqualTo(10);
        assertThat(images).doesNotExist();
      }
      removeImages();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp:127.0.0.1:0", "unix:{dir}/s"})
  void refusesARealQemusMultifd(String from) throws Exception {
    for (int i = 0; i < 4; i++) {
      StringWriter err = new StringWriter();
      Future<Ran> receiver = receive(err, from.replace("{dir}", folder.toString()));
      try (FileBackedQemu source = FileBackedQemu.start(memory, true)) {
        source.enable(
            i % 2 == 0 ? new String[] {"multifd"} : new String[] {"multifd", "return-path"});
        source.migrate(address(err));
        Ran received = receiver.get(60, TimeUnit.SECONDS);
        assertThat(received.code()).as(received.err()).isEqualTo(10);
        assertThat(received.err()).contains("multifd");
      }
      assertThat(images).doesNotExist();
    }
  }

  @Test
  void takesAPostcopyThatARealQemuHasStarted() throws Exception {
    StringWriter err = new StringWriter();
    Future<Ran> receiver = receive(err, "unix:" + folder.resolve("s"));
    try (FileBackedQemu source = FileBackedQemu.start(memory, true)) {
      source.enable("return-path", "postcopy-ram");
      source.set("max-bandwidth", 2 << 20);
      source.migrate(address(err));
      source.await("active");
      Random random = new Random(8);
      byte[] written = new byte[64];
      for (int i = 0; i < 300; i++) {
        random.nextBytes(written);
        source.write((long) random.nextInt(BYTES / 4096) * 4096, written);
      }
      source.startPostcopy();
      JsonNode state = source.await("completed", "failed");
      assertThat(state.path("status").asText()).as(state.toString()).isEqualTo("completed");
      Ran received = receiver.get(60, TimeUnit.SECONDS);
      assertThat(received.code()).as(received.err()).isZero();
      assertThat(received.err()).contains("a postcopy package");
    }
    assertThat(images.resolve("0.img")).hasBinaryContent(Files.readAllBytes(memory));
  }
}
