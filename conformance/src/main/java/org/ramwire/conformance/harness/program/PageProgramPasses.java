package org.ramwire.conformance.harness.program;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.ramwire.conformance.lab.bench.EncoderFault;
import org.ramwire.conformance.lab.bench.Lossless;
import org.ramwire.conformance.lab.bench.OpenEncoder;
import org.ramwire.conformance.lab.bench.Pass;
import org.ramwire.conformance.lab.history.PageHistory;

/**
 * An outside encoder at work: one process encodes, another decodes, so that nothing but the encoded
 * pages can tell what they were.
 */
final class PageProgramPasses implements OpenEncoder {

  /** Other batches than those that were encoded. */
  private static final int PROOF_PAGES = 37;

  private final PageCoder sender;
  private final PageCoder receiver;
  private final int pageBytes;
  private final byte[] batch;
  private byte[] decoded = new byte[0];

  /** Takes over both. */
  PageProgramPasses(PageCoder sender, PageCoder receiver, int pageBytes) {
    this.sender = sender;
    this.receiver = receiver;
    this.pageBytes = pageBytes;
    this.batch = new byte[PageCoder.MAX_PAGES * pageBytes];
  }

  /** Learns what reading and writing cost the program, so as to tell its work from them. */
  void learn() throws EncoderFault {
    sender.learn();
    receiver.learnFrom(sender);
  }

  /**
   * Proves that each page stands by itself: decodes them in another order and in other batches than
   * they were encoded in.
   */
  void prove(PageHistory history) throws EncoderFault {
    int pages = history.pages();
    List<ByteBuffer> encoded = new ArrayList<>();
    decoded = history.after().clone();
    List<Integer> order = new ArrayList<>();
    for (int page = 0; page < pages; page += PageCoder.MAX_PAGES) {
      PageCoder.Encoded some = encode(history, page, Math.min(PageCoder.MAX_PAGES, pages - page));
      encoded.addAll(some.pages());
      for (int i = 0; i < some.lengths().length; i++) {
        if (some.lengths()[i] != PageCoder.PLAIN) {
          order.add(0, page + i);
        }
      }
    }
    for (int at = 0; at < order.size(); at += PROOF_PAGES) {
      List<Integer> some = order.subList(at, Math.min(at + PROOF_PAGES, order.size()));
      decode(history, some, some.stream().map(encoded::get).toList(), 0);
    }
    Lossless.check(history, 0, pages, decoded);
  }

  @Override
  public Pass pass(PageHistory history, int fromPage, int toPage) throws EncoderFault {
    try {
      return measure(history, fromPage, toPage);
    } catch (EncoderFault e) {
      // Nobody else ends the half that still runs when the other hangs.
      close();
      throw e;
    }
  }

  private Pass measure(PageHistory history, int fromPage, int toPage) throws EncoderFault {
    int pages = toPage - fromPage;
    if (decoded.length < pages * pageBytes) {
      decoded = new byte[pages * pageBytes];
    }
    long encodeNanos = 0;
    long decodeNanos = 0;
    long payloadBytes = 0;
    int plainPages = 0;
    for (int page = fromPage; page < toPage; page += PageCoder.MAX_PAGES) {
      int count = Math.min(PageCoder.MAX_PAGES, toPage - page);
      PageCoder.Encoded encoded = encode(history, page, count);
      encodeNanos += encoded.nanos();
      List<Integer> order = new ArrayList<>();
      List<ByteBuffer> sent = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int length = encoded.lengths()[i];
        if (length == PageCoder.PLAIN) {
          int to = (page + i - fromPage) * pageBytes;
          System.arraycopy(history.after(), (page + i) * pageBytes, decoded, to, pageBytes);
          payloadBytes += pageBytes;
          plainPages++;
        } else {
          order.add(page + i);
          sent.add(encoded.pages().get(i));
          payloadBytes += length;
        }
      }
      decodeNanos += decode(history, order, sent, fromPage);
    }
    Lossless.check(history, fromPage, toPage, decoded);
    sender.checkTime();
    receiver.checkTime();
    return new Pass(pages, encodeNanos, decodeNanos, payloadBytes, plainPages, -1);
  }

  private PageCoder.Encoded encode(PageHistory history, int page, int count) throws EncoderFault {
    return sender.encode(history.before(), history.after(), page * pageBytes, count);
  }

  /** Decodes pages of a history into their places, counted from a page; returns nanoseconds. */
  private long decode(
      PageHistory history, List<Integer> pages, List<ByteBuffer> encoded, int fromPage)
      throws EncoderFault {
    if (pages.isEmpty()) {
      return 0;
    }
    List<ByteBuffer> old = new ArrayList<>();
    for (int page : pages) {
      old.add(ByteBuffer.wrap(history.before(), page * pageBytes, pageBytes));
    }
    long nanos = receiver.decode(old, encoded, batch);
    for (int i = 0; i < pages.size(); i++) {
      int to = (pages.get(i) - fromPage) * pageBytes;
      System.arraycopy(batch, i * pageBytes, decoded, to, pageBytes);
    }
    return nanos;
  }

  @Override
  public void close() {
    sender.close();
    receiver.close();
  }
}
