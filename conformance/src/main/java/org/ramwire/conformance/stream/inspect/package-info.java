/** What a stream holds: its summary, its records, its faults. */
package org.ramwire.conformance.stream.inspect;
