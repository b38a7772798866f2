/** Scenarios, the driver of a real QEMU, cases, the judge and the command line. */
module org.ramwire.conformance {
  requires transitive org.ramwire.receiver;
  requires org.ramwire.golden;
  requires transitive com.fasterxml.jackson.databind;
  requires info.picocli;

  exports org.ramwire.conformance.capture;
  exports org.ramwire.conformance.scenario;

  opens org.ramwire.conformance.cli to
      info.picocli;
}
