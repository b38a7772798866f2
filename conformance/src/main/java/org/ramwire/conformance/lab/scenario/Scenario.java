package org.ramwire.conformance.lab.scenario;

import java.util.List;
import java.util.stream.Stream;
import org.ramwire.format.PageSize;

/**
 * A guest's memory, what is written to it during a migration and when, and the migration's
 * settings. Immutable.
 *
 * @param name the file's name without its ending: lower-case words joined by hyphens
 * @param title one sentence for a person
 * @param machine the machine flavour that a real QEMU needs for these blocks
 * @param pageSize the target page size
 * @param blocks the RAM blocks, in the stream's order
 * @param settings what is set before the migration starts
 * @param history what is written, and when
 * @param expectations what a capture must show to be worth keeping
 */
public record Scenario(
    String name,
    String title,
    String machine,
    PageSize pageSize,
    List<ScenarioBlock> blocks,
    MigrationSettings settings,
    WriteHistory history,
    Expectations expectations) {

  /**
   * Checks that blocks are whole pages and that every page that is named exists.
   *
   * @param name the file's name without its ending: lower-case words joined by hyphens
   * @param title one sentence for a person
   * @param machine the machine flavour that a real QEMU needs for these blocks
   * @param pageSize the target page size
   * @param blocks the RAM blocks, in the stream's order
   * @param settings what is set before the migration starts
   * @param history what is written, and when
   * @param expectations what a capture must show to be worth keeping
   * @throws IllegalArgumentException if not
   */
  public Scenario {
    blocks = List.copyOf(blocks);
    for (ScenarioBlock block : blocks) {
      if (!pageSize.aligned(block.lengthBytes())) {
        throw new IllegalArgumentException(
            "block " + block.idstr() + ": length " + block.lengthBytes() + " is not whole pages");
      }
    }
    Stream<PageRef> expected = expectations.pages().stream().map(PageExpectation::page);
    List<ScenarioBlock> known = blocks;
    Stream.concat(history.pages(), expected)
        .filter(page -> !exists(known, pageSize, page))
        .findFirst()
        .ifPresent(
            page -> {
              throw new IllegalArgumentException("there is no " + page);
            });
  }

  private static boolean exists(List<ScenarioBlock> blocks, PageSize pageSize, PageRef page) {
    return page.block() >= 0
        && page.block() < blocks.size()
        && page.page() >= 0
        && page.page() < blocks.get(page.block()).lengthBytes() / pageSize.bytes();
  }

  /**
   * Tells whether something is written while the guest is stopped.
   *
   * @return true if the migration must pause before its last stage
   */
  public boolean pausesBeforeLastStage() {
    return !history.lastStage().isEmpty();
  }
}
