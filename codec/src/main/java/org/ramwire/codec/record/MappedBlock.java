package org.ramwire.codec.record;

import org.ramwire.codec.RamBlock;

/**
 * A block whose pages stand at fixed places of a mapped-ram file (MAP-001).
 *
 * @param block the block
 * @param totalBytes what the list claims for all its blocks together
 * @param headerOffset where the entry's mapped-ram header starts in the channel
 * @param bitmapOffset where the bitmap starts in the channel
 * @param pagesOffset where the place of the block's first page starts in the channel
 */
public record MappedBlock(
    RamBlock block, long totalBytes, long headerOffset, long bitmapOffset, long pagesOffset) {}
