package org.ramwire.conformance.lab.bench;

/**
 * What it took to encode and decode some pages of a history once.
 *
 * @param pages how many
 * @param encodeNanos processor time of encoding
 * @param decodeNanos processor time of decoding
 * @param payloadBytes what the encoded pages take, and those that stay plain
 * @param plainPages how many stay plain because encoding them does not pay
 * @param allocatedBytes what encoding allocated on the heap; -1 if nobody can tell
 */
public record Pass(
    int pages,
    long encodeNanos,
    long decodeNanos,
    long payloadBytes,
    int plainPages,
    long allocatedBytes) {}
