package org.ramwire.conformance.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.ramwire.conformance.lab.qemu.FileBackedQemu;

/**
 * Our sending beside a real QEMU's, of the same memory, to the same kind of reader, in turn, so
 * that whatever else the machine does meets both: {@code exec:cat > /dev/null} without a limit of
 * bandwidth, and {@code ramwire send --to -} into a {@code cat}. Each run of ours is a fresh
 * process, with the launcher's options.
 *
 * <p>Times are those that both report for the migration itself. The processor time of ours counts
 * the whole process, the start of its JVM and its compilers included; QEMU's counts from the
 * migration's start to its end.
 *
 * <p>{@code java -cp … org.ramwire.conformance.bench.SendPairedRun [mebibytes [pairs [folder]]]}
 */
final class SendPairedRun {

  private static final int PAGE_BYTES = 4096;
  private static final int STEP_PAGES = 256;

  /** What memory holds. */
  private enum Content {
    RANDOM,
    HALF_ZERO,
    TEXT,
    ZERO
  }

  /** What one sending took. */
  private record Took(double millis, double processorMillis) {}

  private final int mebibytes;
  private final int pairs;
  private final Path folder;

  private SendPairedRun(int mebibytes, int pairs, Path folder) {
    this.mebibytes = mebibytes;
    this.pairs = pairs;
    this.folder = folder;
  }

  /** Prints the table. */
  public static void main(String[] arguments) throws Exception {
    int mebibytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1024;
    int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    Path base = Path.of(arguments.length > 2 ? arguments[2] : "/dev/shm");
    Path folder = Files.createTempDirectory(base, "ramwire-paired-");
    try {
      new SendPairedRun(mebibytes, pairs, folder).run();
    } finally {
      Files.deleteIfExists(folder.resolve("memory"));
      Files.deleteIfExists(folder);
    }
  }

  private void run() throws Exception {
    System.out.printf("%d MiB, medians of %d pairs%n", mebibytes, pairs);
    System.out.printf(
        "%-10s %9s %9s %9s %7s %9s %9s %7s %12s%n",
        "memory",
        "QEMU ms",
        "ours ms",
        "ratio",
        "",
        "QEMU cpu",
        "ours cpu",
        "ratio",
        "to /dev/null");
    Path memory = folder.resolve("memory");
    for (Content content : Content.values()) {
      fill(memory, content);
      List<Took> theirs = new ArrayList<>();
      List<Took> ours = new ArrayList<>();
      List<Took> alone = new ArrayList<>();
      for (int pair = 0; pair < pairs; pair++) {
        // Each goes first as often as the other.
        if (pair % 2 == 0) {
          theirs.add(qemu(memory));
        }
        ours.add(ramwire(memory, true));
        if (pair % 2 == 1) {
          theirs.add(qemu(memory));
        }
        alone.add(ramwire(memory, false));
      }
      print(content, theirs, ours, alone);
    }
  }

  private static void print(Content content, List<Took> theirs, List<Took> ours, List<Took> alone) {
    double[] clock = new double[ours.size()];
    double[] processor = new double[ours.size()];
    Arrays.setAll(clock, i -> theirs.get(i).millis() / ours.get(i).millis());
    Arrays.setAll(processor, i -> theirs.get(i).processorMillis() / ours.get(i).processorMillis());
    System.out.printf(
        Locale.ROOT,
        "%-10s %9.0f %9.0f %8.2fx %7s %9.0f %9.0f %6.2fx %9.0f ms%n",
        content.name().toLowerCase(Locale.ROOT),
        median(theirs.stream().mapToDouble(Took::millis).toArray()),
        median(ours.stream().mapToDouble(Took::millis).toArray()),
        median(clock),
        "",
        median(theirs.stream().mapToDouble(Took::processorMillis).toArray()),
        median(ours.stream().mapToDouble(Took::processorMillis).toArray()),
        median(processor),
        median(alone.stream().mapToDouble(Took::millis).toArray()));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private void fill(Path memory, Content content) throws IOException {
    Random random = new Random(1);
    byte[] step = new byte[STEP_PAGES * PAGE_BYTES];
    try (OutputStream out = Files.newOutputStream(memory)) {
      for (int i = 0; i < mebibytes; i++) {
        switch (content) {
          case RANDOM -> random.nextBytes(step);
          case HALF_ZERO -> {
            random.nextBytes(step);
            for (int page = 0; page < STEP_PAGES; page += 2) {
              Arrays.fill(step, page * PAGE_BYTES, (page + 1) * PAGE_BYTES, (byte) 0);
            }
          }
          case TEXT -> {
            for (int at = 0; at < step.length; at++) {
              step[at] = (byte) ("etaoin shrdlu cmfwyp".charAt(random.nextInt(20)));
            }
          }
          case ZERO -> Arrays.fill(step, (byte) 0);
        }
        out.write(step);
      }
    }
  }

  private static Took qemu(Path memory) throws IOException {
    try (FileBackedQemu guest = FileBackedQemu.start(memory, false)) {
      guest.set("max-bandwidth", 0);
      Duration before = guest.processorTime();
      guest.migrate("exec:cat > /dev/null");
      JsonNode state = guest.await("completed", "failed");
      double processor = guest.processorTime().minus(before).toMillis();
      return new Took(state.path("total-time").asDouble(), Math.max(1, processor));
    }
  }

  private Took ramwire(Path memory, boolean toCat) throws IOException, InterruptedException {
    String classPath = System.getProperty("java.class.path");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m"));
    String more = System.getProperty("ramwire.options", "");
    if (!more.isEmpty()) {
      command.addAll(List.of(more.split(" ")));
    }
    command.addAll(
        List.of(
            "-cp",
            classPath,
            "org.ramwire.conformance.cli.Ramwire",
            "send",
            "--json",
            "--memory",
            memory + "=" + FileBackedQemu.IDSTR,
            "--to",
            toCat ? "-" : "/dev/null"));
    File report = folder.resolve("report").toFile();
    ProcessBuilder ours = new ProcessBuilder(command);
    Process process;
    if (toCat) {
      ours.redirectError(report);
      ProcessBuilder reader = new ProcessBuilder("cat");
      reader.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      process = ProcessBuilder.startPipeline(List.of(ours, reader)).get(0);
    } else {
      process = ours.redirectOutput(report).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
    Duration processor = Duration.ZERO;
    while (process.isAlive()) {
      processor = process.info().totalCpuDuration().orElse(processor);
      Thread.sleep(2);
    }
    if (process.waitFor() != 0) {
      throw new IOException("ramwire send: " + Files.readString(report.toPath()));
    }
    JsonNode json = new ObjectMapper().readTree(report);
    Files.delete(report.toPath());
    return new Took(json.path("total-time").asDouble(), Math.max(1, processor.toMillis()));
  }
}
