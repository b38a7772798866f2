package org.ramwire.conformance.lab.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The playing of a scenario against one sender: turns the records that the sender emits into the
 * writes that the scenario wants then.
 *
 * <p>It keeps its own copy of the guest's memory, which is what memory must be in the end. Not
 * thread-safe.
 */
public final class ScenarioRun {

  /** A guest's memory as a sender sees it. */
  public interface Guest {

    /**
     * Takes new content of one page, which is dirty from now on.
     *
     * @param block the block's index
     * @param pageOffset where the page starts in it
     * @param memory the block's memory; the page's bytes are at the same offset
     * @param pageBytes the page size
     * @throws IOException if the guest cannot take it
     */
    void write(int block, int pageOffset, byte[] memory, int pageBytes) throws IOException;
  }

  private final Scenario scenario;
  private final Guest guest;
  private final int pageBytes;
  private final List<byte[]> memory = new ArrayList<>();

  /** Index of the round that has not been written yet. */
  private int nextRound;

  /** Whether pacer pages are written again as they go out. */
  private boolean pacing;

  /**
   * Prepares a run; memory is zero.
   *
   * @param scenario what happens
   * @param guest takes the writes
   */
  public ScenarioRun(Scenario scenario, Guest guest) {
    this.scenario = scenario;
    this.guest = guest;
    this.pageBytes = scenario.pageSize().bytes();
    scenario.blocks().forEach(block -> memory.add(new byte[block.lengthBytes()]));
  }

  /**
   * Writes the first content.
   *
   * @throws IOException if the guest fails
   */
  public void begin() throws IOException {
    write(scenario.history().firstContent());
  }

  /**
   * Takes note of a page record that the sender has emitted, and writes what it sets off.
   *
   * @param block the block's index
   * @param pageOffset where the page starts in it
   * @throws IOException if the guest fails
   */
  public void pageSent(int block, long pageOffset) throws IOException {
    PageRef sent = new PageRef(block, (int) (pageOffset / pageBytes));
    boolean fires = roundsLeft() && nextRound().after().equals(sent);
    Optional<Pacer> pacer = scenario.history().pacer();
    if (fires) {
      write(nextRound().writes());
      nextRound++;
    }
    if (pacer.isPresent()) {
      pace(pacer.get(), sent, fires);
    }
  }

  private void pace(Pacer pacer, PageRef sent, boolean fires) throws IOException {
    if (pacer.pages().get(0).equals(sent)) {
      pacing = fires;
    }
    if (pacing && pacer.pages().contains(sent)) {
      write(sent, pacer.steps());
    }
  }

  private Round nextRound() {
    return scenario.history().rounds().get(nextRound);
  }

  /**
   * Tells whether the scenario wants more rounds than have been set off.
   *
   * @return false once the last round's writes are made
   */
  public boolean roundsLeft() {
    return nextRound < scenario.history().rounds().size();
  }

  /**
   * Writes what changes while the guest is stopped.
   *
   * @throws IOException if the guest fails
   */
  public void beforeLastStage() throws IOException {
    write(scenario.history().lastStage());
  }

  /**
   * Returns a block's memory as the writes have left it.
   *
   * @param block the block's index
   * @return the memory itself, live
   */
  public byte[] memory(int block) {
    return memory.get(block);
  }

  private void write(List<PageWrite> writes) throws IOException {
    for (PageWrite write : writes) {
      for (int page : write.pages()) {
        write(new PageRef(write.block(), page), write.steps());
      }
    }
  }

  private void write(PageRef page, List<ContentStep> steps) throws IOException {
    byte[] block = memory.get(page.block());
    int pageOffset = page.page() * pageBytes;
    for (ContentStep step : steps) {
      step.apply(block, pageOffset, pageBytes);
    }
    guest.write(page.block(), pageOffset, block, pageBytes);
  }
}
