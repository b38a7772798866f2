/**
 * The judgement of what an encoder has written: by the strict reader, by the clauses that bind
 * writers, and by the guest's memory, never by comparison with another encoder's bytes.
 */
package org.ramwire.conformance.judge;
