package org.ramwire.codec.element;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ramwire.codec.Bytes;
import org.ramwire.format.PageSize;

/**
 * The configuration after the header, with its subsections (CON-003 to CON-008).
 *
 * @param machine the machine's name, as printable text
 * @param pageSize the page size that target-page-bits announces, or null
 * @param capabilities the announced capabilities; empty if there is no such subsection
 * @param uuid the machine's 16 bytes, or null
 */
public record Configuration(
    String machine, @Nullable PageSize pageSize, List<String> capabilities, @Nullable Bytes uuid) {

  /** The capability that takes shared blocks out of the stream (RAM-031). */
  public static final String IGNORE_SHARED = "x-ignore-shared";

  /** The capability that puts pages at fixed places of a file (MAP-001). */
  public static final String MAPPED_RAM = "mapped-ram";

  /**
   * Copies the list of capabilities.
   *
   * @param machine the machine's name
   * @param pageSize the announced page size, or null
   * @param capabilities the announced capabilities
   * @param uuid 16 bytes, or null
   */
  public Configuration {
    Objects.requireNonNull(machine, "machine");
    capabilities = List.copyOf(capabilities);
  }

  /**
   * A configuration without subsections.
   *
   * @param machine the machine's name
   */
  public Configuration(String machine) {
    this(machine, null, List.of(), null);
  }
}
