/** The XBZRLE page delta: encoder, decoder and the cache of sent pages. */
module org.ramwire.xbzrle {
  requires transitive org.ramwire.format;
  requires static transitive org.jspecify;

  exports org.ramwire.xbzrle;

  provides org.ramwire.format.page.PageEncoderProvider with
      org.ramwire.xbzrle.XbzrlePageEncoderProvider;
}
