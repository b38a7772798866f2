/** Page compression: zlib as on the wire. */
module org.ramwire.compression {
  requires transitive org.ramwire.format;

  exports org.ramwire.compression;
}
