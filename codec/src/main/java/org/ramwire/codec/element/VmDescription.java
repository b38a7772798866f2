package org.ramwire.codec.element;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The JSON description after EOF, reduced to what tells the device sections' lengths (CON-041).
 *
 * @param length the JSON's length, bytes
 * @param pageSizeBytes the page size that it states; 0 if none, -1 if what it states is no number
 * @param devices the device sections in stream order
 */
public record VmDescription(int length, long pageSizeBytes, List<Device> devices) {

  /**
   * A device section as the description has it.
   *
   * @param name the section's name
   * @param instance the instance
   * @param payloadBytes what its fields and subsections take on the wire
   * @param atLeast whether they may take more, which the description does not tell (ERR-068)
   */
  public record Device(String name, int instance, long payloadBytes, boolean atLeast) {

    /** Type, id, length of the name, instance and version. */
    private static final int SECTION_HEAD_BYTES = 1 + 4 + 1 + 4 + 4;

    /**
     * Returns what the section takes on the wire without a footer.
     *
     * @return bytes, head included
     */
    public long sectionBytes() {
      return SECTION_HEAD_BYTES + name.getBytes(StandardCharsets.UTF_8).length + payloadBytes;
    }

    /**
     * Tells whether a payload agrees with the description.
     *
     * @param bytes its length
     * @return true if the length is the described one, or more where that may be
     */
    public boolean mayTake(long bytes) {
      return atLeast ? bytes >= payloadBytes : bytes == payloadBytes;
    }
  }

  /**
   * Copies the devices.
   *
   * @param length the JSON's length, bytes
   * @param pageSizeBytes the page size that it states; 0 if none, -1 if it states no number
   * @param devices the device sections in stream order
   */
  public VmDescription {
    devices = List.copyOf(devices);
  }
}
