package org.ramwire.conformance.lab.bench;

import java.util.Arrays;
import org.ramwire.conformance.lab.history.PageHistory;

/**
 * An encoder in this JVM at work, with its buffers. A pass encodes pages into one buffer, decodes
 * them into another and compares. Not thread-safe.
 */
public abstract class TimedPasses implements OpenEncoder {

  final int pageBytes;

  /** Takes the encoded pages or packets, one after the other. */
  byte[] encoded = new byte[0];

  /** Takes the decoded pages. */
  byte[] decoded = new byte[0];

  TimedPasses(int pageBytes) {
    this.pageBytes = pageBytes;
  }

  @Override
  public final Pass pass(PageHistory history, int fromPage, int toPage) throws EncoderFault {
    renew(history, fromPage, toPage);
    int pages = toPage - fromPage;

    long allocated = Stopwatch.allocatedBytes();
    long start = Stopwatch.nanos();
    long payloadBytes = encode(history, fromPage, toPage);
    long encodeNanos = Stopwatch.nanos() - start;
    long allocatedBytes = allocated < 0 ? -1 : Stopwatch.allocatedBytes() - allocated;

    startDecoding(history, fromPage, toPage);
    start = Stopwatch.nanos();
    decode(history, fromPage, toPage);
    long decodeNanos = Stopwatch.nanos() - start;

    Lossless.check(history, fromPage, toPage, decoded);
    return new Pass(
        pages, encodeNanos, decodeNanos, payloadBytes, plainPages(pages), allocatedBytes);
  }

  /** Fills the target of decoding with what the other side has before. */
  void startDecoding(PageHistory history, int fromPage, int toPage) {
    Arrays.fill(decoded, 0, (toPage - fromPage) * pageBytes, (byte) 0);
  }

  /**
   * Prepares for encoding pages, and for decoding what was encoded last: takes no part in the time.
   *
   * @param history holds the pages
   * @param fromPage the first of them
   * @param toPage the one after the last of them
   * @throws EncoderFault if the encoder cannot be opened
   */
  public abstract void renew(PageHistory history, int fromPage, int toPage) throws EncoderFault;

  /**
   * Encodes pages.
   *
   * @param history holds the pages
   * @param fromPage the first of them
   * @param toPage the one after the last of them
   * @return the bytes that they take, also those that stay plain
   * @throws EncoderFault if the encoder fails
   */
  public abstract long encode(PageHistory history, int fromPage, int toPage) throws EncoderFault;

  /**
   * Decodes what {@link #encode} encoded last.
   *
   * @param history holds the pages, of which those that stay plain are copied
   * @param fromPage the first of them
   * @param toPage the one after the last of them
   * @throws EncoderFault if the encoder fails
   */
  public abstract void decode(PageHistory history, int fromPage, int toPage) throws EncoderFault;

  /** Returns how many of the pages encoded last stay plain. */
  abstract int plainPages(int pages);
}
