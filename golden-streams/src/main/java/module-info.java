/** Streams captured from a real QEMU, with the memory that they carry. */
module org.ramwire.golden {
  requires com.github.luben.zstd_jni;
  requires static transitive org.jspecify;

  exports org.ramwire.golden;
}
