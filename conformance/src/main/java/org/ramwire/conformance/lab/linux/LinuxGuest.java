package org.ramwire.conformance.lab.linux;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ramwire.conformance.lab.qemu.CaptureException;
import org.ramwire.conformance.lab.qemu.Deadline;
import org.ramwire.conformance.lab.qemu.QemuProcess;
import org.ramwire.conformance.lab.qemu.QmpClient;

/**
 * A Linux guest in a real QEMU, which stops by itself at the end of each round; its memory is a
 * file.
 *
 * <p>The guest's clock counts its instructions (icount), a pause takes no time, and what it takes
 * for chance comes from a seed: so a busy host does not change what happens in a round. Not
 * thread-safe.
 */
final class LinuxGuest implements Closeable {

  private static final String MEMORY = "memory";
  private static final String CONSOLE = "console";

  private final LinuxSettings settings;
  private final List<String> arguments;
  private final QemuProcess process;
  private final QmpClient qmp;

  private LinuxGuest(
      LinuxSettings settings, List<String> arguments, QemuProcess process, QmpClient qmp) {
    this.settings = settings;
    this.arguments = arguments;
    this.process = process;
    this.qmp = qmp;
  }

  /** Starts a guest: it has not executed anything yet. */
  static LinuxGuest start(LinuxSettings settings, Workload workload) throws IOException {
    checkSpace(settings);
    List<String> arguments = arguments(settings);
    Map<String, byte[]> files =
        Map.of(
            "vmlinuz", settings.kernel().bytes(),
            "initrd", initramfs(settings, workload).packed());
    QemuProcess process = QemuProcess.start(settings.qemu().toString(), arguments, files);
    try {
      QmpClient qmp = QmpClient.connect(process.file("qmp"), process::alive);
      return new LinuxGuest(settings, arguments, process, qmp);
    } catch (IOException e) {
      CaptureException explained = process.explained(e);
      process.close();
      throw explained;
    }
  }

  /** A QEMU whose memory finds no room on the disk is killed without a word. */
  private static void checkSpace(LinuxSettings settings) throws IOException {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < settings.memoryBytes()) {
      throw new CaptureException(
          folder
              + ": has no room for the guest's memory: "
              + (settings.memoryBytes() >> 20)
              + " MiB are needed, "
              + (free >> 20)
              + " MiB are free (choose another folder with -Djava.io.tmpdir)");
    }
  }

  private static Initramfs initramfs(LinuxSettings settings, Workload workload) {
    return new Initramfs()
        .directory("bin")
        .directory("dev")
        .directory("proc")
        .directory("sys")
        .directory("tmp")
        // For what the first program prints before it mounts a file system of devices.
        .device("dev/console", 5, 1)
        .program("bin/busybox", settings.busybox().bytes())
        .link("bin/sh", "busybox")
        .program("init", Workload.init())
        .program("workload", workload.script());
  }

  private static List<String> arguments(LinuxSettings settings) {
    String size = (settings.memoryBytes() >> 20) + "M";
    List<String> arguments = new ArrayList<>();
    add(arguments, "-machine", "pc,accel=tcg,memory-backend=ram", "-cpu", "max", "-m", size);
    add(
        arguments,
        "-object",
        "memory-backend-file,share=on,id=ram,size=" + size + ",mem-path={dir}/" + MEMORY);
    add(arguments, "-icount", "shift=3,sleep=off", "-seed", "1");
    add(arguments, "-rtc", "base=2020-01-01T00:00:00,clock=vm");
    // The guest rings a bell with pvpanic; when it ends, QEMU stays and says so.
    add(arguments, "-nodefaults", "-display", "none", "-device", "pvpanic-pci");
    add(arguments, "-action", "panic=pause,reboot=shutdown,shutdown=pause");
    add(arguments, "-S", "-qmp", "unix:{dir}/qmp,server=on,wait=off");
    add(arguments, "-serial", "file:{dir}/" + CONSOLE);
    add(arguments, "-kernel", "{dir}/vmlinuz", "-initrd", "{dir}/initrd");
    add(
        arguments,
        "-append",
        "console=ttyS0 quiet panic=-1 nokaslr norandmaps randomize_kstack_offset=off"
            + " RAMWIRE_INTERVAL="
            + settings.intervalSeconds());
    return List.copyOf(arguments);
  }

  private static void add(List<String> arguments, String... more) {
    arguments.addAll(List.of(more));
  }

  /** Lets the guest go on up to the end of a round, where it stops. */
  void playRound() throws IOException {
    try {
      qmp.execute("cont", null);
      awaitBell(Deadline.in(settings.timeLimit()));
    } catch (IOException e) {
      throw process.explained(e);
    }
  }

  private void awaitBell(Deadline deadline) throws IOException {
    boolean rung = false;
    while (true) {
      JsonNode event = qmp.pollEvent();
      String name = event == null ? "" : event.path("event").asText();
      if (name.equals("GUEST_PANICKED")) {
        rung = true;
      } else if (name.equals("STOP") && rung) {
        return;
      } else if (name.equals("SHUTDOWN")) {
        throw new CaptureException("the guest has ended" + lastWords());
      } else if (event == null) {
        if (deadline.passed()) {
          throw new CaptureException(
              "the guest has not come to the end of the round in "
                  + deadline.allowed()
                  + lastWords()
                  + " (--time-limit allows more)");
        }
        Deadline.pause();
      }
    }
  }

  /** Returns what the guest has printed: why its kernel panicked, or the last line. */
  private String lastWords() {
    String last = "";
    try {
      String console = Files.readString(process.file(CONSOLE), StandardCharsets.ISO_8859_1);
      for (String line : console.lines().map(String::strip).toList()) {
        if (line.contains("Kernel panic")) {
          return ": its console says: " + line;
        }
        last = line.isEmpty() ? last : line;
      }
    } catch (IOException e) {
      // There is no console where there was no guest.
    }
    return last.isEmpty() ? "; it has printed nothing" : ": its console says last: " + last;
  }

  /** Returns the file that holds its memory: not to be read while the guest runs. */
  Path memory() {
    return process.file(MEMORY);
  }

  String qemuVersion() {
    return qmp.qemuVersion();
  }

  String qemuPackageVersion() {
    return qmp.packageVersion();
  }

  /** Returns program and arguments, {@code {dir}} standing for a temporary folder. */
  List<String> commandLine() {
    List<String> commandLine = new ArrayList<>();
    commandLine.add(String.valueOf(settings.qemu().getFileName()));
    commandLine.addAll(arguments);
    return commandLine;
  }

  @Override
  public void close() throws IOException {
    try {
      qmp.close();
    } finally {
      process.close();
    }
  }
}
