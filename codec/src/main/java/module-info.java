/** The RAM records and the migration container around them, read and written. */
module org.ramwire.codec {
  requires transitive org.ramwire.format;
  requires com.fasterxml.jackson.core;

  exports org.ramwire.codec;
}
