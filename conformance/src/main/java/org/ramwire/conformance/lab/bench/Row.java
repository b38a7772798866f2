package org.ramwire.conformance.lab.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an encoder makes of a history.
 *
 * @param encoder its name
 * @param kind what it keeps and knows; null if it could not be opened
 * @param corpus the history's name
 * @param fault why there is no figure, one sentence; null if there is one
 * @param figures the figures; null if there is a fault
 */
public record Row(
    String encoder,
    @Nullable EncoderKind kind,
    String corpus,
    @Nullable String fault,
    @Nullable Figures figures) {

  /**
   * The figures of an encoder that gave every page back as it was.
   *
   * @param pages how many it encoded in a pass
   * @param pageBytes the size of each
   * @param payloadBytes what they take, without the records' headers
   * @param plainPages how many of them stay plain
   * @param encodeNanos processor time of encoding, ns a page
   * @param decodeNanos processor time of decoding, ns a page; null if it was not measured
   * @param allocatedBytes what encoding allocates on the heap, bytes a page; -1 if nobody can tell
   * @param scaling throughput with several threads; empty if it was not measured
   */
  public record Figures(
      int pages,
      int pageBytes,
      long payloadBytes,
      int plainPages,
      Estimate encodeNanos,
      @Nullable Estimate decodeNanos,
      double allocatedBytes,
      List<Scaling> scaling) {

    /**
     * Returns how many times smaller the pages become.
     *
     * @return bytes in by bytes out, records' headers left out; infinite if nothing comes out
     */
    public double ratio() {
      return (double) pages * pageBytes / payloadBytes;
    }

    /**
     * Returns the share of pages that stay plain because encoding them does not pay.
     *
     * @return 0 to 1
     */
    public double plainShare() {
      return (double) plainPages / pages;
    }

    /**
     * Returns what a page takes without its record's header.
     *
     * @return bytes
     */
    public double bytesPerPage() {
      return (double) payloadBytes / pages;
    }

    /**
     * Returns how fast it decodes.
     *
     * @return bytes of pages a second; not a number if it was not measured
     */
    public double decodeBytesPerSecond() {
      return decodeNanos == null ? Double.NaN : bytesPerSecond(decodeNanos.value());
    }

    /**
     * Returns the throughput of a time a page.
     *
     * @param nanosPerPage the time
     * @return bytes of pages a second
     */
    public double bytesPerSecond(double nanosPerPage) {
      return pageBytes * 1e9 / nanosPerPage;
    }
  }

  /**
   * Throughput with several threads, each with an encoder of its own.
   *
   * @param threads how many
   * @param pagesPerSecond of all together, by the clock on the wall
   */
  public record Scaling(int threads, double pagesPerSecond) {}
}
