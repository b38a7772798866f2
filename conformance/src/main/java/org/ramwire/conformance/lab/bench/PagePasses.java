package org.ramwire.conformance.lab.bench;

import java.util.zip.DataFormatException;
import org.ramwire.conformance.lab.history.PageHistory;
import org.ramwire.format.page.PageEncoder;

/** A {@link PageEncoder} at work: pages are encoded one after the other into one buffer. */
final class PagePasses extends TimedPasses {

  private final PageEncoder encoder;

  /** Another of the same name: what one of them keeps, the other does not know. */
  private final PageEncoder decoder;

  private int[] lengths = new int[0];

  /** Takes over two encoders of one name, for pages of so many bytes. */
  PagePasses(PageEncoder encoder, PageEncoder decoder, int pageBytes) {
    super(pageBytes);
    this.encoder = encoder;
    this.decoder = decoder;
  }

  @Override
  public void renew(PageHistory history, int fromPage, int toPage) {
    int pages = toPage - fromPage;
    if (lengths.length < pages) {
      lengths = new int[pages];
      decoded = new byte[pages * pageBytes];
      encoded = new byte[Math.toIntExact((long) pages * encoder.maxEncodedBytes())];
    }
  }

  @Override
  void startDecoding(PageHistory history, int fromPage, int toPage) {
    if (encoder.needsPrevious()) {
      int length = (toPage - fromPage) * pageBytes;
      System.arraycopy(history.before(), fromPage * pageBytes, decoded, 0, length);
    } else {
      super.startDecoding(history, fromPage, toPage);
    }
  }

  @Override
  public long encode(PageHistory history, int fromPage, int toPage) throws EncoderFault {
    byte[] after = history.after();
    byte[] before = encoder.needsPrevious() ? history.before() : null;
    int to = 0;
    int plainPages = 0;
    try {
      for (int page = fromPage; page < toPage; page++) {
        int at = page * pageBytes;
        int length = encoder.encode(after, at, before, at, encoded, to);
        lengths[page - fromPage] = length;
        if (length == PageEncoder.NOT_ENCODED) {
          plainPages++;
        } else {
          to += length;
        }
      }
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      throw EncoderFault.thrown("encoding", e);
    }
    return to + (long) plainPages * pageBytes;
  }

  @Override
  public void decode(PageHistory history, int fromPage, int toPage) throws EncoderFault {
    int at = 0;
    int page = fromPage;
    try {
      for (; page < toPage; page++) {
        int length = lengths[page - fromPage];
        int to = (page - fromPage) * pageBytes;
        if (length == PageEncoder.NOT_ENCODED) {
          System.arraycopy(history.after(), page * pageBytes, decoded, to, pageBytes);
        } else {
          decoder.decode(encoded, at, length, decoded, to);
          at += length;
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
  int plainPages(int pages) {
    int plain = 0;
    for (int page = 0; page < pages; page++) {
      plain += lengths[page] == PageEncoder.NOT_ENCODED ? 1 : 0;
    }
    return plain;
  }

  @Override
  public void close() {
    Entrants.close(encoder);
    Entrants.close(decoder);
  }
}
