package org.ramwire.conformance.suite.coverage;

import org.ramwire.format.Clause;

/**
 * A side of a clause that no case shows, and why none can.
 *
 * @param clause the clause
 * @param side the side
 * @param reason a sentence
 */
public record Waiver(Clause clause, Side side, String reason) {}
