package org.ramwire.codec.source;

/**
 * An internal snapshot of a qcow2 file.
 *
 * @param id what QEMU numbers it
 * @param name what a person called it
 * @param stateBytes length of the saved machine state, 0 if only the disk was saved
 * @param l1Offset where the snapshot's L1 table starts in the file
 * @param l1Entries how many entries that table has
 */
record Qcow2Snapshot(String id, String name, long stateBytes, long l1Offset, int l1Entries) {

  /** Says what a person needs in order to choose. */
  String shown() {
    String state = stateBytes == 0 ? "no machine state" : stateBytes + " bytes of machine state";
    return "'" + name + "' (id " + id + ", " + state + ")";
  }
}
