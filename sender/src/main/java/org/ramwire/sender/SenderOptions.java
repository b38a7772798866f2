package org.ramwire.sender;

import java.util.Objects;
import org.ramwire.compression.PageDeflater;
import org.ramwire.compression.pipeline.DeflateOptions;
import org.ramwire.compression.pipeline.RecordOrder;
import org.ramwire.format.PageSize;
import org.ramwire.sender.profile.SenderProfile;
import org.ramwire.sender.rules.SenderRules;
import org.ramwire.xbzrle.XbzrleEncoder;

/**
 * How a sender works. Immutable; made by a {@link #builder}, whose defaults are QEMU's.
 *
 * @param pageSize the page size in force
 * @param profile whose order and counters
 * @param xbzrle whether changed pages go as deltas after the first round
 * @param xbzrleCacheBytes the size of the cache of sent pages, at least a page; rounded down to a
 *     power of two
 * @param compression whether pages are compressed; with XBZRLE only in the first round
 * @param compressionThreads how many threads compress, 1 to 255
 * @param compressionLevel zlib's level at first, 0 to 9
 * @param compressionOrder the order of compressed records
 * @param maxBandwidth bytes a second, 0 or more; a tenth of it may go in each 100 ms, and a tenth
 *     of zero, so anything below 10, is no limit
 * @param downtimeLimitMillis how long the guest may stand still in the end, 0 to 2000000
 * @param autoConverge whether a guest that writes faster than pages go is slowed down
 * @param throttleInitialPercent how much at first, 1 to 99
 * @param throttleIncrementPercent how much more each time, 1 to 99
 * @param listsAddresses whether list entries have the blocks' guest-physical addresses, and blocks
 *     that the destination shares are not sent: capability x-ignore-shared
 */
public record SenderOptions(
    PageSize pageSize,
    SenderProfile profile,
    boolean xbzrle,
    long xbzrleCacheBytes,
    boolean compression,
    int compressionThreads,
    int compressionLevel,
    RecordOrder compressionOrder,
    long maxBandwidth,
    long downtimeLimitMillis,
    boolean autoConverge,
    int throttleInitialPercent,
    int throttleIncrementPercent,
    boolean listsAddresses) {

  /** The most that a guest may be slowed down, percent. */
  public static final int MAX_THROTTLE_PERCENT = 99;

  private static final long MAX_DOWNTIME_MILLIS = 2_000_000;

  /**
   * Checks each option and its range.
   *
   * @param pageSize the page size in force
   * @param profile whose order and counters
   * @param xbzrle whether changed pages go as deltas after the first round
   * @param xbzrleCacheBytes the size of the cache of sent pages, at least a page; rounded down to a
   *     power of two
   * @param compression whether pages are compressed; with XBZRLE only in the first round
   * @param compressionThreads how many threads compress, 1 to 255
   * @param compressionLevel zlib's level, 0 to 9
   * @param compressionOrder the order of compressed records
   * @param maxBandwidth bytes a second, 0 or more; a tenth of it may go in each 100 ms, and a tenth
   *     of zero, so anything below 10, is no limit
   * @param downtimeLimitMillis how long the guest may stand still in the end, 0 to 2000000
   * @param autoConverge whether a guest that writes faster than pages go is slowed down
   * @param throttleInitialPercent how much at first, 1 to 99
   * @param throttleIncrementPercent how much more each time, 1 to 99
   * @param listsAddresses whether list entries have the blocks' guest-physical addresses, and
   *     blocks that the destination shares are not sent: capability x-ignore-shared
   * @throws IllegalArgumentException naming the option, its range and what was given
   */
  public SenderOptions {
    Objects.requireNonNull(pageSize, "pageSize");
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(compressionOrder, "compressionOrder");
    range("xbzrleCacheBytes", xbzrleCacheBytes, pageSize.bytes(), (long) pageSize.bytes() << 30);
    range("compressionThreads", compressionThreads, 1, DeflateOptions.MAX_THREADS);
    range("compressionLevel", compressionLevel, PageDeflater.MIN_LEVEL, PageDeflater.MAX_LEVEL);
    range("maxBandwidth", maxBandwidth, 0, Long.MAX_VALUE);
    range("downtimeLimitMillis", downtimeLimitMillis, 0, MAX_DOWNTIME_MILLIS);
    range("throttleInitialPercent", throttleInitialPercent, 1, MAX_THROTTLE_PERCENT);
    range("throttleIncrementPercent", throttleIncrementPercent, 1, MAX_THROTTLE_PERCENT);
    if (xbzrle && !XbzrleEncoder.supports(pageSize)) {
      throw new IllegalArgumentException(
          "xbzrle: pages of 1024 to "
              + XbzrleEncoder.MAX_PAGE_BYTES
              + " bytes, not of "
              + pageSize.bytes());
    }
  }

  private static void range(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(option + ": " + least + " to " + most + ", not " + value);
    }
  }

  /**
   * Starts from the defaults: plain and zero pages of 4096 bytes, 128 MiB a second, 300 ms.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder of options. Nothing is checked before {@link #build}. Not thread-safe. */
  public static final class Builder {

    private PageSize pageSize = PageSize.X86;
    private SenderProfile profile = SenderProfile.SEED;
    private boolean xbzrle;
    private long xbzrleCacheBytes = 64L << 20;
    private boolean compression;
    private int compressionThreads = 8;
    private int compressionLevel = 1;

    /** Null for the profile's own. */
    private RecordOrder compressionOrder;

    private long maxBandwidth = 128L << 20;
    private long downtimeLimitMillis = 300;
    private boolean autoConverge;
    private int throttleInitialPercent = 20;
    private int throttleIncrementPercent = 10;
    private boolean listsAddresses;

    private Builder() {}

    /**
     * Sets the page size.
     *
     * @param value the page size in force
     * @return this
     */
    public Builder pageSize(PageSize value) {
      pageSize = value;
      return this;
    }

    /**
     * Sets the profile.
     *
     * @param value whose order and counters
     * @return this
     */
    public Builder profile(SenderProfile value) {
      profile = value;
      return this;
    }

    /**
     * Switches deltas on.
     *
     * @param cacheBytes the size of the cache of sent pages
     * @return this
     */
    public Builder xbzrle(long cacheBytes) {
      xbzrle = true;
      xbzrleCacheBytes = cacheBytes;
      return this;
    }

    /**
     * Switches compression on.
     *
     * @param threads how many threads compress
     * @param level zlib's level
     * @return this
     */
    public Builder compression(int threads, int level) {
      compression = true;
      compressionThreads = threads;
      compressionLevel = level;
      return this;
    }

    /**
     * Sets the order of compressed records.
     *
     * @param value instead of the profile's own
     * @return this
     */
    public Builder compressionOrder(RecordOrder value) {
      compressionOrder = value;
      return this;
    }

    /**
     * Limits the bandwidth.
     *
     * @param bytesPerSecond below 10 is no limit
     * @return this
     */
    public Builder maxBandwidth(long bytesPerSecond) {
      maxBandwidth = bytesPerSecond;
      return this;
    }

    /**
     * Sets how long the guest may stand still in the end.
     *
     * @param millis a time
     * @return this
     */
    public Builder downtimeLimitMillis(long millis) {
      downtimeLimitMillis = millis;
      return this;
    }

    /**
     * Switches auto-converge on.
     *
     * @param initialPercent how much a guest is slowed down at first
     * @param incrementPercent how much more each time
     * @return this
     */
    public Builder autoConverge(int initialPercent, int incrementPercent) {
      autoConverge = true;
      throttleInitialPercent = initialPercent;
      throttleIncrementPercent = incrementPercent;
      return this;
    }

    /**
     * Sets whether list entries have addresses and shared blocks are not sent.
     *
     * @param value true for the capability x-ignore-shared
     * @return this
     */
    public Builder listsAddresses(boolean value) {
      listsAddresses = value;
      return this;
    }

    /**
     * Makes the options.
     *
     * @return checked options
     * @throws IllegalArgumentException naming the option, its range and what was given
     */
    public SenderOptions build() {
      RecordOrder order = compressionOrder;
      if (order == null) {
        order = SenderRules.of(profile).recordOrder();
      }
      return new SenderOptions(
          pageSize,
          profile,
          xbzrle,
          xbzrleCacheBytes,
          compression,
          compressionThreads,
          compressionLevel,
          order,
          maxBandwidth,
          downtimeLimitMillis,
          autoConverge,
          throttleInitialPercent,
          throttleIncrementPercent,
          listsAddresses);
    }
  }
}
