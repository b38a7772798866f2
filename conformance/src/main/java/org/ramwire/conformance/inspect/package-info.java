/** What a stream holds: its summary, its records, its memory as files. */
package org.ramwire.conformance.inspect;
