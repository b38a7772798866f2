package org.ramwire.codec.device;

import java.io.IOException;
import org.ramwire.codec.StreamInput;

/**
 * The grammar of a section that is not ram and whose content tells where it ends, so that nothing
 * has to be searched for (CON-060 to CON-065).
 */
public interface SectionGrammar {

  /**
   * Tells whether what stands ahead starts as the grammar says; takes nothing. Something else is
   * another device's state under the same name.
   */
  boolean starts(StreamInput input) throws IOException;

  /**
   * Takes a piece's payload.
   *
   * @return false if something inside has no known end, so that the rest has to be searched
   */
  boolean skip(StreamInput input) throws IOException;

  /** Returns the grammar of a section's content by the section's name, or null if none is known. */
  static SectionGrammar of(String name, int version) {
    boolean first = version == 1;
    if (name.equals("block") && first) {
      return new BlockSection();
    }
    if ((name.equals("dirty-bitmap") || name.equals("dirty-bitmaps")) && first) {
      return new DirtyBitmapsSection();
    }
    if (name.equals("spapr/htab") && first) {
      return new HashTableSection();
    }
    if (name.equals("s390-storage_attributes") && (first || version == 0)) {
      return new StorageAttributesSection(version);
    }
    if (name.equals("pbs-state") && first) {
      return new PbsStateSection();
    }
    if ((name.equals("vfio") || name.endsWith("/vfio")) && first) {
      return new VfioSection();
    }
    return null;
  }
}
