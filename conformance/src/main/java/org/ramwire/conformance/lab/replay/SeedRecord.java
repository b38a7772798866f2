package org.ramwire.conformance.lab.replay;

import org.ramwire.codec.record.RamRecordKind;

/**
 * A page record of a captured stream.
 *
 * @param kind its kind
 * @param block the block's index in the stream's list
 * @param pageOffset where the page starts in the block
 * @param from offset of its first byte in the stream
 * @param continued whether its block is that of the record before it
 */
record SeedRecord(RamRecordKind kind, int block, long pageOffset, int from, boolean continued) {}
