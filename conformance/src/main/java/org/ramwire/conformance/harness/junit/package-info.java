/**
 * The cases as JUnit 5 tests, for decoders that run on the JVM.
 *
 * <p>JUnit is an optional dependency: who uses this package has it already.
 */
@NullMarked
package org.ramwire.conformance.harness.junit;

import org.jspecify.annotations.NullMarked;
