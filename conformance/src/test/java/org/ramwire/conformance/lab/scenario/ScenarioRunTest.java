package org.ramwire.conformance.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScenarioRunTest {

  private static final String JSON =
      """
      {
        "title": "Two rounds and a last stage.",
        "machine": "microvm",
        "blocks": [
          {"idstr": "a", "lengthBytes": 16384, "guestAddress": 0},
          {"idstr": "b", "lengthBytes": 16384, "guestAddress": 16384}
        ],
        "firstContent": [{"block": 0, "pages": "0", "content": [{"fill": 7}]}],
        "pacer": {"block": 1, "pages": "2-3", "content": [{"xor": 1}]},
        "rounds": [
          {"writes": [{"block": 0, "pages": "1", "content": [{"fill": 1}]}]},
          {"writes": [{"block": 0, "pages": "1", "content": [{"fill": 2}]}]}
        ],
        "lastStage": [{"block": 0, "pages": "2", "content": [{"fill": 3}]}],
        "determinism": "stream",
        "expect": {}
      }
      """;

  private final List<PageRef> written = new ArrayList<>();
  private ScenarioRun run;

  @BeforeEach
  void begin() throws IOException {
    run =
        new ScenarioRun(
            ScenarioReader.read("test", JSON),
            (block, offset, memory, length) -> written.add(new PageRef(block, offset / length)));
    run.begin();
  }

  private List<PageRef> sent(int block, int page) throws IOException {
    written.clear();
    run.pageSent(block, page * 4096L);
    return List.copyOf(written);
  }

  @Test
  void writesTheFirstContent() {
    assertThat(written).containsExactly(new PageRef(0, 0));
    assertThat(run.memory(0)).startsWith(7, 7).endsWith(0, 0);
  }

  @Test
  void setsARoundOffWithThePacersFirstPageAndPacesOn() throws Exception {
    assertThat(sent(0, 1)).isEmpty();
    assertThat(sent(1, 2)).containsExactly(new PageRef(0, 1), new PageRef(1, 2));
    assertThat(sent(1, 3)).containsExactly(new PageRef(1, 3));
    assertThat(run.roundsLeft()).isTrue();
    assertThat(sent(0, 1)).isEmpty();
    assertThat(sent(1, 2)).containsExactly(new PageRef(0, 1), new PageRef(1, 2));
    assertThat(sent(1, 3)).containsExactly(new PageRef(1, 3));
    assertThat(run.roundsLeft()).isFalse();
    assertThat(sent(1, 2)).isEmpty();
    assertThat(sent(1, 3)).isEmpty();
  }

  @Test
  void writesTheLastStage() throws Exception {
    written.clear();
    run.beforeLastStage();
    assertThat(written).containsExactly(new PageRef(0, 2));
    assertThat(run.memory(0)[2 * 4096]).isEqualTo((byte) 3);
  }
}
