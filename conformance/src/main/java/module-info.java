/** The conformance kit: scenarios, captures, cases, verdicts and the command line. */
module org.ramwire.conformance {
  requires transitive org.ramwire.receiver;
  requires transitive org.ramwire.sender;
  requires transitive org.ramwire.golden;
  requires org.ramwire.compression;
  requires org.ramwire.xbzrle;
  requires transitive com.fasterxml.jackson.databind;
  requires info.picocli;
  requires static transitive org.junit.jupiter.api;

  exports org.ramwire.conformance.capture;
  exports org.ramwire.conformance.junit;
  exports org.ramwire.conformance.replay;
  exports org.ramwire.conformance.scenario;
  exports org.ramwire.conformance.seed;

  opens org.ramwire.conformance.inspect to
      com.fasterxml.jackson.databind;
  opens org.ramwire.conformance.cli to
      info.picocli;

  provides org.ramwire.compression.PageEncoderProvider with
      org.ramwire.conformance.encoders.XbzrlePageEncoderProvider;
}
