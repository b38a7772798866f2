/** The clauses of the RAM migration stream, its wire constants and the errors that cite them. */
module org.ramwire.format {
  requires static transitive org.jspecify;

  exports org.ramwire.format;
  exports org.ramwire.format.grammar;
  exports org.ramwire.format.layout;
  exports org.ramwire.format.page;

  uses org.ramwire.format.page.PageEncoderProvider;
}
