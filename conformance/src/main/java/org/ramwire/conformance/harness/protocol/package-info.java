/**
 * The protocol between the kit and an implementation under test: case folders, answers, limits.
 *
 * <p>Folders, exit codes and features are those of RWCP/1, {@code rwcp-1.md}. Any implementation is
 * behind {@link org.ramwire.conformance.harness.protocol.ImplementationUnderTest}.
 */
package org.ramwire.conformance.harness.protocol;
