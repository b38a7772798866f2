package org.ramwire.conformance.lab.bench;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.ramwire.conformance.lab.history.PageHistory;
import org.ramwire.format.page.PageEncoder;

/** A {@link PageEncoder} at work: pages are encoded one after the other into one buffer. */
final class PagePasses implements OpenEncoder {

  private final PageEncoder encoder;
  private final int pageBytes;
  private byte[] encoded = new byte[0];
  private byte[] decoded = new byte[0];
  private int[] lengths = new int[0];

  /** Takes over an encoder of pages of so many bytes. */
  PagePasses(PageEncoder encoder, int pageBytes) {
    this.encoder = encoder;
    this.pageBytes = pageBytes;
  }

  @Override
  public Pass pass(PageHistory history, int fromPage, int toPage) throws EncoderFault {
    int pages = toPage - fromPage;
    int bytes = pages * pageBytes;
    makeRoom(pages);
    byte[] after = history.after();
    byte[] before = encoder.needsPrevious() ? history.before() : null;
    int from = fromPage * pageBytes;

    long allocated = Stopwatch.allocatedBytes();
    long start = Stopwatch.nanos();
    encodeAll(pages, after, before, from);
    long encodeNanos = Stopwatch.nanos() - start;
    long allocatedBytes = allocated < 0 ? -1 : Stopwatch.allocatedBytes() - allocated;

    if (before != null) {
      System.arraycopy(before, from, decoded, 0, bytes);
    } else {
      Arrays.fill(decoded, 0, bytes, (byte) 0);
    }
    start = Stopwatch.nanos();
    decodeAll(pages, after, from);
    long decodeNanos = Stopwatch.nanos() - start;

    Lossless.check(history, fromPage, toPage, decoded);
    long payloadBytes = 0;
    int plainPages = 0;
    for (int page = 0; page < pages; page++) {
      boolean plain = lengths[page] == PageEncoder.NOT_ENCODED;
      payloadBytes += plain ? pageBytes : lengths[page];
      plainPages += plain ? 1 : 0;
    }
    return new Pass(pages, encodeNanos, decodeNanos, payloadBytes, plainPages, allocatedBytes);
  }

  private void makeRoom(int pages) {
    if (lengths.length < pages) {
      lengths = new int[pages];
      decoded = new byte[pages * pageBytes];
      encoded = new byte[Math.toIntExact((long) pages * encoder.maxEncodedBytes())];
    }
  }

  private void encodeAll(int pages, byte[] after, byte[] before, int from) throws EncoderFault {
    int to = 0;
    try {
      for (int page = 0; page < pages; page++) {
        int at = from + page * pageBytes;
        int length = encoder.encode(after, at, before, at, encoded, to);
        lengths[page] = length;
        to += Math.max(0, length);
      }
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      throw EncoderFault.thrown("encoding", e);
    }
  }

  private void decodeAll(int pages, byte[] after, int from) throws EncoderFault {
    int to = 0;
    int page = 0;
    try {
      for (; page < pages; page++) {
        int length = lengths[page];
        if (length == PageEncoder.NOT_ENCODED) {
          System.arraycopy(after, from + page * pageBytes, decoded, page * pageBytes, pageBytes);
        } else {
          encoder.decode(encoded, to, length, decoded, page * pageBytes);
          to += length;
        }
      }
    } catch (DataFormatException e) {
      throw new EncoderFault(
          "page " + page + ": it does not decode what it encoded: " + e.getMessage());
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      throw EncoderFault.thrown("decoding", e);
    }
  }

  @Override
  public void close() {
    Entrants.close(encoder);
  }
}
