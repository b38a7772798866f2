package org.ramwire.conformance.lab.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.ramwire.conformance.lab.scenario.Scenario;
import org.ramwire.sender.SenderStatistics;

/**
 * The counters of a replay beside those of QEMU's {@code query-migrate}: all that depend on what
 * was sent, and none that depends on how fast.
 */
final class CounterTable {

  private final JsonNode query;
  private final List<CounterRow> rows = new ArrayList<>();

  private CounterTable(JsonNode query) {
    this.query = query;
  }

  static List<CounterRow> of(JsonNode query, SenderStatistics sent, Scenario scenario) {
    CounterTable table = new CounterTable(query);
    // 7.2 counts what its compressing threads did last once more at each flush.
    boolean compresses = scenario.settings().capabilities().contains("compress");
    String recounted = compresses ? "ERR-054" : "";
    table.add("ram", "transferred", sent.transferredBytes(), "");
    table.add("ram", "remaining", sent.remainingBytes(), "");
    table.add("ram", "total", sent.totalBytes(), "");
    table.add("ram", "duplicate", sent.duplicatePages(), recounted);
    table.add("ram", "normal", sent.normalPages(), "");
    table.add("ram", "normal-bytes", sent.normalBytes(), "");
    table.add("ram", "skipped", sent.skippedPages(), "");
    table.add("ram", "page-size", sent.pageBytes(), "");
    table.add("ram", "dirty-sync-count", sent.dirtySyncCount(), "");
    table.add("xbzrle-cache", "cache-size", sent.xbzrleCacheBytes(), "");
    table.add("xbzrle-cache", "bytes", sent.xbzrleBytes(), "");
    table.add("xbzrle-cache", "pages", sent.xbzrlePages(), "");
    table.add("xbzrle-cache", "cache-miss", sent.xbzrleCacheMisses(), "");
    table.add("xbzrle-cache", "overflow", sent.xbzrleOverflows(), "");
    table.add("compression", "pages", sent.compressedPages(), recounted);
    return table.rows;
  }

  private void add(String group, String name, long replayed, String erratum) {
    JsonNode value = query.path(group).path(name);
    if (value.isNumber()) {
      long golden = value.asLong();
      rows.add(
          new CounterRow(group + "." + name, golden, replayed, golden == replayed ? "" : erratum));
    }
  }
}
