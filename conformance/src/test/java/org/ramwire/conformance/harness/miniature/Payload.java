package org.ramwire.conformance.harness.miniature;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The miniature's reading of what COMPRESS_PAGE carries. */
final class Payload {

  private static final int ZLIB_HEAD = 2;
  private static final int ZLIB_TAIL = 4;

  private final Fault fault;
  private final int pageBytes;

  Payload(Fault fault, int pageBytes) {
    this.fault = fault;
    this.pageBytes = pageBytes;
  }

  /** Takes a payload and returns its page. */
  byte[] read(Cursor in, long length) throws Refused {
    long bound = pageBytes + pageBytes / 4096 + pageBytes / 16384 + 13;
    bound -= fault == Fault.PAYLOAD_BOUND_SHORT ? pageBytes / 16384 : 0;
    if (length == 0 || length > bound && fault != Fault.PAYLOAD_LENGTH_UNLIMITED) {
      throw Refused.because("a payload of " + length);
    }
    byte[] payload = in.take(length, "a payload");
    // Without a look at the checksum, what is between zlib's head and tail is raw deflate.
    boolean raw = fault == Fault.CHECKSUM_UNCHECKED && payload.length > ZLIB_HEAD + ZLIB_TAIL;
    Inflater inflater = new Inflater(raw);
    try {
      int from = raw ? ZLIB_HEAD : 0;
      int tail = raw ? ZLIB_TAIL : 0;
      inflater.setInput(payload, from, payload.length - from - tail);
      return inflate(inflater);
    } catch (DataFormatException e) {
      throw Refused.because("no zlib stream");
    } finally {
      inflater.end();
    }
  }

  private byte[] inflate(Inflater inflater) throws DataFormatException, Refused {
    byte[] out = new byte[pageBytes + 1];
    int length = 0;
    while (!inflater.finished() && length < out.length) {
      int more = inflater.inflate(out, length, out.length - length);
      if (more == 0 && !inflater.finished()) {
        throw Refused.because("the zlib stream is cut, or wants a dictionary");
      }
      length += more;
    }
    if (length > pageBytes || length < pageBytes && fault != Fault.SHORT_PAGE_TAKEN) {
      throw Refused.because("no page, but " + length + " bytes");
    }
    if (inflater.getRemaining() > 0 && fault != Fault.BEHIND_ZLIB_TAKEN) {
      throw Refused.because("bytes after the zlib stream");
    }
    return Arrays.copyOf(out, pageBytes);
  }
}
