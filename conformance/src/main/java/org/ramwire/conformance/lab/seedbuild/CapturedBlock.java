package org.ramwire.conformance.lab.seedbuild;

/**
 * A RAM block of a captured guest.
 *
 * @param idstr its name
 * @param address where the source's QEMU has it among its blocks, bytes: what a cache slot goes by
 * @param usedLength bytes in use at the start
 * @param maxLength how far it may grow, bytes
 * @param sha256 of its memory in the end, in hex
 */
public record CapturedBlock(
    String idstr, long address, long usedLength, long maxLength, String sha256) {}
