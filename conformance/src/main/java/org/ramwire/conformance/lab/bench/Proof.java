package org.ramwire.conformance.lab.bench;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;
import org.ramwire.conformance.lab.history.PageHistory;
import org.ramwire.format.page.PageEncoder;

/**
 * What is proved of a page encoder before it is measured on a history, each page by itself: its
 * length is in range, nothing is written after its bound, neither content of the page is changed,
 * and it comes back as it was.
 */
final class Proof {

  private static final int GUARD_BYTES = 64;
  private static final byte GUARD = 0x5a;

  private Proof() {}

  /** Tries every page. */
  static void check(PageEncoder encoder, PageEncoder decoder, PageHistory history)
      throws EncoderFault {
    int bytes = history.pageSize().bytes();
    byte[] decoded = new byte[bytes];
    byte[] target = new byte[bound(encoder, bytes) + GUARD_BYTES];
    for (int page = 0; page < history.pages(); page++) {
      byte[] after = Arrays.copyOfRange(history.after(), page * bytes, (page + 1) * bytes);
      byte[] before =
          encoder.needsPrevious()
              ? Arrays.copyOfRange(history.before(), page * bytes, (page + 1) * bytes)
              : null;
      try {
        check(encoder, decoder, history, page, after, before, target, decoded);
      } catch (DataFormatException e) {
        throw new EncoderFault(
            "page "
                + page
                + " of "
                + history.name()
                + ": it does not decode what it encoded: "
                + e.getMessage());
      } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
        throw EncoderFault.thrown("page " + page + " of " + history.name(), e);
      }
    }
  }

  private static int bound(PageEncoder encoder, int pageBytes) throws EncoderFault {
    int bound = encoder.maxEncodedBytes();
    if (bound < 0 || bound > 64 * pageBytes) {
      throw new EncoderFault(
          "maxEncodedBytes is " + bound + ": expected 0 to 64 times the page size");
    }
    return bound;
  }

  private static void check(
      PageEncoder encoder,
      PageEncoder decoder,
      PageHistory history,
      int page,
      byte[] after,
      byte @Nullable [] before,
      byte[] target,
      byte[] decoded)
      throws EncoderFault, DataFormatException {
    int bytes = after.length;
    int bound = target.length - GUARD_BYTES;
    Arrays.fill(target, GUARD);
    int length = encoder.encode(after, 0, before, 0, target, 0);
    String where = "page " + page + " of " + history.name() + ": ";
    int at = page * bytes;
    if (Arrays.mismatch(after, 0, bytes, history.after(), at, at + bytes) >= 0) {
      throw new EncoderFault(where + "encoding changes the page");
    }
    if (before != null
        && Arrays.mismatch(before, 0, bytes, history.before(), at, at + bytes) >= 0) {
      throw new EncoderFault(where + "encoding changes the page's previous content");
    }
    if (length < PageEncoder.NOT_ENCODED || length > bound) {
      throw new EncoderFault(
          where + "its length is " + length + ", expected -1 to maxEncodedBytes, " + bound);
    }
    for (int i = bound; i < target.length; i++) {
      if (target[i] != GUARD) {
        throw new EncoderFault(
            where + "it writes after its bound of " + bound + " bytes, at byte " + i);
      }
    }
    if (length == PageEncoder.NOT_ENCODED) {
      return;
    }
    if (before != null) {
      System.arraycopy(before, 0, decoded, 0, bytes);
    } else {
      Arrays.fill(decoded, (byte) 0);
    }
    decoder.decode(target, 0, length, decoded, 0);
    Lossless.check(history, page, page + 1, decoded);
  }
}
