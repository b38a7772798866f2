package org.ramwire.conformance.harness.protocol;

import org.ramwire.format.Clause;

/**
 * Why and where an implementation has refused a stream, if it is one that can be asked.
 *
 * @param clause the clause that the stream breaks
 * @param offset where, in bytes from the stream's first
 * @param message one line for people
 */
public record Diagnosis(Clause clause, long offset, String message) {}
