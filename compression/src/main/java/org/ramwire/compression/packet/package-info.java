/**
 * Codecs with a stream for each channel, as multifd's zlib and zstd are: a packet of pages is
 * flushed, not ended, and the next one goes on from its state.
 */
@NullMarked
package org.ramwire.compression.packet;

import org.jspecify.annotations.NullMarked;
