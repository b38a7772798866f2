/** The conformance kit: scenarios, captures, cases, verdicts and the command line. */
module org.ramwire.conformance {
  requires transitive org.ramwire.receiver;
  requires transitive org.ramwire.sender;
  requires transitive org.ramwire.golden;
  requires org.ramwire.compression;
  requires org.ramwire.xbzrle;
  requires transitive com.fasterxml.jackson.databind;
  requires info.picocli;
  requires java.management;
  requires jdk.management;
  requires jmh.core;
  // For Debian's packages (lab.linux).
  requires org.apache.commons.compress;
  requires org.tukaani.xz;
  requires static transitive org.junit.jupiter.api;
  requires static transitive org.jspecify;

  exports org.ramwire.conformance.lab.capture;
  exports org.ramwire.conformance.harness.junit;
  exports org.ramwire.conformance.lab.linux;
  exports org.ramwire.conformance.lab.qemu;
  exports org.ramwire.conformance.lab.replay;
  exports org.ramwire.conformance.lab.scenario;
  exports org.ramwire.conformance.lab.seedbuild;

  opens org.ramwire.conformance.stream.images to
      com.fasterxml.jackson.databind;
  opens org.ramwire.conformance.stream.inspect to
      com.fasterxml.jackson.databind;
  opens org.ramwire.conformance.cli to
      info.picocli;
}
