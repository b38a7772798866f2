package org.ramwire.codec.record;

import org.jspecify.annotations.Nullable;
import org.ramwire.format.RamFlag;

/** The kinds of RAM record, one for each flag that may stand alone in a header (RAM-003). */
public enum RamRecordKind {
  /** The block list. */
  MEM_SIZE(RamFlag.MEM_SIZE, false),
  /** A page of one byte. */
  ZERO(RamFlag.ZERO, true),
  /** A whole page. */
  PAGE(RamFlag.PAGE, true),
  /** A delta. */
  XBZRLE(RamFlag.XBZRLE, true),
  /** A page in zlib. */
  COMPRESS_PAGE(RamFlag.COMPRESS_PAGE, true),
  /** A transport's hook. */
  HOOK(RamFlag.HOOK, false),
  /** A synchronization of multifd channels. */
  MULTIFD_FLUSH(RamFlag.MULTIFD_FLUSH, false),
  /** The end of a section's payload. */
  EOS(RamFlag.EOS, false);

  private final int flag;
  private final boolean page;

  RamRecordKind(int flag, boolean page) {
    this.flag = flag;
    this.page = page;
  }

  /**
   * Returns the kind's flag.
   *
   * @return one bit
   */
  public int flag() {
    return flag;
  }

  /**
   * Tells whether records of the kind concern a page, and may carry CONTINUE.
   *
   * @return true for ZERO, PAGE, XBZRLE and COMPRESS_PAGE
   */
  public boolean isPage() {
    return page;
  }

  /** Returns the flags of all kinds. */
  static int allFlags() {
    int flags = 0;
    for (RamRecordKind kind : values()) {
      flags |= kind.flag;
    }
    return flags;
  }

  /** Finds the kind of flags from which CONTINUE has been taken, or null. */
  static @Nullable RamRecordKind ofFlags(int flags) {
    switch (flags) {
      case RamFlag.PAGE:
        return PAGE;
      case RamFlag.ZERO:
        return ZERO;
      case RamFlag.XBZRLE:
        return XBZRLE;
      case RamFlag.COMPRESS_PAGE:
        return COMPRESS_PAGE;
      case RamFlag.EOS:
        return EOS;
      case RamFlag.MEM_SIZE:
        return MEM_SIZE;
      case RamFlag.HOOK:
        return HOOK;
      case RamFlag.MULTIFD_FLUSH:
        return MULTIFD_FLUSH;
      default:
        return null;
    }
  }
}
