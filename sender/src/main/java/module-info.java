/** The source side: guest memory, dirty pages, rounds, and the records that carry them. */
module org.ramwire.sender {
  requires transitive org.ramwire.codec;
  requires transitive org.ramwire.compression;
  requires org.ramwire.xbzrle;
  requires static transitive org.jspecify;

  exports org.ramwire.sender;
  exports org.ramwire.sender.memory;
  exports org.ramwire.sender.migration;
  exports org.ramwire.sender.profile;
}
