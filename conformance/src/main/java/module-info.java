/** The conformance kit: captures, cases, verdicts and the command line. */
module org.ramwire.conformance {
  requires org.ramwire.receiver;
  requires com.fasterxml.jackson.databind;
  requires info.picocli;

  opens org.ramwire.conformance.inspect to
      com.fasterxml.jackson.databind;
  opens org.ramwire.conformance.cli to
      info.picocli;
}
