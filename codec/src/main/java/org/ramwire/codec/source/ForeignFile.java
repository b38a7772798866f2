package org.ramwire.codec.source;

import org.jspecify.annotations.Nullable;

/** A kind of file that people take for a migration stream, known by its first bytes (CON-001). */
enum ForeignFile {
  ELF_CORE(
      "an ELF file, not a migration stream",
      "if it is a memory dump (dump-guest-memory, virsh dump --memory-only), it holds the memory"
          + " already: open it with crash, gdb, drgn or Volatility",
      "\u007fELF"),
  KDUMP(
      "a kdump file, not a migration stream",
      "it holds the memory already: open it with crash, drgn or Volatility",
      "KDUMP   ",
      "DISKDUMP"),
  KDUMP_FLATTENED(
      "a flattened kdump file, not a migration stream",
      "make a kdump file of it with makedumpfile -R, then open that with crash",
      "makedumpfile\0\0\0\0"),
  LIME(
      "a LiME memory image, not a migration stream",
      "it holds the memory already: open it with Volatility",
      "EMiL"),
  XEN(
      "a Xen save file, not a stream of QEMU's memory",
      "Xen's own toolstack saves the memory in a format of its own: use xl restore",
      "Xen saved domain",
      "LibxlFmt"),
  VIRTUALBOX(
      "a VirtualBox saved state, not a migration stream",
      "it is in a format of its own: use VirtualBox",
      "\u007fVirtualBox SavedState"),
  MULTIFD_CHANNEL(
      "one of the other channels of a multifd migration, not its main channel",
      "the main channel's stream opens with QEVM; this one holds pages alone",
      "\u0011\"3D");

  private final String what;
  private final String advice;
  private final byte[][] magics;

  ForeignFile(String what, String advice, String... magics) {
    this.what = what;
    this.advice = advice;
    this.magics = new byte[magics.length][];
    for (int i = 0; i < magics.length; i++) {
      this.magics[i] = Head.magic(magics[i]);
    }
  }

  /** Finds the kind by a file's first bytes, or null. */
  static @Nullable ForeignFile of(Head head) {
    for (ForeignFile kind : values()) {
      for (byte[] magic : kind.magics) {
        if (head.startsWith(magic)) {
          return kind;
        }
      }
    }
    return null;
  }

  /** Says what the file is and what to do. */
  String explanation() {
    return "this is " + what + "; " + advice;
  }
}
