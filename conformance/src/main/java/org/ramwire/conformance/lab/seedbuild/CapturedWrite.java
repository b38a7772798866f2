package org.ramwire.conformance.lab.seedbuild;

/**
 * A write of the guest.
 *
 * @param block the block's index
 * @param offset where in it, bytes
 * @param from index of the first byte in the capture's bytes
 * @param length how many
 */
public record CapturedWrite(int block, long offset, int from, int length) {}
