/**
 * The running and judging of cases, on the built-in decoder or on an outside program.
 *
 * <pre>
 * CaseLibrary ──cases──► Verification ──folder──► ImplementationUnderTest
 *                            │   ▲                 (BuiltInCodec, OutsideProgram)
 *                            ▼   │ outcome
 *                          Judge ──verdicts──► ConsoleReport, JsonReport
 * </pre>
 *
 * <p>Folders, exit codes and features are those of the protocol RWCP/1, {@code rwcp-1.md}.
 */
package org.ramwire.conformance.verify;
