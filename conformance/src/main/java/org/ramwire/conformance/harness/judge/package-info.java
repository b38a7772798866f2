/**
 * The judgement of one answer: of a decoder's images, and of what an encoder has written.
 *
 * <p>A stream that an encoder wrote is judged by the strict reader, by the clauses that bind
 * writers, and by the guest's memory, never by comparison with another encoder's bytes.
 */
package org.ramwire.conformance.harness.judge;
