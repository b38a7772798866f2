/** The destination side: the records of a stream applied to guest memory. */
module org.ramwire.receiver {
  requires transitive org.ramwire.codec;
  requires org.ramwire.xbzrle;
  requires org.ramwire.compression;
  requires static transitive org.jspecify;

  exports org.ramwire.receiver;
  exports org.ramwire.receiver.store;
}
