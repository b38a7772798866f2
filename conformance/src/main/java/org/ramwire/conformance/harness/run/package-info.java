/**
 * A run over many cases, on the built-in implementation or on an outside program.
 *
 * <pre>
 * CaseLibrary ──cases──► Verification ──folder──► ImplementationUnderTest
 *                            │   ▲                 (BuiltInCodec, OutsideProgram)
 *                            ▼   │ outcome
 *                          Judge ──verdicts──► ConsoleReport, JsonReport
 * </pre>
 */
package org.ramwire.conformance.harness.run;
