package org.ramwire.conformance.harness.miniature;

/** What virsh save puts before a stream. */
final class LibvirtWrapper {

  private static final int HEADER_BYTES = 92;

  private final Cursor in;
  private final Memory memory;
  private final Fault fault;

  LibvirtWrapper(Cursor in, Memory memory, Fault fault) {
    this.in = in;
    this.memory = memory;
    this.fault = fault;
  }

  /** Leaves the cursor at the stream. */
  void skip() throws Refused {
    String magic = in.has(16) ? Cursor.latin1(in.range(0, 16)) : "";
    if (magic.equals("LibvirtQemudPart")) {
      throw Refused.because("a save that was never finished");
    }
    if (!magic.equals("LibvirtQemudSave")) {
      return;
    }
    byte[] header = in.take(HEADER_BYTES, "libvirt's header");
    boolean big = header[16] == 0 && header[19] != 0 && fault != Fault.LIBVIRT_BIG_ENDIAN_REFUSED;
    long version = number(header, 16, big);
    if (version != 1 && version != 2) {
      throw Refused.because("libvirt's version " + version);
    }
    memory.sparse = number(header, 28, big) == 6;
    if (number(header, 28, big) != 0 && !memory.sparse && fault != Fault.LIBVIRT_FORMAT_IGNORED) {
      throw Refused.because("a stream that is not raw");
    }
    if (number(header, 24, big) > 1 && fault == Fault.LIBVIRT_RUNNING_CHECKED) {
      throw Refused.because("was_running");
    }
    long length = number(header, 20, big);
    if (fault == Fault.LIBVIRT_DATA_FIXED) {
      while (in.number(1, "libvirt's XML") != 0) {
        // Up to the NUL, and no padding after it.
      }
    } else {
      in.take(length, "libvirt's XML");
    }
  }

  private static long number(byte[] header, int at, boolean big) {
    long number = 0;
    for (int i = 0; i < 4; i++) {
      number = number << 8 | header[at + (big ? i : 3 - i)] & 0xff;
    }
    return number;
  }
}
