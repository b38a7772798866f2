/**
 * A run over made-up cases, and the shrinking of one that an implementation gets wrong.
 *
 * <pre>
 * PlanGenerator ──plan──► case text ──► CaseTrial ──► verdict
 *                   ▲                                    │
 *                   └──── a smaller plan ◄── Shrinking ◄─┘
 * </pre>
 */
package org.ramwire.conformance.harness.shrink;
