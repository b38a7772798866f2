package org.ramwire.conformance.suite.random;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What memory holds after a planned stream: computed from the plan alone, so that it can contradict
 * the reference reader.
 */
final class PlanMemory {

  private final int pageBytes;
  private final Map<Integer, byte[]> blocks = new LinkedHashMap<>();
  private final Set<List<Integer>> came = new HashSet<>();

  PlanMemory(List<PlannedBlock> planned, int pageBytes) {
    this.pageBytes = pageBytes;
    for (PlannedBlock block : planned) {
      byte[] content = new byte[block.pages() * pageBytes];
      for (int page = 0; block.before() >= 0 && page < block.pages(); page++) {
        byte[] before = StreamLines.pattern(block.before(), pageBytes);
        System.arraycopy(before, 0, content, page * pageBytes, pageBytes);
      }
      blocks.put(block.key(), content);
    }
  }

  /** Returns what a page holds. */
  byte[] page(int key, int page) {
    return Arrays.copyOfRange(blocks.get(key), page * pageBytes, (page + 1) * pageBytes);
  }

  void set(int key, int page, byte[] content) {
    System.arraycopy(content, 0, blocks.get(key), page * pageBytes, pageBytes);
    came.add(List.of(key, page));
  }

  /** Puts a delta's runs over what a page holds. */
  void change(int key, int page, List<Run> runs) {
    byte[] content = page(key, page);
    int at = 0;
    for (Run run : runs) {
      at += run.zrun();
      System.arraycopy(run.content(), 0, content, at, run.count());
      at += run.count();
    }
    set(key, page, content);
  }

  boolean whole(List<PlannedBlock> planned) {
    return planned.stream()
        .filter(PlannedBlock::listed)
        .allMatch(
            block -> {
              for (int page = 0; page < block.pages(); page++) {
                if (!came.contains(List.of(block.key(), page))) {
                  return false;
                }
              }
              return true;
            });
  }
}
