/** The built-in implementation under test: Ramwire's own reader and sender behind the protocol. */
package org.ramwire.conformance.harness.reference;
