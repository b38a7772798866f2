package org.ramwire.conformance.lab.bench.qemu;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ramwire.conformance.lab.bench.EncoderKind;

/** A way in which QEMU sends pages. */
enum QemuEncoder {
  /** Pages as they are, and zero pages as such. */
  PLAIN(null, EncoderKind.PAGE, 8192, Map.of()),
  /** Deltas against its cache of pages sent. */
  XBZRLE("xbzrle", EncoderKind.DELTA, 8192, Map.of()),
  /** A zlib stream a page, at level 1, by one thread. */
  COMPRESS(
      "compress", EncoderKind.PAGE, 2048, Map.of("compress-level", 1L, "compress-threads", 1L));

  private final @Nullable String capability;
  private final EncoderKind kind;
  private final int leastPages;
  private final Map<String, Long> parameters;

  QemuEncoder(
      @Nullable String capability, EncoderKind kind, int leastPages, Map<String, Long> parameters) {
    this.capability = capability;
    this.kind = kind;
    this.leastPages = leastPages;
    this.parameters = parameters;
  }

  /** Returns what reports call it. */
  String label(String version) {
    return "qemu-" + version + "-" + name().toLowerCase(Locale.ROOT);
  }

  EncoderKind kind() {
    return kind;
  }

  /** Returns the capabilities of migration that it needs: one or none. */
  List<String> capabilities() {
    return capability == null ? List.of() : List.of(capability);
  }

  /** Returns what is set beside the capability. */
  Map<String, Long> parameters() {
    return parameters;
  }

  /** Returns of how many pages a round has to be at least to take milliseconds. */
  int leastPages() {
    return leastPages;
  }
}
