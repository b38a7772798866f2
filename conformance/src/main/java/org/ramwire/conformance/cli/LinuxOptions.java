package org.ramwire.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ramwire.conformance.lab.linux.AptPackages;
import org.ramwire.conformance.lab.linux.GuestProgram;
import org.ramwire.conformance.lab.linux.LinuxRecording;
import org.ramwire.conformance.lab.linux.LinuxSettings;
import org.ramwire.conformance.lab.linux.Workload;
import org.ramwire.conformance.lab.qemu.QemuProgram;
import picocli.CommandLine.Option;

/** How {@code ramwire capture --linux} records the memory of a Linux guest. */
final class LinuxOptions {

  private static final int DEFAULT_ROUNDS = 6;
  private static final int DEFAULT_INTERVAL = 10;
  private static final String DEFAULT_MEMORY = "256M";
  private static final String PACKAGES = "packages";

  @Option(
      names = "--linux",
      description =
          "instead of a scenario, record the memory of a Linux guest that works: Debian's kernel "
              + "and busybox, emulated")
  private boolean linux;

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      description =
          "with --linux: what the guest does: idle, churn (files as a compiler makes them) or "
              + "database (records in memory); may be repeated (default: all)")
  private @Nullable List<Workload> workloads;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "with --linux: how often memory is recorded after the first time (default: "
              + DEFAULT_ROUNDS
              + ")")
  private @Nullable Integer rounds;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      description =
          "with --linux: how long a round is by the guest's clock, which counts instructions "
              + "(default: "
              + DEFAULT_INTERVAL
              + ")")
  private @Nullable Integer interval;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "with --linux: the guest's memory (default: " + DEFAULT_MEMORY + ")")
  private @Nullable String memory;

  @Option(
      names = "--kernel",
      paramLabel = "FILE",
      description =
          "with --linux: a kernel's .deb or a vmlinuz (default: apt-get fetches what "
              + "linux-image-cloud-amd64 depends on into DIR/"
              + PACKAGES
              + ")")
  private @Nullable Path kernel;

  @Option(
      names = "--busybox",
      paramLabel = "FILE",
      description =
          "with --linux: busybox-static's .deb or a static busybox (default: apt-get fetches it)")
  private @Nullable Path busybox;

  LinuxOptions() {}

  boolean chosen() {
    return linux;
  }

  /** Returns an option that means nothing without {@code --linux}, or null. */
  @Nullable String lonely() {
    if (linux) {
      return null;
    } else if (workloads != null) {
      return "--workload";
    } else if (rounds != null) {
      return "--rounds";
    } else if (interval != null) {
      return "--interval";
    } else if (memory != null) {
      return "--memory";
    } else if (kernel != null) {
      return "--kernel";
    }
    return busybox == null ? null : "--busybox";
  }

  /**
   * Records each workload.
   *
   * @throws IllegalArgumentException if an option's value is out of range
   */
  void record(String qemu, Path out, Duration timeLimit, PrintWriter output) throws IOException {
    long memoryBytes = memoryBytes();
    int wantedRounds = within("--rounds", rounds, DEFAULT_ROUNDS, LinuxSettings.MAX_ROUNDS);
    int seconds = within("--interval", interval, DEFAULT_INTERVAL, 3600);
    Set<Workload> wanted =
        workloads == null ? EnumSet.allOf(Workload.class) : EnumSet.copyOf(workloads);
    Path program = QemuProgram.find(qemu);
    for (Workload workload : wanted) {
      LinuxRecording.checkFree(out, workload);
    }
    AptPackages packages = new AptPackages(out.resolve(PACKAGES));
    LinuxSettings settings =
        new LinuxSettings(
            program,
            GuestProgram.kernel(kernel == null ? packages.kernel() : kernel),
            GuestProgram.busybox(busybox == null ? packages.busybox() : busybox),
            memoryBytes,
            wantedRounds,
            seconds,
            timeLimit);
    for (Workload workload : wanted) {
      output.println(line(workload, record(settings, workload, out)));
      output.flush();
    }
  }

  private long memoryBytes() {
    long bytes = Sizes.parse(memory == null ? DEFAULT_MEMORY : memory);
    if (bytes < LinuxSettings.MIN_MEMORY_BYTES
        || bytes > LinuxSettings.MAX_MEMORY_BYTES
        || bytes % (1 << 20) != 0) {
      throw new IllegalArgumentException(
          "--memory: expected whole MiB from "
              + Sizes.show(LinuxSettings.MIN_MEMORY_BYTES)
              + " to "
              + Sizes.show(LinuxSettings.MAX_MEMORY_BYTES)
              + ", found "
              + memory);
    }
    return bytes;
  }

  private static int within(String name, @Nullable Integer given, int otherwise, int most) {
    int value = given == null ? otherwise : given;
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + ": expected 1 to " + most + ", found " + value);
    }
    return value;
  }

  private static LinuxRecording record(LinuxSettings settings, Workload workload, Path out)
      throws IOException {
    CaptureProgress progress = new CaptureProgress(workload.toString());
    String lost = workload + " is not kept; recordings that were whole before are";
    Interruption told = new Interruption(lost);
    try {
      return LinuxRecording.record(settings, workload, out, progress::show);
    } finally {
      progress.end();
      told.close();
    }
  }

  private static String line(Workload workload, LinuxRecording recording) {
    String changed =
        recording.changedPages().stream().map(String::valueOf).collect(Collectors.joining(" "));
    return workload
        + ": pages changed in each round "
        + changed
        + ", of "
        + recording.pages()
        + ("; zero at the end " + recording.zeroPages())
        + ("; fingerprint " + recording.fingerprint())
        + ("; in " + recording.folder());
  }
}
