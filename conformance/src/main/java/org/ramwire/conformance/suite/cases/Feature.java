package org.ramwire.conformance.suite.cases;

import java.util.Optional;
import java.util.stream.Stream;

/** Something that an implementation may lack without being wrong, and that a case may need. */
public enum Feature {
  /** ZERO records. */
  ZERO("zero"),
  /** XBZRLE records. */
  XBZRLE("xbzrle"),
  /** COMPRESS_PAGE records. */
  COMPRESS("compress"),
  /** MULTIFD_FLUSH records on the main channel. */
  MULTIFD_FLUSH("multifd-flush"),
  /** Page sizes other than 4096. */
  PAGE_SIZES("page-sizes"),
  /** Blocks of more than 2 GiB. */
  LARGE_BLOCKS("large-blocks"),
  /** Profile {@code body}. */
  BODY("body"),
  /** Profile {@code migration}. */
  MIGRATION("migration"),
  /** The wrapper of a virsh save file. */
  LIBVIRT("libvirt"),
  /** Mapped-ram files. */
  MAPPED_RAM("mapped-ram"),
  /** The command {@code decode}. */
  DECODE("decode"),
  /** The command {@code encode}. */
  ENCODE("encode"),
  /** Writes ZERO records. */
  ENCODE_ZERO("encode-zero"),
  /** Writes XBZRLE records. */
  ENCODE_XBZRLE("encode-xbzrle"),
  /** Writes COMPRESS_PAGE records. */
  ENCODE_COMPRESS("encode-compress"),
  /** Writes the stream that QEMU writes, byte for byte. */
  QEMU_IDENTICAL("qemu-identical"),
  /** The command {@code serve}. */
  SERVE("serve");

  private final String label;

  Feature(String label) {
    this.label = label;
  }

  /**
   * Returns the name in case files, in {@code case.txt} and in the answer to {@code features}.
   *
   * @return a word such as {@code xbzrle}
   */
  public String label() {
    return label;
  }

  /**
   * Finds a feature by its name.
   *
   * @param label a word such as {@code xbzrle}
   * @return the feature, or empty if none has that name
   */
  public static Optional<Feature> byLabel(String label) {
    return Stream.of(values()).filter(feature -> feature.label.equals(label)).findFirst();
  }
}
