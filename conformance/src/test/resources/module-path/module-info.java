/** A program of somebody else's, on the module path. */
module smoke {
  requires org.ramwire.receiver;
  requires org.ramwire.sender;
}
