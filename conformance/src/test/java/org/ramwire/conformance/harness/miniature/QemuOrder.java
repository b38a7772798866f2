package org.ramwire.conformance.harness.miniature;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Profile {@code qemu-identical}: in which order blocks are listed, and searched for pages. */
final class QemuOrder {

  private final EncoderFault fault;
  private final List<Integer> listed;

  QemuOrder(List<Long> lengths, EncoderFault fault) {
    this.fault = fault;
    Comparator<Integer> longest = Comparator.comparing(lengths::get, Comparator.reverseOrder());
    this.listed =
        IntStream.range(0, lengths.size())
            .boxed()
            .sorted(
                fault == EncoderFault.EQUAL_BLOCKS_REVERSED
                    ? longest.thenComparing(Comparator.reverseOrder())
                    : longest)
            .toList();
  }

  List<Integer> listed() {
    return listed;
  }

  /** Returns the blocks as a round goes through them, after one that was the last so far. */
  List<Integer> after(int lastBlock) {
    int start = listed.indexOf(lastBlock);
    if (fault == EncoderFault.SEARCH_FROM_START || start < 0) {
      return listed;
    }
    start += fault == EncoderFault.SEARCH_FROM_LAST ? 0 : 1;
    List<Integer> order = new ArrayList<>(listed.subList(start, listed.size()));
    order.addAll(listed.subList(0, start));
    return order;
  }
}
