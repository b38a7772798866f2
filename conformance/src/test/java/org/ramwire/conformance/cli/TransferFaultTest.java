package org.ramwire.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ramwire.conformance.cli.SendAndReceiveTest.address;
import static org.ramwire.conformance.cli.SendAndReceiveTest.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.conformance.cli.SendAndReceiveTest.Ran;

/** Peers, files and command lines that are wrong: one clear error, and nothing that looks whole. */
@Timeout(300)
class TransferFaultTest {

  private static final int PAGE = 4096;
  private static final int PAGES = 3000;

  @TempDir Path folder;

  private final ExecutorService other = Executors.newSingleThreadExecutor();
  private ServerSocket server;
  private Path image;

  @BeforeEach
  void writeImage() throws IOException {
    byte[] ram = new byte[PAGES * PAGE];
    new Random(2).nextBytes(ram);
    image = Files.write(folder.resolve("ram.img"), ram);
    server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
  }

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    server.close();
    other.shutdownNow();
    try (Stream<Path> entries = Files.list(folder)) {
      assertThat(entries.map(path -> path.getFileName().toString()))
          .as("unfinished files")
          .noneMatch(name -> name.startsWith("."));
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("guest processor"));
  }

  private String serverAddress() {
    return "tcp:127.0.0.1:" + server.getLocalPort();
  }

  /** What a peer does with a connection; a socket that it does not close stays open. */
  private interface Peer {
    void meet(Socket socket) throws Exception;
  }

  private Future<?> peer(Peer peer) {
    return other.submit(
        () -> {
          peer.meet(server.accept());
          return null;
        });
  }

  private static void isOneError(Ran ran, int code, String... parts) {
    assertThat(ran.err()).contains(parts).startsWith("ramwire: ");
    assertThat(ran.err().lines().skip(1)).allMatch(line -> line.startsWith("See format-spec/"));
    assertThat(ran.code()).isEqualTo(code);
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void nobodyListens() throws IOException {
    server.close();
    Ran sent = run("send", "--memory", image, "--to", serverAddress());
    isOneError(sent, 11, serverAddress(), "connection refused");
    isOneError(
        run("send", "--memory", image, "--to", "unix:" + folder.resolve("none")),
        11,
        "no such file");
    isOneError(
        run("send", "--memory", image, "--to", "tcp:no.such.host.invalid:1"),
        11,
        "unknown host 'no.such.host.invalid'");
  }

  @Test
  void theReceiverClosesEarly() {
    peer(
        socket -> {
          socket.getInputStream().readNBytes(100);
          socket.close();
        });
    Ran sent = run("send", "--memory", image, "--to", serverAddress(), "--dirty", "10M");
    isOneError(sent, 11, serverAddress(), "the peer has closed the connection after");
  }

  @Test
  void theReceiverStalls() {
    peer(socket -> socket.getInputStream().readNBytes(100));
    Ran sent = run("send", "--memory", image, "--to", serverAddress(), "--timeout", 1);
    isOneError(sent, 11, "the peer has taken nothing for 1.0 s (--timeout)");
  }

  @Test
  void aReceiverThatNeverClosesIsReported() throws IOException {
    peer(socket -> socket.getInputStream().readAllBytes());
    // So short that it is sent however slowly the peer takes it.
    Path small = Files.write(folder.resolve("small.img"), new byte[] {1, 2, 3, 4});
    Files.write(small, Arrays.copyOf(Files.readAllBytes(small), 4 * PAGE));
    Ran sent = run("send", "--memory", small, "--to", serverAddress(), "--timeout", 1);
    assertThat(sent.code()).isZero();
    assertThat(sent.err()).contains("the peer keeps the connection open").hasLineCount(1);
  }

  @Test
  void theReceiverReadsOneByteAtATime() throws Exception {
    Path small = Files.write(folder.resolve("small.img"), new byte[4 * PAGE]);
    Files.write(small, "not zero".getBytes(StandardCharsets.UTF_8));
    Files.write(small, Arrays.copyOf(Files.readAllBytes(small), 4 * PAGE));
    Path stream = folder.resolve("vm.stream");
    assertThat(run("send", "--memory", small, "--to", stream).code()).isZero();
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    Future<?> peer =
        peer(
            socket -> {
              InputStream in = socket.getInputStream();
              for (int b = in.read(); b >= 0; b = in.read()) {
                received.write(b);
              }
              socket.close();
            });
    assertThat(run("send", "--memory", small, "--to", serverAddress()).code()).isZero();
    peer.get(200, TimeUnit.SECONDS);
    assertThat(received.toByteArray()).isEqualTo(Files.readAllBytes(stream));
  }

  @Test
  void theReceiverRefusesTheStream() throws Exception {
    StringWriter err = new StringWriter();
    Callable<Ran> receive =
        () ->
            run(
                err,
                "receive",
                "--from",
                "tcp:127.0.0.1:0",
                "-o",
                folder.resolve("m"),
                "--max-memory",
                "1M");
    Future<Ran> receiver = other.submit(receive);
    Ran sent = run("send", "--memory", image, "--to", address(err));
    isOneError(sent, 11, "the peer has closed the connection");
    Ran received = receiver.get(200, TimeUnit.SECONDS);
    assertThat(received.code()).isEqualTo(10);
    assertThat(received.err()).contains("LIM-002");
    assertThat(folder.resolve("m")).doesNotExist();
  }

  /** What receive comes to if its source does something else than send. */
  private Ran received(Peer source, Object... more) throws Exception {
    StringWriter err = new StringWriter();
    Object[] arguments =
        Stream.concat(
                Stream.of("receive", "--from", "tcp:127.0.0.1:0", "-o", folder.resolve("m")),
                Arrays.stream(more))
            .toArray();
    Callable<Ran> receive = () -> run(err, arguments);
    Future<Ran> receiver = other.submit(receive);
    String address = address(err);
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    try (Socket socket = new Socket("127.0.0.1", port)) {
      source.meet(socket);
      return receiver.get(200, TimeUnit.SECONDS);
    } finally {
      assertThat(folder.resolve("m")).doesNotExist();
    }
  }

  private byte[] stream() throws IOException {
    Path stream = folder.resolve("vm.stream");
    assertThat(run("send", "--memory", image, "--to", stream, "--force").code()).isZero();
    return Files.readAllBytes(stream);
  }

  @Test
  void theSourceClosesEarly() throws Exception {
    byte[] stream = stream();
    Random random = new Random(3);
    for (int i = 0; i < 10; i++) {
      // The last byte is EOF: without it nothing is whole.
      int length = i == 0 ? stream.length - 1 : random.nextInt(stream.length);
      Ran ran =
          received(
              socket -> {
                socket.getOutputStream().write(stream, 0, length);
                socket.close();
              });
      assertThat(ran.code()).as("cut at %d", length).isEqualTo(10);
    }
  }

  @Test
  void theSourceStalls() throws Exception {
    Ran ran = received(socket -> socket.getOutputStream().write(new byte[] {'Q'}), "--timeout", 1);
    assertThat(ran.code()).isEqualTo(11);
    // A slow source may have stalled before its first byte.
    assertThat(ran.err()).contains("(--timeout").containsPattern("\\b[01] bytes");
  }

  @Test
  void theSourceSendsSomethingElse() throws Exception {
    Ran ran =
        received(
            socket -> {
              OutputStream out = socket.getOutputStream();
              out.write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            });
    assertThat(ran.code()).isEqualTo(10);
    assertThat(ran.err()).contains("CON-001");
  }

  @Test
  void theAddressIsTaken() throws IOException {
    Path out = folder.resolve("m");
    isOneError(run("receive", "--from", serverAddress(), "-o", out), 11, "address already in use");
    Path file = Files.writeString(folder.resolve("file"), "mine");
    isOneError(run("receive", "--from", "unix:" + file, "-o", out), 11, "no socket");
    isOneError(run("receive", "--from", "unix:" + file, "-o", out, "--force"), 11, "no socket");
    assertThat(file).hasContent("mine");
    String longName = "unix:" + "a".repeat(108);
    Ran tooLong = run("receive", "--from", longName, "-o", out);
    assertThat(tooLong.code()).isEqualTo(2);
    assertThat(tooLong.err()).contains("1 to 107 bytes, not 108");
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"send --rate 1M --memory {image} --to", "receive --from unix:{s} -o"})
  void theProcessIsToldToEnd(String command) throws Exception {
    Path socket = folder.resolve("s");
    Path target = folder.resolve("target");
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Ramwire.class.getName()));
    String named = command.replace("{image}", image.toString()).replace("{s}", socket.toString());
    words.addAll(List.of(named.split(" ")));
    words.add(target.toString());
    Path err = folder.resolve("err");
    Process process = new ProcessBuilder(words).redirectError(err.toFile()).start();
    try {
      while (process.isAlive() && !isUnderWay(err)) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      process.destroy();
      assertThat(process.waitFor()).isEqualTo(143);
      assertThat(err).content().contains("ramwire: interrupted: ");
      assertThat(target).doesNotExist();
      assertThat(socket).doesNotExist();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Tells whether receive listens, or send has begun its file. */
  private boolean isUnderWay(Path err) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return Files.readString(err).contains("listening on")
          || entries.anyMatch(path -> path.toString().contains(".target.unfinished-"));
    }
  }

  @Test
  void theDiskIsFull() {
    Ran sent = run("send", "--memory", image, "--to", "/dev/full", "--dirty", "1M");
    isOneError(sent, 11, "/dev/full", "No space left on device");
  }

  @Test
  void theTargetCannotBeWritten() {
    isOneError(run("send", "--memory", image, "--to", folder), 11, "is a directory");
    isOneError(
        run("send", "--memory", image, "--to", folder.resolve("none/vm")), 11, "no such directory");
  }

  @Test
  void theMemoryIsNotWhatItShouldBe() throws IOException {
    Path target = folder.resolve("vm.stream");
    isOneError(run("send", "--memory", folder.resolve("none"), "--to", target), 11, "no such file");
    Path empty = Files.write(folder.resolve("empty"), new byte[0]);
    isOneError(run("send", "--memory", empty, "--to", target), 11, "empty: is empty");
    Path odd = Files.write(folder.resolve("odd"), new byte[PAGE + 1]);
    isOneError(
        run("send", "--memory", odd, "--to", target),
        11,
        "has 4097 bytes, no multiple of the page size of 4096",
        "truncate -s 8192");
    isOneError(run("send", "--memory", folder, "--to", target), 11, "without blocks.json");
    assertThat(target).doesNotExist();
  }

  @Test
  void namesAreWrongOrComeTwice() {
    Path target = folder.resolve("vm.stream");
    Ran twice = run("send", "--memory", image, "--memory", image, "--to", target);
    assertThat(twice.code()).isEqualTo(2);
    assertThat(twice.err()).contains("two blocks of the name 'pc.ram'", "IMAGE=IDSTR");
    String longest = "n".repeat(255);
    assertThat(run("send", "--memory", image + "=" + longest, "--to", target).code()).isZero();
    Ran tooLong = run("send", "--memory", image + "=" + longest + "n", "--to", target);
    assertThat(tooLong.code()).isEqualTo(2);
    assertThat(tooLong.err()).contains("255 bytes, not 256");
    Ran unnamed = run("send", "--memory", image + "=", "--to", target);
    assertThat(unnamed.code()).isEqualTo(2);
    assertThat(unnamed.err()).contains("expected a name after '='");
  }

  @ParameterizedTest
  @CsvSource({
    "--compress --compress-threads 0, '--compress-threads: 1 to 255, not 0'",
    "--compress --compress-threads 256, '--compress-threads: 1 to 255, not 256'",
    "--compress --compress-level 10, '--compress-level: 0 to 9, not 10'",
    "--xbzrle --cache 4095, '--cache: 4096 to'",
    "--downtime -1, '--downtime: 0 to 2000000, not -1'",
    "--downtime 2000001, '--downtime: 0 to 2000000, not 2000001'",
    "--auto-converge --throttle-initial 100, '--throttle-initial: 1 to 99, not 100'",
    "--auto-converge --throttle-increment 0, '--throttle-increment: 1 to 99, not 0'",
    "--page-size 4097, '4097'",
    "--rate much, '--rate: expected a size'",
    "--cache 64M, '--cache needs --xbzrle'",
    "--compress-level 1, '--compress-level needs --compress'",
    "--throttle-initial 9, '--throttle-initial needs --auto-converge'",
    "--dirty-seconds 1, 'need --dirty'",
    "--dirty 1M --dirty-threads 65, 'threads: 1 to 64, not 65'",
    "--timeout -1, '--timeout: 0 to'",
    "--container body --machine pc, '--machine needs a configuration'",
    "--container-from x --machine pc, '--container-from excludes'",
    "--profile qemu, 'expected seed or qemu-7.2'",
    "--to exec:cat, 'should be specified only once'"
  })
  void optionsAreOutOfRange(String options, String message) {
    Object[] arguments =
        Stream.concat(
                Stream.of("send", "--memory", image, "--to", folder.resolve("vm.stream")),
                Arrays.stream(options.split(" ")))
            .toArray();
    Ran ran = run(arguments);
    assertThat(ran.err()).contains(message);
    assertThat(ran.code()).isEqualTo(2);
    assertThat(folder.resolve("vm.stream")).doesNotExist();
  }

  @Test
  void theReceiversOptionsAreOutOfRange() {
    for (String option : List.of("--threads 0", "--threads 256", "--timeout -1")) {
      String[] words = option.split(" ");
      Ran ran = run("receive", "--from", "tcp::0", "-o", folder.resolve("m"), words[0], words[1]);
      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.err()).contains(words[0], "not " + words[1]);
    }
  }
}
