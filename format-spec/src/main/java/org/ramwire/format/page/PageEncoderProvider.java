package org.ramwire.format.page;

import java.util.List;
import org.ramwire.format.PageSize;

/**
 * A supplier of page encoders, found with {@link java.util.ServiceLoader}: name the class in {@code
 * META-INF/services/org.ramwire.format.page.PageEncoderProvider} or in a module's {@code provides}.
 *
 * <p>Thread-safe.
 */
public interface PageEncoderProvider {

  /**
   * Returns the names of its encoders.
   *
   * @return names that no other provider has
   */
  List<String> names();

  /**
   * Opens an encoder.
   *
   * @param name one of {@link #names}
   * @param pageSize the size of the pages
   * @return an encoder of that name, the caller's to close
   * @throws IllegalArgumentException if the page size does not suit the encoder
   */
  PageEncoder open(String name, PageSize pageSize);

  /**
   * Returns the names of its encoders of packets.
   *
   * @return names that no other provider has, and none of {@link #names}; none unless overridden
   */
  default List<String> packetNames() {
    return List.of();
  }

  /**
   * Opens an encoder of packets.
   *
   * @param name one of {@link #packetNames}
   * @param pageSize the size of the pages
   * @return an encoder of that name, the caller's to close
   * @throws IllegalArgumentException if there is none of that name, or the page size does not suit
   *     it
   */
  default PacketEncoder openPacket(String name, PageSize pageSize) {
    throw new IllegalArgumentException("no packet encoder is called '" + name + "'");
  }
}
