package org.ramwire.conformance.lab.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A stopped guest in a real QEMU whose memory is a file: two blocks, the other all zero. */
public final class FileBackedQemu implements Closeable {

  /** The name of the block that the file holds. */
  public static final String IDSTR = "microvm.ram";

  /** The name of the firmware's block, {@value #FIRMWARE_BYTES} bytes of zero. */
  public static final String FIRMWARE_IDSTR = "pc.bios";

  /** How long the firmware's block is. */
  public static final int FIRMWARE_BYTES = 1 << 16;

  private static final Duration COMPLETION = Duration.ofSeconds(60);

  private final QemuProcess process;
  private final QmpClient qmp;
  private final QtestClient qtest;

  private FileBackedQemu(QemuProcess process, QmpClient qmp, QtestClient qtest) {
    this.process = process;
    this.qmp = qmp;
    this.qtest = qtest;
  }

  /** Finds the program, or throws CaptureException. */
  public static String program() throws IOException {
    return QemuProgram.find(QemuProgram.DEFAULT).toString();
  }

  /** Starts a guest; {@code {dir}} in an argument becomes a folder of its own. */
  public static FileBackedQemu start(Path memory, boolean described, String... more)
      throws IOException {
    String options =
        ",acpi=off,pit=off,pic=off,rtc=off,isa-serial=off,x-option-roms=off,suppress-vmdesc=";
    String size = Long.toString(Files.size(memory) >> 20) + "M";
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-accel",
                "tcg",
                "-machine",
                "microvm" + options + (described ? "off" : "on") + ",memory-backend=" + IDSTR,
                "-object",
                "memory-backend-file,share=on,id="
                    + IDSTR
                    + ",size="
                    + size
                    + ",mem-path="
                    + memory,
                "-m",
                size,
                "-cpu",
                "486,+apic",
                "-bios",
                "{dir}/firmware.bin",
                "-nodefaults",
                "-display",
                "none",
                "-S",
                "-qmp",
                "unix:{dir}/qmp,server=on,wait=off",
                "-qtest",
                "unix:{dir}/qtest,server=on,wait=off",
                "-qtest-log",
                "/dev/null"));
    arguments.addAll(List.of(more));
    QemuProcess process =
        QemuProcess.start(program(), arguments, Map.of("firmware.bin", new byte[FIRMWARE_BYTES]));
    try {
      QmpClient qmp = QmpClient.connect(process.file("qmp"), process::alive, new QmpTranscript());
      return new FileBackedQemu(
          process, qmp, QtestClient.connect(process.file("qtest"), process::alive));
    } catch (IOException e) {
      CaptureException explained = process.explained(e);
      process.close();
      throw explained;
    }
  }

  /** Returns the path of a socket in the guest's own folder. */
  public Path socket(String name) {
    return process.file(name);
  }

  /** Switches capabilities on. */
  public void enable(String... capabilities) throws IOException {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (String capability : capabilities) {
      list.addObject().put("capability", capability).put("state", true);
    }
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.set("capabilities", list);
    qmp.execute("migrate-set-capabilities", arguments);
  }

  /** Sets a migration parameter. */
  public void set(String parameter, long value) throws IOException {
    qmp.execute(
        "migrate-set-parameters", JsonNodeFactory.instance.objectNode().put(parameter, value));
  }

  /** Starts a migration. */
  public void migrate(String uri) throws IOException {
    qmp.execute("migrate", JsonNodeFactory.instance.objectNode().put("uri", uri));
  }

  /** Lets the guest move before the rest of its memory. */
  public void startPostcopy() throws IOException {
    qmp.execute("migrate-start-postcopy", null);
  }

  /** Listens for a migration, if it was started to wait for one. */
  public void listen(String uri) throws IOException {
    qmp.execute("migrate-incoming", JsonNodeFactory.instance.objectNode().put("uri", uri));
  }

  /** Goes on after a pause. */
  public void migrateContinue() throws IOException {
    qmp.execute(
        "migrate-continue", JsonNodeFactory.instance.objectNode().put("state", "pre-switchover"));
  }

  /** Returns what query-migrate says once the status is one of those. */
  public JsonNode await(String... statuses) throws IOException {
    Deadline deadline = Deadline.in(COMPLETION);
    while (true) {
      JsonNode state = query();
      if (List.of(statuses).contains(state.path("status").asText())) {
        return state;
      }
      if (deadline.passed()) {
        throw new CaptureException("still " + state + " after " + deadline.allowed());
      }
      Deadline.pause();
    }
  }

  /** Returns what query-migrate says. */
  public JsonNode query() throws IOException {
    return qmp.execute("query-migrate", null);
  }

  /**
   * Makes a qcow2 file and saves the machine's state into it as an internal snapshot.
   *
   * @param file an empty file
   * @param clusterBytes the size of a cluster
   * @param tag what the snapshot is called
   */
  public void saveSnapshot(Path file, int clusterBytes, String tag) throws IOException {
    ObjectNode protocol = JsonNodeFactory.instance.objectNode();
    protocol.put("driver", "file").put("node-name", "file0").put("filename", file.toString());
    qmp.execute("blockdev-add", protocol);
    ObjectNode creation = JsonNodeFactory.instance.objectNode().put("job-id", "create");
    creation
        .putObject("options")
        .put("driver", "qcow2")
        .put("file", "file0")
        .put("size", 3 << 20)
        .put("cluster-size", clusterBytes);
    qmp.execute("blockdev-create", creation);
    awaitJob("create");
    ObjectNode format = JsonNodeFactory.instance.objectNode();
    format.put("driver", "qcow2").put("node-name", "disk0").put("file", "file0");
    qmp.execute("blockdev-add", format);
    ObjectNode saving = JsonNodeFactory.instance.objectNode();
    saving.put("job-id", "save").put("tag", tag).put("vmstate", "disk0");
    saving.putArray("devices").add("disk0");
    qmp.execute("snapshot-save", saving);
    awaitJob("save");
  }

  private void awaitJob(String id) throws IOException {
    Deadline deadline = Deadline.in(COMPLETION);
    while (true) {
      for (JsonNode job : qmp.execute("query-jobs", null)) {
        boolean concluded = job.path("status").asText().equals("concluded");
        if (job.path("id").asText().equals(id) && concluded) {
          if (job.has("error")) {
            throw new CaptureException("job " + id + ": " + job.path("error").asText());
          }
          qmp.execute("job-dismiss", JsonNodeFactory.instance.objectNode().put("id", id));
          return;
        }
      }
      if (deadline.passed()) {
        throw new CaptureException("job " + id + " has not ended after " + deadline.allowed());
      }
      Deadline.pause();
    }
  }

  /** Writes to memory as a guest would: the pages become dirty. */
  public void write(long address, byte[] bytes) throws IOException {
    qtest.write(address, bytes, 0, bytes.length);
  }

  /** Returns what QEMU has printed. */
  public String stderr() {
    return process.stderr();
  }

  /** Returns the process's time on processors, from its start. */
  public Duration processorTime() {
    return process.processorTime();
  }

  @Override
  public void close() throws IOException {
    try {
      qmp.close();
      qtest.close();
    } finally {
      process.close();
    }
  }
}
