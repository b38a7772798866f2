package org.ramwire.conformance.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.ramwire.conformance.stream.transfer.SendReport;
import org.ramwire.sender.SenderStatistics;

/** A sending's statistics in the words of QEMU's {@code query-migrate}. */
final class SendReportText {

  private final SendReport report;
  private final SenderStatistics sent;
  private final boolean xbzrle;
  private final boolean guestWrites;
  private final StringBuilder table = new StringBuilder();

  SendReportText(SendReport report, boolean xbzrle, boolean guestWrites) {
    this.report = report;
    this.sent = report.statistics();
    this.xbzrle = xbzrle;
    this.guestWrites = guestWrites;
  }

  /** Returns one line a number. */
  String table() {
    row("status", "completed");
    row("total time", "%.0f ms", report.totalMillis());
    row("downtime", "%.1f ms", report.downtimeMillis());
    row("stream", "%s (%s/s)", Sizes.show(report.streamBytes()), Sizes.show(bytesPerSecond()));
    row("transferred", "%d bytes", sent.transferredBytes());
    row("remaining", "%d bytes", sent.remainingBytes());
    row("total", "%d bytes", sent.totalBytes());
    row("duplicate", "%d pages", sent.duplicatePages());
    row("skipped", "%d pages", sent.skippedPages());
    row("normal", "%d pages (%d bytes)", sent.normalPages(), sent.normalBytes());
    if (sent.compressedPages() > 0) {
      row("compressed", "%d pages", sent.compressedPages());
    }
    row("iterations", "%d", sent.iterations());
    row("dirty sync count", "%d", sent.dirtySyncCount());
    row("dirty pages rate", "%d pages/s", sent.dirtyPagesRate());
    row("page size", "%d bytes", sent.pageBytes());
    if (xbzrle) {
      row("xbzrle cache size", "%s", Sizes.show(sent.xbzrleCacheBytes()));
      row("xbzrle transferred", "%d bytes", sent.xbzrleBytes());
      row("xbzrle pages", "%d", sent.xbzrlePages());
      row("xbzrle cache miss", "%d", sent.xbzrleCacheMisses());
      row("xbzrle cache miss rate", "%.2f", sent.xbzrleCacheMissRate());
      row("xbzrle overflow", "%d", sent.xbzrleOverflows());
    }
    if (guestWrites) {
      row("cpu throttle percentage", "%d at most", report.highestThrottlePercent());
      row("guest's page writes", "%d", report.guestPages());
    }
    return table.toString();
  }

  private void row(String name, String format, Object... values) {
    table.append(String.format("%-24s ", name + ":"));
    table.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }

  private long bytesPerSecond() {
    return (long) (report.streamBytes() / Math.max(0.001, report.totalMillis() / 1e3));
  }

  /** Returns what query-migrate would, and what it lacks. */
  String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("status", "completed");
    json.put("total-time", Math.round(report.totalMillis()));
    json.put("downtime", Math.round(report.downtimeMillis()));
    json.put("stream-bytes", report.streamBytes());
    ObjectNode ram = json.putObject("ram");
    ram.put("total", sent.totalBytes());
    ram.put("transferred", sent.transferredBytes());
    ram.put("remaining", sent.remainingBytes());
    ram.put("duplicate", sent.duplicatePages());
    ram.put("skipped", sent.skippedPages());
    ram.put("normal", sent.normalPages());
    ram.put("normal-bytes", sent.normalBytes());
    ram.put("iterations", sent.iterations());
    ram.put("dirty-sync-count", sent.dirtySyncCount());
    ram.put("dirty-pages-rate", sent.dirtyPagesRate());
    ram.put("page-size", sent.pageBytes());
    ram.put("mbps", bytesPerSecond() * 8 / 1e6);
    if (sent.compressedPages() > 0) {
      json.putObject("compression").put("pages", sent.compressedPages());
    }
    if (xbzrle) {
      ObjectNode cache = json.putObject("xbzrle-cache");
      cache.put("cache-size", sent.xbzrleCacheBytes());
      cache.put("bytes", sent.xbzrleBytes());
      cache.put("pages", sent.xbzrlePages());
      cache.put("cache-miss", sent.xbzrleCacheMisses());
      cache.put("cache-miss-rate", sent.xbzrleCacheMissRate());
      cache.put("overflow", sent.xbzrleOverflows());
    }
    if (guestWrites) {
      json.put("cpu-throttle-percentage-highest", report.highestThrottlePercent());
      json.put("guest-page-writes", report.guestPages());
    }
    return json.toPrettyString() + System.lineSeparator();
  }
}
