package org.ramwire.conformance.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenariosTest {

  private static final int MAX_MEMORY_BYTES = 1 << 20;

  @Test
  void readsEveryScenarioAndItsMachine() throws Exception {
    for (String name : Scenarios.names()) {
      Scenario scenario = Scenarios.find(name);
      Machine machine = Machine.find(scenario.machine());
      assertThat(machine.argumentsFor(scenario)).noneMatch(a -> a.contains("{idstr"));
      assertThat(scenario.blocks().stream().mapToInt(ScenarioBlock::lengthBytes).sum())
          .as(name)
          .isLessThan(MAX_MEMORY_BYTES);
    }
  }

  @Test
  void listsEveryFile() throws Exception {
    Path folder = Path.of(Scenarios.class.getResource("/scenarios/index.txt").toURI()).getParent();
    try (Stream<Path> files = Files.list(folder)) {
      List<String> found =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".json"))
              .map(file -> file.replace(".json", ""))
              .sorted()
              .toList();
      assertThat(Scenarios.names()).isEqualTo(found);
    }
  }

  @Test
  void readsAScenarioFromAFile(@TempDir Path folder) throws Exception {
    Path own = folder.resolve("own.json");
    Files.writeString(own, Resources.text("/scenarios/zero.json"));
    Scenario scenario = Scenarios.find(own.toString());
    assertThat(scenario.name()).isEqualTo("own");
    assertThat(scenario.blocks()).isEqualTo(Scenarios.find("zero").blocks());
  }

  @Test
  void refusesAnUnknownName() {
    assertThatThrownBy(() -> Scenarios.find("no-such"))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("no-such");
  }

  @Test
  void fillsAMachinesPlaceholders() throws Exception {
    Scenario scenario = Scenarios.find("idstr-1-byte");
    Machine machine = Machine.find("microvm-named");
    assertThat(machine.argumentsFor(scenario))
        .containsSubsequence("-m", "65536B")
        .contains("memory-backend-ram,id=b,size=65536B");
    assertThat(machine.firmwareBlockOf(scenario)).isEqualTo(1);
  }

  @Test
  void refusesAMachineThatNeedsOtherBlocks() throws Exception {
    Machine isapc = Machine.find("isapc-two-nodes");
    Scenario two = Scenarios.find("plain");
    assertThatThrownBy(() -> isapc.argumentsFor(two))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("needs a block 2");
  }
}
