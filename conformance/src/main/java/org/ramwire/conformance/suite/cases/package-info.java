/**
 * A case: what is given to an implementation under test, and what it should make of it.
 *
 * <p>Hand-written cases are text resources of annotated hex, described in {@code cases/README.md}.
 */
package org.ramwire.conformance.suite.cases;
