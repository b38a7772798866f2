package org.ramwire.sender.migration;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.ramwire.codec.container.MigrationStreamWriter;

/**
 * What stands around the payloads of a ram section: heads and footers, or nothing. Not thread-safe.
 */
public final class RamSection {

  /** Null if payloads stand alone. */
  private final @Nullable MigrationStreamWriter container;

  private final int id;
  private final boolean footers;

  private RamSection(@Nullable MigrationStreamWriter container, int id, boolean footers) {
    this.container = container;
    this.id = id;
    this.footers = footers;
  }

  /**
   * Puts nothing around the payloads.
   *
   * @return a section without heads and footers
   */
  public static RamSection bare() {
    return new RamSection(null, 0, false);
  }

  /**
   * Puts heads and footers around the payloads.
   *
   * @param container writes to the sender's output
   * @param id the section's number
   * @param footers whether the container has footers (CON-021)
   * @return a section of that container
   */
  public static RamSection in(MigrationStreamWriter container, int id, boolean footers) {
    return new RamSection(container, id, footers);
  }

  void start() throws IOException {
    if (container != null) {
      container.ramStart(id);
    }
  }

  void part() throws IOException {
    if (container != null) {
      container.part(id);
    }
  }

  void end() throws IOException {
    if (container != null) {
      container.end(id);
    }
  }

  void footer() throws IOException {
    if (footers) {
      container.footer(id);
    }
  }
}
