package org.ramwire.conformance.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.ramwire.codec.StreamOutput;
import org.ramwire.conformance.lab.qemu.FileBackedQemu;
import org.ramwire.format.PageSize;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.memory.MappedGuest;
import org.ramwire.sender.memory.MappedGuestBlock;
import org.ramwire.sender.migration.RamSender;

/**
 * The last stage with XBZRLE, ours beside a real QEMU's, in turn: memory is sent once, each page
 * changes and is sent whole, which fills the cache; each page changes in eight bytes again, and the
 * time is that of sending those 65536 deltas at the end. Ours is a fresh process each time; before
 * the end it sends some rounds of deltas, whose first is shown too.
 *
 * <p>{@code java -cp … org.ramwire.conformance.bench.DeltaPairedRun [pairs [folder]]}
 */
final class DeltaPairedRun {

  private static final int PAGE_BYTES = 4096;
  private static final int PAGES = 1 << 16;
  private static final int CHANGED_AT = 100;
  private static final int CHANGED_BYTES = 8;

  /** Rounds of deltas before the one that is measured: a migration that needs XBZRLE has many. */
  private static final int WARM_ROUNDS = 8;

  private static final long CACHE_BYTES = 2L * PAGES * PAGE_BYTES;

  private DeltaPairedRun() {}

  /** Prints the table; with the argument {@code --ours} and an image, is one run of ours. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 2 && arguments[0].equals("--ours")) {
      lastStage(Path.of(arguments[1]));
      return;
    }
    int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    Path base = Path.of(arguments.length > 1 ? arguments[1] : "/dev/shm");
    Path folder = Files.createTempDirectory(base, "ramwire-paired-");
    Path memory = folder.resolve("memory");
    try {
      double[] theirs = new double[pairs];
      double[] ours = new double[pairs];
      double[] theirsProcessor = new double[pairs];
      double[] oursProcessor = new double[pairs];
      double[] first = new double[pairs];
      double[] ratios = new double[pairs];
      for (int pair = 0; pair < pairs; pair++) {
        fill(memory);
        double[] both = ramwire(memory);
        first[pair] = both[0];
        ours[pair] = both[1];
        oursProcessor[pair] = both[2];
        double[] qemu = qemu(memory);
        theirs[pair] = qemu[0];
        theirsProcessor[pair] = qemu[1];
        ratios[pair] = theirs[pair] / ours[pair];
      }
      System.out.printf(
          Locale.ROOT,
          "%d deltas, medians of %d pairs: QEMU %.0f ms, ours %.0f ms (first round of deltas: %.0f"
              + " ms), ratio %.2fx; processor: QEMU %.0f ms, ours %.0f ms%n",
          PAGES,
          pairs,
          median(theirs),
          median(ours),
          median(first),
          median(ratios),
          median(theirsProcessor),
          median(oursProcessor));
    } finally {
      Files.deleteIfExists(memory);
      Files.deleteIfExists(folder);
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void fill(Path memory) throws IOException {
    Random random = new Random(1);
    byte[] page = new byte[PAGE_BYTES];
    try (OutputStream out = Files.newOutputStream(memory)) {
      for (int i = 0; i < PAGES; i++) {
        random.nextBytes(page);
        out.write(page);
      }
    }
  }

  private static byte[] change(int round) {
    byte[] bytes = new byte[CHANGED_BYTES];
    Arrays.fill(bytes, (byte) (0x80 + round));
    return bytes;
  }

  private static double[] qemu(Path memory) throws IOException, InterruptedException {
    try (FileBackedQemu guest = FileBackedQemu.start(memory, false)) {
      guest.enable("xbzrle", "pause-before-switchover");
      guest.set("xbzrle-cache-size", CACHE_BYTES);
      // Slow until all pages are dirty again; then what is left never fits into a millisecond.
      guest.set("max-bandwidth", 1 << 20);
      guest.set("downtime-limit", 1);
      guest.migrate("exec:cat > /dev/null");
      changeAll(guest, 1);
      guest.set("max-bandwidth", 0);
      guest.await("pre-switchover");
      long deltasBefore = deltas(guest.query());
      changeAll(guest, 2);
      Duration before = guest.processorTime();
      long startNanos = System.nanoTime();
      guest.migrateContinue();
      JsonNode state = guest.query();
      while (!state.path("status").asText().equals("completed")) {
        Thread.sleep(1);
        state = guest.query();
      }
      double millis = (System.nanoTime() - startNanos) / 1e6;
      double processor = guest.processorTime().minus(before).toMillis();
      long sent = deltas(state) - deltasBefore;
      if (sent < PAGES / 100 * 99) {
        throw new IOException("QEMU sent " + sent + " deltas in its last stage");
      }
      return new double[] {millis, processor};
    }
  }

  private static long deltas(JsonNode state) {
    return state.path("xbzrle-cache").path("pages").asLong();
  }

  private static void changeAll(FileBackedQemu guest, int round) throws IOException {
    for (int page = 0; page < PAGES; page++) {
      guest.write((long) page * PAGE_BYTES + CHANGED_AT, change(round));
    }
  }

  private static double[] ramwire(Path memory) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx768m"));
    String more = System.getProperty("ramwire.options", "");
    if (!more.isEmpty()) {
      command.addAll(List.of(more.split(" ")));
    }
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            DeltaPairedRun.class.getName(),
            "--ours",
            memory.toString()));
    ProcessBuilder ours = new ProcessBuilder(command);
    ProcessBuilder reader = new ProcessBuilder("cat");
    reader.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    List<Process> pipeline = ProcessBuilder.startPipeline(List.of(ours, reader));
    String millis =
        new String(pipeline.get(0).getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    if (pipeline.get(0).waitFor() != 0) {
      throw new IOException(millis);
    }
    return Arrays.stream(millis.strip().split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static void lastStage(Path memory) throws IOException {
    MappedGuest guest = new MappedGuest(PageSize.X86);
    MappedGuestBlock block = guest.addImage("ram", memory);
    WritableByteChannel out = new FileOutputStream(FileDescriptor.out).getChannel();
    StreamOutput output = new StreamOutput(out);
    SenderOptions options = SenderOptions.builder().xbzrle(CACHE_BYTES).maxBandwidth(0).build();
    try (RamSender sender = new RamSender(guest, options, output)) {
      sender.setup();
      sendRound(sender);
      changeAll(sender, block, 1);
      sendRound(sender);
      double first = 0;
      for (int round = 2; round <= WARM_ROUNDS; round++) {
        changeAll(sender, block, round);
        long startNanos = System.nanoTime();
        sendRound(sender);
        output.flush();
        first = first == 0 ? (System.nanoTime() - startNanos) / 1e6 : first;
      }
      changeAll(sender, block, WARM_ROUNDS + 1);
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long startProcessorNanos = threads.getCurrentThreadCpuTime();
      long startNanos = System.nanoTime();
      sender.complete();
      output.flush();
      double last = (System.nanoTime() - startNanos) / 1e6;
      double processor = (threads.getCurrentThreadCpuTime() - startProcessorNanos) / 1e6;
      if (sender.statistics().xbzrlePages() != (long) WARM_ROUNDS * PAGES) {
        throw new IOException(sender.statistics().xbzrlePages() + " deltas");
      }
      System.err.println(first + " " + last + " " + processor);
    }
  }

  private static void sendRound(RamSender sender) throws IOException {
    while (sender.pending(1) > 0) {
      sender.iterate();
    }
  }

  private static void changeAll(RamSender sender, MappedGuestBlock block, int round)
      throws IOException {
    for (int page = 0; page < PAGES; page++) {
      block.write((long) page * PAGE_BYTES + CHANGED_AT, change(round), 0, CHANGED_BYTES);
    }
    sender.pending(Long.MAX_VALUE);
  }
}
