package org.ramwire.format;

import java.util.ArrayList;
import java.util.List;

/** The flag bits of a RAM record's header (RAM-003 to RAM-006), and their names. */
public final class RamFlag {

  /** Obsolete, refused everywhere. */
  public static final int FULL = 0x001;

  /** A page filled with one byte; the seed calls it COMPRESS. */
  public static final int ZERO = 0x002;

  /** The total of RAM and the list of blocks. */
  public static final int MEM_SIZE = 0x004;

  /** A whole page. */
  public static final int PAGE = 0x008;

  /** The end of a section's payload. */
  public static final int EOS = 0x010;

  /** A modifier: the block of the last page record, no idstr follows. */
  public static final int CONTINUE = 0x020;

  /** A page as a delta against its last content. */
  public static final int XBZRLE = 0x040;

  /** A transport's hook, RDMA's. */
  public static final int HOOK = 0x080;

  /** A page as one zlib stream. */
  public static final int COMPRESS_PAGE = 0x100;

  /** A point at which the multifd channels are in step; since QEMU 8.1. */
  public static final int MULTIFD_FLUSH = 0x200;

  /** Those of the bits above, from the lowest. */
  private static final List<String> NAMES =
      List.of(
          "FULL",
          "ZERO",
          "MEM_SIZE",
          "PAGE",
          "EOS",
          "CONTINUE",
          "XBZRLE",
          "HOOK",
          "COMPRESS_PAGE",
          "MULTIFD_FLUSH");

  private RamFlag() {}

  /**
   * Names the bits that are set.
   *
   * @param flags any bits
   * @return a name each, from the lowest; a bit without a name as its value, such as {@code 0x400}
   */
  public static List<String> names(int flags) {
    List<String> names = new ArrayList<>();
    for (int bit = 0; bit < Integer.SIZE; bit++) {
      if ((flags >>> bit & 1) != 0) {
        names.add(bit < NAMES.size() ? NAMES.get(bit) : "0x" + Integer.toHexString(1 << bit));
      }
    }
    return names;
  }
}
