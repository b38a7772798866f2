/** Streams captured from a real QEMU, with the memory that they carry. */
module org.ramwire.golden {
  exports org.ramwire.golden;
}
