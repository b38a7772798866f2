package org.ramwire.conformance.lab.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.ramwire.conformance.lab.scenario.Machine;
import org.ramwire.conformance.lab.scenario.Scenario;
import org.ramwire.conformance.lab.scenario.ScenarioBlock;

/** A stopped guest with a scenario's blocks in a real QEMU, and the connections that drive it. */
public final class GuestQemu implements Closeable {

  /** What every guest gets besides its flavour: no devices of its own, stopped, sockets. */
  private static final List<String> COMMON =
      List.of(
          "-nodefaults",
          "-display",
          "none",
          "-S",
          "-qmp",
          "unix:{dir}/qmp,server=on,wait=off",
          "-qtest",
          "unix:{dir}/qtest,server=on,wait=off",
          "-qtest-log",
          "/dev/null");

  private final Scenario scenario;
  private final List<String> arguments;
  private final QemuProcess process;
  private final QmpTranscript transcript;
  private final QmpClient qmp;
  private final QtestClient qtest;

  private GuestQemu(
      Scenario scenario,
      List<String> arguments,
      QemuProcess process,
      QmpTranscript transcript,
      QmpClient qmp,
      QtestClient qtest) {
    this.scenario = scenario;
    this.arguments = arguments;
    this.process = process;
    this.transcript = transcript;
    this.qmp = qmp;
    this.qtest = qtest;
  }

  /**
   * Starts a guest.
   *
   * @param program the QEMU program
   * @param scenario what the guest is
   * @param firmware what the flavour's firmware block holds
   * @param moreArguments such as {@code -incoming defer}
   * @return the guest, stopped, with QMP and qtest connected
   * @throws IOException if QEMU cannot be started or does not listen
   */
  public static GuestQemu start(
      String program, Scenario scenario, byte[] firmware, List<String> moreArguments)
      throws IOException {
    Machine machine = Machine.find(scenario.machine());
    List<String> arguments = new ArrayList<>(machine.argumentsFor(scenario));
    arguments.replaceAll(argument -> argument.replace("{firmware}", "{dir}/firmware.bin"));
    arguments.addAll(COMMON);
    arguments.addAll(moreArguments);
    QemuProcess process = QemuProcess.start(program, arguments, Map.of("firmware.bin", firmware));
    QmpTranscript transcript = new QmpTranscript();
    QmpClient qmp = null;
    try {
      qmp = QmpClient.connect(process.file("qmp"), process::alive, transcript);
      QtestClient qtest = QtestClient.connect(process.file("qtest"), process::alive);
      return new GuestQemu(scenario, arguments, process, transcript, qmp, qtest);
    } catch (IOException e) {
      CaptureException explained = process.explained(e);
      if (explained.getMessage().contains("unsupported machine type")) {
        explained = new UnplayableException(explained.getMessage());
      }
      if (qmp != null) {
        qmp.close();
      }
      process.close();
      throw explained;
    }
  }

  /**
   * Returns the process.
   *
   * @return the process
   */
  public QemuProcess process() {
    return process;
  }

  /**
   * Returns the monitor.
   *
   * @return the connection over QMP
   */
  public QmpClient qmp() {
    return qmp;
  }

  QmpTranscript transcript() {
    return transcript;
  }

  /** Returns the command line after the program, with {@code {dir}} for its folder. */
  List<String> arguments() {
    return arguments;
  }

  /**
   * Switches on what a scenario wants and what its playing needs.
   *
   * @param moreCapabilities what the playing needs
   * @return all that is on
   * @throws IOException if QEMU refuses, or has no such capability
   */
  public Set<String> configure(Set<String> moreCapabilities) throws IOException {
    Set<String> capabilities = new TreeSet<>(moreCapabilities);
    capabilities.addAll(scenario.settings().capabilities());
    requireCapabilities(capabilities);
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (String capability : capabilities) {
      list.addObject().put("capability", capability).put("state", true);
    }
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.set("capabilities", list);
    qmp.execute("migrate-set-capabilities", arguments);
    if (!scenario.settings().parameters().isEmpty()) {
      ObjectNode parameters = JsonNodeFactory.instance.objectNode();
      scenario.settings().parameters().forEach((name, value) -> parameters.put(name, (long) value));
      qmp.execute("migrate-set-parameters", parameters);
    }
    return capabilities;
  }

  /**
   * Returns the version that QEMU says it is.
   *
   * @return the version, as {@code 7.2.22}
   */
  public String version() {
    return qmp.qemuVersion();
  }

  /**
   * Asks what this build can do.
   *
   * @return the names of the capabilities of migration that it has
   * @throws IOException if QEMU does not answer
   */
  public Set<String> capabilities() throws IOException {
    Set<String> known = new TreeSet<>();
    for (JsonNode one : qmp.execute("query-migrate-capabilities", null)) {
      known.add(one.path("capability").asText());
    }
    return known;
  }

  /** Refuses capabilities that this build does not have, all of them by name. */
  private void requireCapabilities(Set<String> wanted) throws IOException {
    Set<String> missing = new TreeSet<>(wanted);
    missing.removeAll(capabilities());
    if (!missing.isEmpty()) {
      throw new UnplayableException(
          "QEMU "
              + version()
              + " has no capability "
              + String.join(", ", missing)
              + ", which the scenario needs");
    }
  }

  /**
   * Asks how the migration stands.
   *
   * @return the answer to {@code query-migrate}
   * @throws IOException if QEMU does not answer
   */
  public JsonNode queryMigrate() throws IOException {
    return qmp.execute("query-migrate", null);
  }

  /**
   * Writes a page of guest memory through qtest.
   *
   * @param block index of the block
   * @param pageOffset where the page starts in the block and in {@code memory}, bytes
   * @param memory the block's memory
   * @param pageBytes how many bytes are written
   * @throws IOException if QEMU does not take it
   */
  public void writePage(int block, int pageOffset, byte[] memory, int pageBytes)
      throws IOException {
    long address = scenario.blocks().get(block).guestAddress() + pageOffset;
    qtest.write(address, memory, pageOffset, pageBytes);
  }

  /**
   * Writes guest memory through qtest.
   *
   * @param address where, as the guest sees it
   * @param source holds the bytes
   * @param from where they start in it
   * @param length how many
   * @throws IOException if QEMU does not take them
   */
  public void write(long address, byte[] source, int from, int length) throws IOException {
    qtest.write(address, source, from, length);
  }

  /**
   * Reads each block's memory.
   *
   * @return the blocks' memory, in the scenario's order
   * @throws IOException if QEMU does not give it
   */
  public List<byte[]> memory() throws IOException {
    List<byte[]> memory = new ArrayList<>();
    for (ScenarioBlock block : scenario.blocks()) {
      memory.add(qtest.read(block.guestAddress(), block.lengthBytes()));
    }
    return memory;
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
