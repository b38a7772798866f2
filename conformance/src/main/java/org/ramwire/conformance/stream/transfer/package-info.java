/**
 * Memory that moves between processes: where a stream goes and comes from, the guest that is sent
 * and writes meanwhile, what stands around the ram section.
 */
package org.ramwire.conformance.stream.transfer;
