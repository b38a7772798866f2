package org.ramwire.conformance.lab.seedbuild;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.ramwire.format.PageSize;

/**
 * A migration that a QEMU of the seed's commit has sent: its stream, what happened beside it, and
 * what it counted.
 *
 * @param name what messages call it
 * @param title what it was made for
 * @param stream all its bytes
 * @param blocks the guest's blocks, in their order
 * @param settings what was set before it began
 * @param written the bytes that the guest wrote, of all phases
 * @param firstWrites what the guest wrote before the migration
 * @param events what happened during it, in order
 * @param samples looks at its counters, in order of time
 * @param counters the final ones: {@code final} and {@code internals}
 */
public record SeedCapture(
    String name,
    String title,
    byte[] stream,
    List<CapturedBlock> blocks,
    CapturedSettings settings,
    byte[] written,
    List<CapturedWrite> firstWrites,
    List<CapturedEvent> events,
    List<CapturedSample> samples,
    JsonNode counters) {

  /** The page size of the machine that all captures are of. */
  public static final PageSize PAGE_SIZE = new PageSize(4096);

  /**
   * Copies the lists.
   *
   * @param name what messages call it
   * @param title what it was made for
   * @param stream all its bytes
   * @param blocks the guest's blocks, in their order
   * @param settings what was set before it began
   * @param written the bytes that the guest wrote, of all phases
   * @param firstWrites what the guest wrote before the migration
   * @param events what happened during it, in order
   * @param samples looks at its counters, in order of time
   * @param counters the final ones: {@code final} and {@code internals}
   */
  public SeedCapture {
    blocks = List.copyOf(blocks);
    firstWrites = List.copyOf(firstWrites);
    events = List.copyOf(events);
    samples = List.copyOf(samples);
  }

  /**
   * Returns a final counter.
   *
   * @param path its group and its name
   * @return its value, or empty if QEMU did not report it
   */
  public Optional<JsonNode> counter(String... path) {
    JsonNode node = counters;
    for (String name : path) {
      node = node.path(name);
    }
    return node.isNumber() ? Optional.of(node) : Optional.empty();
  }
}
