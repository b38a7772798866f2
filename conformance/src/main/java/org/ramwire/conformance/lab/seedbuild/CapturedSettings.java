package org.ramwire.conformance.lab.seedbuild;

/**
 * What was set before a captured migration began.
 *
 * @param xbzrle whether pages go as deltas
 * @param cacheBytes the size of the cache of sent pages
 * @param compress whether pages are compressed
 * @param compressThreads by how many threads
 * @param compressLevel zlib's level
 * @param autoConverge whether the guest is slowed down
 * @param bytesPerSecond the highest speed limit of the whole migration; 0 if there is none
 * @param downtimeMillis the longest downtime of the whole migration
 */
public record CapturedSettings(
    boolean xbzrle,
    long cacheBytes,
    boolean compress,
    int compressThreads,
    int compressLevel,
    boolean autoConverge,
    long bytesPerSecond,
    long downtimeMillis) {}
