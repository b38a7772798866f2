package org.ramwire.conformance.suite.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A guest that was made up, for an encoder.
 *
 * @param pageBytes the page size
 * @param blocks the guest's blocks
 * @param allow the words after {@code allow}
 * @param identicalCachePages the cache of one whose stream has to be QEMU's byte for byte, or 0 if
 *     any right stream will do
 * @param rounds what it writes before each round is sent
 */
record GuestPlan(
    int pageBytes,
    List<PlannedBlock> blocks,
    List<String> allow,
    int identicalCachePages,
    List<List<Write>> rounds)
    implements Plan {

  /**
   * Something that the guest writes inside one page.
   *
   * @param block the block's key
   * @param page the page's number
   * @param from where in the page
   * @param count how many bytes, or 0 for the whole page
   * @param seed decides the bytes; -1 for what is there already
   */
  record Write(int block, int page, int from, int count, int seed) {}

  GuestPlan {
    blocks = List.copyOf(blocks);
    rounds = rounds.stream().map(List::copyOf).toList();
  }

  @Override
  public String caseText(String id) {
    List<String> lines = new ArrayList<>();
    lines.add("id " + id);
    lines.add("title a guest that was made up");
    lines.add("role encode");
    lines.add("clauses RAM-016 RAM-045");
    if (!allow.isEmpty()) {
      lines.add("allow " + String.join(" ", allow));
    }
    if (identicalCachePages > 0) {
      lines.add("profile qemu-identical");
      lines.add("cache " + identicalCachePages * pageBytes);
    }
    lines.add("page-size " + pageBytes);
    for (int i = 0; i < blocks.size(); i++) {
      lines.add(
          "block " + i + " " + blocks.get(i).pages() * pageBytes + " " + blocks.get(i).name());
    }
    for (List<Write> round : rounds) {
      lines.add("round");
      round.forEach(write -> lines.add(line(write)));
    }
    lines.add("source property mode: whatever a guest does is legal");
    lines.add("why Nobody has thought of this guest.");
    return String.join("\n", lines) + "\n";
  }

  private String line(Write write) {
    int index = 0;
    while (blocks.get(index).key() != write.block()) {
      index++;
    }
    int page = write.page() * pageBytes;
    if (write.seed() < 0) {
      return String.format(Locale.ROOT, "dirty %d 0x%x %d", index, page, pageBytes);
    }
    if (write.count() == 0) {
      return String.format(Locale.ROOT, "write %d 0x%x pattern:%d", index, page, write.seed());
    }
    return String.format(
        Locale.ROOT,
        "write %d 0x%x %02x*%d",
        index,
        page + write.from(),
        write.seed(),
        write.count());
  }

  @Override
  public List<Plan> smaller() {
    List<Plan> smaller = new ArrayList<>();
    for (int i = 0; rounds.size() > 1 && i < rounds.size(); i++) {
      List<List<Write>> left = new ArrayList<>(rounds);
      left.remove(i);
      smaller.add(with(blocks, left));
    }
    for (int i = 0; i < rounds.size(); i++) {
      List<Write> round = rounds.get(i);
      for (int size = round.size(); size > 0; size /= 2) {
        for (int from = 0; from < round.size(); from += size) {
          List<Write> left = new ArrayList<>(round);
          left.subList(from, Math.min(from + size, round.size())).clear();
          List<List<Write>> all = new ArrayList<>(rounds);
          all.set(i, left);
          smaller.add(with(blocks, all));
        }
      }
    }
    for (PlannedBlock block : blocks) {
      if (blocks.size() > 1) {
        smaller.add(withBlocks(blocks.stream().filter(one -> one != block).toList()));
      }
      for (int pages = 1; pages < block.pages(); pages++) {
        PlannedBlock shorter = block.withPages(pages);
        smaller.add(withBlocks(blocks.stream().map(one -> one == block ? shorter : one).toList()));
      }
    }
    return smaller;
  }

  private GuestPlan with(List<PlannedBlock> otherBlocks, List<List<Write>> otherRounds) {
    return new GuestPlan(pageBytes, otherBlocks, allow, identicalCachePages, otherRounds);
  }

  private GuestPlan withBlocks(List<PlannedBlock> other) {
    return with(
        other,
        rounds.stream()
            .map(round -> round.stream().filter(write -> fits(write, other)).toList())
            .toList());
  }

  private static boolean fits(Write write, List<PlannedBlock> blocks) {
    return blocks.stream()
        .anyMatch(block -> block.key() == write.block() && write.page() < block.pages());
  }

  @Override
  public int size() {
    return rounds.stream().mapToInt(List::size).sum();
  }
}
