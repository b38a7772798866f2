/** The RAM records and the migration container around them, read and written. */
module org.ramwire.codec {
  requires transitive org.ramwire.format;
  requires com.fasterxml.jackson.core;
  // For compressed files alone (codec.source): who reads bare streams needs none of them.
  requires static org.apache.commons.compress;
  requires static org.tukaani.xz;
  requires static com.github.luben.zstd_jni;
  requires static transitive org.jspecify;

  exports org.ramwire.codec;
  exports org.ramwire.codec.container;
  exports org.ramwire.codec.element;
  exports org.ramwire.codec.record;
  exports org.ramwire.codec.source;
}
