/**
 * Streams and guests beyond the fixed cases, made up from a seed.
 *
 * <p>A plan is legal by construction, whatever is taken away from it, or has one thing spoiled
 * whose refusal is sure. What memory holds afterwards is computed from the plan, not by the
 * reference reader; that has to agree, or the kit itself is wrong.
 */
package org.ramwire.conformance.suite.random;
