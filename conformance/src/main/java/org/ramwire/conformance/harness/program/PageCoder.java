package org.ramwire.conformance.harness.program;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.ramwire.conformance.lab.bench.EncoderFault;

/** One half of an outside encoder, its sender or its receiver, with its time. For one thread. */
final class PageCoder implements Closeable {

  /** How many pages a batch has at most. */
  static final int MAX_PAGES = 128;

  /** The length of a page that stays plain. */
  static final int PLAIN = -1;

  private static final int LEARN_BATCHES = 300;
  private static final long LEARN_NANOS = 1_000_000_000;

  private final PageProcess process;
  private final boolean delta;
  private final int pageBytes;
  private final BusiestThread thread;
  private final ClaimedTime time;

  /**
   * Pages that were encoded.
   *
   * @param lengths of each page, {@link #PLAIN} if it stays plain
   * @param pages the bytes of each, none if it stays plain
   * @param nanos what it took, as the program says
   */
  record Encoded(int[] lengths, List<ByteBuffer> pages, long nanos) {}

  /** Takes over a process that has said hello. */
  PageCoder(PageProcess process, boolean delta, int pageBytes, String what) {
    this.process = process;
    this.delta = delta;
    this.pageBytes = pageBytes;
    this.thread = new BusiestThread(process.family());
    this.time = new ClaimedTime(what);
  }

  /**
   * Encodes pages.
   *
   * @param old holds their previous contents
   * @param contents holds their contents
   * @param from index of the first page's first byte in both
   * @param count how many
   */
  Encoded encode(byte[] old, byte[] contents, int from, int count) throws EncoderFault {
    int bytes = count * pageBytes;
    List<ByteBuffer> sent = new ArrayList<>();
    if (delta) {
      sent.add(ByteBuffer.wrap(old, from, bytes));
    }
    sent.add(ByteBuffer.wrap(contents, from, bytes));
    PageProcess.Answer answer = process.ask("encode " + count + " " + pageBytes, sent);
    long[] numbers = numbers(answer, "encoded", count);
    int[] lengths = new int[count];
    int total = 0;
    int plain = 0;
    for (int page = 0; page < count; page++) {
      lengths[page] = length(numbers[page + 1], page);
      total += Math.max(0, lengths[page]);
      plain += lengths[page] == PLAIN ? 1 : 0;
    }
    byte[] encoded = new byte[total];
    process.read(encoded, 0, total);
    process.done();
    long transported = (long) sent.size() * bytes + total;
    time.add(numbers[0], answer.nanos(), (long) (count - plain) * pageBytes, transported);
    return new Encoded(lengths, split(encoded, lengths), numbers[0]);
  }

  private static List<ByteBuffer> split(byte[] encoded, int[] lengths) {
    List<ByteBuffer> pages = new ArrayList<>();
    int at = 0;
    for (int length : lengths) {
      pages.add(ByteBuffer.wrap(encoded, at, Math.max(0, length)));
      at += Math.max(0, length);
    }
    return pages;
  }

  private int length(long claimed, int page) throws EncoderFault {
    int bound = 2 * pageBytes + 64;
    if (claimed < PLAIN || claimed > bound) {
      throw new EncoderFault(
          "it writes past its bound: page "
              + page
              + " of a batch takes "
              + claimed
              + " bytes, expected -1 to "
              + bound);
    }
    return (int) claimed;
  }

  /**
   * Decodes pages.
   *
   * @param old the previous content of each page
   * @param encoded the bytes of each, as many
   * @param target gets them one after the other, from index 0
   * @return nanoseconds that it took, as the program says
   */
  long decode(List<ByteBuffer> old, List<ByteBuffer> encoded, byte[] target) throws EncoderFault {
    StringBuilder request = new StringBuilder("decode " + encoded.size() + " " + pageBytes);
    long worked = 0;
    for (ByteBuffer page : encoded) {
      request.append(' ').append(page.remaining());
      worked += page.remaining();
    }
    List<ByteBuffer> sent = new ArrayList<>();
    if (delta) {
      sent.addAll(old);
    }
    sent.addAll(encoded);
    PageProcess.Answer answer = process.ask(request.toString(), sent);
    long[] numbers = numbers(answer, "decoded", 0);
    int bytes = encoded.size() * pageBytes;
    process.read(target, 0, bytes);
    process.done();
    time.add(numbers[0], answer.nanos(), worked, worked + (delta ? 2L : 1L) * bytes);
    return numbers[0];
  }

  private static long[] numbers(PageProcess.Answer answer, String verb, int lengths)
      throws EncoderFault {
    String[] words = answer.line().strip().split("\\s+");
    long[] numbers = new long[1 + lengths];
    String expected =
        "'" + verb + " NANOS'" + (lengths == 0 ? "" : " and a length for each of the " + lengths);
    if (words.length != 2 + lengths || !words[0].equals(verb)) {
      throw answer.unlike(expected);
    }
    try {
      Arrays.setAll(numbers, i -> Long.parseLong(words[i + 1]));
    } catch (NumberFormatException e) {
      throw answer.unlike(expected);
    }
    return numbers;
  }

  /** Lets the program copy pages, to learn what transport costs; only before the first batch. */
  void learn() throws EncoderFault {
    byte[] sent = new byte[MAX_PAGES * pageBytes];
    new SplittableRandom(1).nextBytes(sent);
    byte[] copied = new byte[sent.length];
    // The first batch pays for what starts late.
    copy(sent, copied);
    if (!Arrays.equals(sent, copied)) {
      throw new EncoderFault("it does not copy what 'copy' sends it");
    }
    thread.start();
    long start = System.nanoTime();
    int batches = 0;
    while (batches < LEARN_BATCHES && System.nanoTime() - start < LEARN_NANOS) {
      copy(sent, copied);
      batches++;
    }
    time.learn(batches, 2L * sent.length, thread.nanos());
    thread.start();
  }

  private void copy(byte[] sent, byte[] copied) throws EncoderFault {
    PageProcess.Answer answer =
        process.ask("copy " + MAX_PAGES + " " + pageBytes, List.of(ByteBuffer.wrap(sent)));
    if (!answer.line().strip().equals("copied")) {
      throw answer.unlike("'copied'");
    }
    process.read(copied, 0, copied.length);
    process.done();
  }

  /** Takes what another process of the same program has learnt; only before the first batch. */
  void learnFrom(PageCoder other) {
    time.learnFrom(other.time);
    thread.start();
  }

  /** Compares the time that was claimed with what it can have been. */
  void checkTime() throws EncoderFault {
    time.check(thread.nanos());
  }

  @Override
  public void close() {
    process.close();
  }
}
