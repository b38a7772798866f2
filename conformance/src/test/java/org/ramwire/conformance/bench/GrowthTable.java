package org.ramwire.conformance.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.ramwire.conformance.cli.Ramwire;
import org.ramwire.conformance.stream.anatomy.AnnotatedStream;
import org.ramwire.conformance.suite.library.CaseLibrary;

/**
 * What inputs cost that are ten times as long: a table over 10^3 to 10^7 pieces of each kind, sizes
 * that the format bounds included. A run is a fresh process with the launcher's options, so an
 * input that takes more memory than the launcher gives shows too. Times are the processor's, of the
 * whole process, so that whatever else the machine does changes little; the optimizing compiler is
 * off, because its work would be most of them.
 *
 * <p>The start of a JVM is subtracted. A factor of more than 13 between neighbours, of times that
 * are long enough to tell, is marked and makes the run fail: cost grows faster than the input.
 *
 * <p>{@code java -cp … org.ramwire.conformance.bench.GrowthTable [most [kind-part]]}
 */
final class GrowthTable {

  private static final long[] COUNTS = {1_000, 10_000, 100_000, 1_000_000, 10_000_000};
  private static final double MOST_FACTOR = 13;

  /** Shorter times say little: those of a JVM's start vary by a tenth of a second. */
  private static final double TELLING_SECONDS = 1;

  private static final String INNER = "inner";

  private final Path folder;
  private final long most;
  private boolean steep;
  private boolean failed;
  private double start = Double.MAX_VALUE;

  private GrowthTable(Path folder, long most) {
    this.folder = folder;
    this.most = most;
  }

  /** Prints the table. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0 && arguments[0].equals(INNER)) {
      inner(arguments);
      return;
    }
    long most = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
    String part = arguments.length > 1 ? arguments[1] : "";
    Path base = Files.isDirectory(Path.of("/dev/shm")) ? Path.of("/dev/shm") : null;
    Path folder =
        base == null
            ? Files.createTempDirectory("ramwire-growth-")
            : Files.createTempDirectory(base, "ramwire-growth-");
    GrowthTable table = new GrowthTable(folder, most);
    try {
      table.run(part);
    } finally {
      delete(folder);
    }
    System.exit(table.steep || table.failed ? 1 : 0);
  }

  /** Runs a command, or what no command does to a file alone, and leaves its time in a file. */
  private static void inner(String[] arguments) throws Exception {
    Path took = Path.of(arguments[1]);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> leaveTime(took)));
    String[] command = Arrays.copyOfRange(arguments, 2, arguments.length);
    switch (command[0]) {
      case "annotate" -> annotate(Path.of(command[1]));
      case "case" -> System.out.println(CaseLibrary.fromFile(Path.of(command[1])).id());
      default -> Ramwire.main(command);
    }
  }

  private static void leaveTime(Path file) {
    Duration took = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    try {
      Files.writeString(file, Long.toString(took.toMillis()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void annotate(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    AnnotatedStream stream = new AnnotatedStream(ByteBuffer.wrap(bytes), 4096, false);
    stream.at(bytes.length - 1).forEach(System.out::println);
    stream.all(1000, AnnotatedStream.Detail.FIELDS).forEach(System.out::println);
  }

  private void run(String part) throws IOException, InterruptedException {
    for (int i = 0; i < 3; i++) {
      start = Math.min(start, seconds(List.of("features")));
    }
    System.out.printf(
        Locale.ROOT,
        "processor seconds beyond a JVM's start (%.2f s), and the factor to the count before%n%n",
        start);
    System.out.printf("%-44s", "kind");
    for (long count : COUNTS) {
      System.out.printf(" %16s", String.format(Locale.ROOT, "%,d", count));
    }
    System.out.println();
    for (GrowthKind kind : GrowthKind.ALL) {
      if (kind.name().contains(part)) {
        row(kind);
      }
    }
  }

  private void row(GrowthKind kind) throws IOException, InterruptedException {
    System.out.printf("%-44s", kind.name());
    double before = -1;
    long countBefore = 0;
    for (long wanted : COUNTS) {
      long count = Math.min(wanted, Math.min(kind.most(), most));
      if (count == countBefore) {
        break;
      }
      double took = measure(kind, count);
      String cell = String.format(Locale.ROOT, "%.2f", took);
      if (before >= 0) {
        double factor = took / Math.max(before, 0.05);
        boolean tooSteep =
            took > TELLING_SECONDS && factor > MOST_FACTOR * count / (10.0 * countBefore);
        steep |= tooSteep;
        cell += String.format(Locale.ROOT, " x%.1f%s", factor, tooSteep ? "!" : "");
      }
      if (count < wanted) {
        cell += String.format(Locale.ROOT, " (%,d)", count);
      }
      System.out.printf(" %16s", cell);
      System.out.flush();
      before = took;
      countBefore = count;
    }
    System.out.println();
  }

  private double measure(GrowthKind kind, long count) throws IOException, InterruptedException {
    Path input = folder.resolve("input");
    try (WireFile file = new WireFile(input)) {
      kind.writer().write(file, (int) count);
    }
    Path out = folder.resolve("out");
    List<String> arguments = new ArrayList<>();
    for (String word : kind.command().split(" ")) {
      arguments.add(
          word.replace("FILE", input.toString())
              .replace("OUT", out.toString())
              .replace("COUNT", Long.toString(count)));
    }
    try {
      return Math.max(0, seconds(arguments) - start);
    } finally {
      delete(out);
      Files.deleteIfExists(input);
    }
  }

  private double seconds(List<String> arguments) throws IOException, InterruptedException {
    File err = folder.resolve("err").toFile();
    Path took = folder.resolve("took");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                GrowthTable.class.getName(),
                INNER,
                took.toString()));
    command.addAll(arguments);
    int code =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err)
            .start()
            .waitFor();
    // 10: a clause is broken, which inputs may be that are made to cost much.
    if (code != 0 && code != 10) {
      failed = true;
      System.out.print(" exit code " + code + ":");
    }
    return Long.parseLong(Files.readString(took)) / 1e3;
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }
}
