package org.ramwire.conformance.harness.miniature;

/** The miniature's way past sections whose content tells their end (CON-060 to CON-065). */
final class KnownSection {

  private static final long VFIO = 0xffffffffef100000L;

  private final Cursor in;
  private final Fault fault;

  KnownSection(Cursor in, Fault fault) {
    this.in = in;
    this.fault = fault;
  }

  /** Passes over a payload; returns false, at the place where it was, if it has to be searched. */
  boolean pass(String name, long version) throws Refused {
    int from = in.at();
    boolean first = version == 1;
    boolean known =
        switch (name) {
          case "block" -> first && fault != Fault.BLOCK_SEARCHED && block();
          case "dirty-bitmap", "dirty-bitmaps" ->
              first && fault != Fault.BITMAPS_SEARCHED && bitmaps();
          case "spapr/htab" -> first && fault != Fault.HTAB_SEARCHED && hashTable();
          case "s390-storage_attributes" ->
              version <= 1 && fault != Fault.ATTRIBUTES_SEARCHED && attributes(version);
          case "pbs-state" -> first && fault != Fault.PBS_SEARCHED && bytes();
          default ->
              first
                  && (name.equals("vfio") || name.endsWith("/vfio"))
                  && fault != Fault.VFIO_SEARCHED
                  && vfio();
        };
    if (!known) {
      in.skipTo(from);
    }
    return known;
  }

  private boolean bytes() throws Refused {
    in.take(in.number(8, "a length"), "counted bytes");
    return true;
  }

  private boolean block() throws Refused {
    for (int record = 0; ; record++) {
      int flags = (int) in.number(8, "a record of a disk") & 0x1ff;
      switch (flags) {
        case 1, 9 -> {
          in.name("a disk");
          if (flags == 1 || fault == Fault.BLOCK_ZERO_WITH_BYTES) {
            in.take(1 << 20, "a disk");
          }
        }
        case 2 -> {
          return true;
        }
        case 4 -> {
          if (fault == Fault.BLOCK_PROGRESS_ENDS) {
            return true;
          }
        }
        default -> {
          if (record == 0) {
            return false;
          }
          if (fault != Fault.BLOCK_FLAGS_UNCHECKED) {
            throw Refused.because("block flags " + flags);
          }
        }
      }
    }
  }

  private boolean bitmaps() throws Refused {
    for (int chunk = 0; ; chunk++) {
      int flags = bitmapFlags();
      int kind = flags & 0x72;
      boolean other = flags == 0x30 || flags == 2;
      boolean legal =
          other || kind == 0x10 || kind == 0x20 || (kind & 0x70) == 0x40 || kind == 0 && flags == 1;
      if (!legal && chunk == 0) {
        return false;
      }
      if (!legal && fault != Fault.BITMAP_FLAGS_UNCHECKED) {
        throw Refused.because("bitmap flags " + flags);
      }
      if (flags == 0x30 || (flags & 8) != 0) {
        in.name("a node");
      }
      if (flags == 0x30 || (flags & 4) != 0) {
        in.name("a bitmap");
      }
      if (flags == 0x30 || (kind & 0x70) == 0x10) {
        in.take(5, "a bitmap's start");
      } else if (flags == 2 || (kind & 0x70) == 0x40) {
        in.take(12, "an extent");
        if (other || (flags & 2) == 0 || fault == Fault.BITMAP_ZEROES_WITH_BYTES) {
          bytes();
        }
      }
      boolean last = !other && (flags & 1) != 0;
      if (last && (flags == 1 || fault != Fault.BITMAP_ENDS_ALONE)) {
        return true;
      }
    }
  }

  private int bitmapFlags() throws Refused {
    int flags = (int) in.number(1, "flags");
    if (flags >= 0x80 && fault != Fault.BITMAP_FLAGS_OF_ONE_BYTE) {
      flags = (int) in.number(1, "flags");
      if (flags >= 0x80 && fault != Fault.BITMAP_FLAGS_OF_TWO_BYTES) {
        flags = (int) in.number(2, "flags") & 0xff;
      }
    }
    return flags & 0x7f;
  }

  private boolean hashTable() throws Refused {
    if (in.number(4, "a size") != 0) {
      return true;
    }
    while (true) {
      long index = in.number(4, "an index");
      long valid = in.number(2, "a count");
      long invalid = in.number(2, "a count");
      in.take(valid * (fault == Fault.HTAB_ENTRIES_OF_15 ? 15 : 16), "entries");
      if (index == 0 && valid == 0 && invalid == 0) {
        return true;
      }
    }
  }

  private boolean attributes(long version) throws Refused {
    int more = version == 0 ? 2 : 1;
    for (int record = 0; ; record++) {
      int flags = (int) in.number(8, "a record of attributes") & 0xfff;
      if (flags == 3 - more || flags == 8 && fault == Fault.ATTRIBUTES_DONE_ENDS) {
        return true;
      } else if (flags == more) {
        bytes();
      } else if (flags != 8) {
        if (record == 0 && flags != 4) {
          return false;
        }
        if (fault != Fault.ATTRIBUTES_ERROR_TAKEN) {
          throw Refused.because("attribute flags " + flags);
        }
      }
    }
  }

  private boolean vfio() throws Refused {
    for (int mark = 0; ; mark++) {
      long kind = in.number(8, "a mark") - VFIO;
      if (kind == 4) {
        long length = in.number(8, "a length");
        in.take(length < 0 ? in.length() : length, "a device's data");
      } else if (kind == 1 || kind == 5 || kind == 6 && fault != Fault.VFIO_READY_UNKNOWN) {
        return true;
      } else if (kind == 2 || mark == 0 && kind != 3) {
        return false;
      } else if (kind != 3 && fault != Fault.VFIO_MARK_UNCHECKED) {
        throw Refused.because("a mark " + kind);
      }
    }
  }
}
