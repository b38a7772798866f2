package org.ramwire.conformance.cli;

import java.util.Map;
import org.ramwire.format.PageSize;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.profile.SenderProfile;
import picocli.CommandLine.Option;

/** The options of a sending that a sender takes, with QEMU's defaults. */
final class SendTuning {

  /** The sender's names of options, and the command line's. */
  private static final Map<String, String> NAMES =
      Map.of(
          "xbzrleCacheBytes", "--cache",
          "xbzrle", "--xbzrle",
          "compressionThreads", "--compress-threads",
          "compressionLevel", "--compress-level",
          "maxBandwidth", "--rate",
          "downtimeLimitMillis", "--downtime",
          "throttleInitialPercent", "--throttle-initial",
          "throttleIncrementPercent", "--throttle-increment");

  @Option(
      names = "--xbzrle",
      description = "send pages that have changed as deltas, after the first round")
  private boolean xbzrle;

  @Option(
      names = "--cache",
      paramLabel = "SIZE",
      description =
          "with --xbzrle: the cache of sent pages, rounded down to a power of two (default: 64M)")
  private String cache;

  @Option(
      names = "--compress",
      description =
          "compress pages; with --xbzrle only in the first round. QEMU 9.1 and later refuse "
              + "such pages; earlier ones need the capability 'compress'")
  private boolean compress;

  @Option(
      names = "--compress-threads",
      paramLabel = "N",
      description = "with --compress: 1 to 255 (default: 8)")
  private Integer compressThreads;

  @Option(
      names = "--compress-level",
      paramLabel = "LEVEL",
      description = "with --compress: zlib's, 0 to 9 (default: 1)")
  private Integer compressLevel;

  @Option(
      names = "--rate",
      paramLabel = "SIZE",
      defaultValue = "0",
      description =
          "at most so many bytes a second, such as 32M; 0: no limit (default: ${DEFAULT-VALUE}; "
              + "QEMU's own is 128M)")
  private String rate;

  @Option(
      names = "--downtime",
      paramLabel = "MS",
      defaultValue = "300",
      description = "how long the guest may be stopped at the end (default: ${DEFAULT-VALUE} ms)")
  private long downtimeMillis;

  @Option(
      names = "--auto-converge",
      description = "slow the built-in guest down if it writes faster than pages go")
  private boolean autoConverge;

  @Option(
      names = "--throttle-initial",
      paramLabel = "PERCENT",
      description =
          "with --auto-converge: how much to slow it down at first, 1 to 99 (default: 20)")
  private Integer throttleInitial;

  @Option(
      names = "--throttle-increment",
      paramLabel = "PERCENT",
      description = "with --auto-converge: how much more each time, 1 to 99 (default: 10)")
  private Integer throttleIncrement;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      defaultValue = "seed",
      converter = ProfileConverter.class,
      description =
          "which QEMU's order of records and meaning of counters to follow: seed (QEMU of "
              + "2015) or qemu-7.2 (default: ${DEFAULT-VALUE})")
  private SenderProfile profile;

  SendTuning() {}

  boolean xbzrle() {
    return xbzrle;
  }

  /** Throws IllegalArgumentException with the option, its range and what was given. */
  SenderOptions senderOptions(PageSize pageSize) {
    needs("--cache", cache, "--xbzrle", xbzrle);
    needs("--compress-threads", compressThreads, "--compress", compress);
    needs("--compress-level", compressLevel, "--compress", compress);
    needs("--throttle-initial", throttleInitial, "--auto-converge", autoConverge);
    needs("--throttle-increment", throttleIncrement, "--auto-converge", autoConverge);
    SenderOptions.Builder builder = SenderOptions.builder().pageSize(pageSize).profile(profile);
    builder.maxBandwidth(rate("--rate", rate)).downtimeLimitMillis(downtimeMillis);
    if (xbzrle) {
      builder.xbzrle(cache == null ? 64L << 20 : size("--cache", cache));
    }
    if (compress) {
      builder.compression(or(compressThreads, 8), or(compressLevel, 1));
    }
    if (autoConverge) {
      builder.autoConverge(or(throttleInitial, 20), or(throttleIncrement, 10));
    }
    try {
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(withCommandLineName(e.getMessage()), e);
    }
  }

  private static void needs(String option, Object value, String other, boolean given) {
    if (value != null && !given) {
      throw new IllegalArgumentException(option + " needs " + other);
    }
  }

  private static int or(Integer value, int usual) {
    return value == null ? usual : value;
  }

  /** Reads bytes a second: a size, 0, or a size and {@code /s}. */
  static long rate(String option, String text) {
    String size = text.replaceFirst("/s$", "");
    return size.equals("0") ? 0 : size(option, size);
  }

  private static long size(String option, String text) {
    try {
      return Sizes.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }

  private static String withCommandLineName(String message) {
    int colon = Math.max(0, message.indexOf(':'));
    String name = NAMES.get(message.substring(0, colon));
    return name == null ? message : name + message.substring(colon);
  }
}
