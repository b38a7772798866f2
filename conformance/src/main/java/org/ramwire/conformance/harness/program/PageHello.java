package org.ramwire.conformance.harness.program;

import java.util.Arrays;
import java.util.List;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.conformance.lab.bench.EncoderFault;
import org.ramwire.conformance.lab.bench.EncoderKind;
import org.ramwire.format.PageSize;

/**
 * What a program says of itself in role {@code page}.
 *
 * @param kind page or delta
 * @param pageBytes the page sizes that it takes; empty for any
 * @param name fit for a report, not empty
 */
record PageHello(EncoderKind kind, List<Integer> pageBytes, String name) {

  private static final int NAME_CHARS = 40;
  private static final int SHOWN_CHARS = 80;

  /** Reads a line such as {@code hello 1 page 4096,65536 zlib 1}. */
  static PageHello parse(String line) throws EncoderFault {
    String[] words = line.strip().split("\\s+", 5);
    boolean known =
        words.length == 5
            && words[0].equals("hello")
            && words[1].equals("1")
            && (words[2].equals("page") || words[2].equals("delta"))
            && words[3].matches("any|\\d{4,5}(,\\d{4,5})*");
    if (!known) {
      throw new EncoderFault(
          "its first line is '"
              + OneLine.of(line, SHOWN_CHARS)
              + "': expected 'hello 1', page or delta, its page sizes or any, and its name");
    }
    List<Integer> sizes =
        words[3].equals("any")
            ? List.of()
            : Arrays.stream(words[3].split(",")).map(Integer::valueOf).toList();
    return new PageHello(
        words[2].equals("page") ? EncoderKind.PAGE : EncoderKind.DELTA,
        sizes,
        OneLine.of(words[4], NAME_CHARS));
  }

  /** Refuses a page size that the program does not take. */
  void check(PageSize pageSize) throws EncoderFault {
    if (!pageBytes.isEmpty() && !pageBytes.contains(pageSize.bytes())) {
      throw new EncoderFault(
          "it does not take pages of " + pageSize.bytes() + " bytes, only of " + pageBytes);
    }
  }
}
