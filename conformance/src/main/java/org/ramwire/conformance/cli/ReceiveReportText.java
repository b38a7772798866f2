package org.ramwire.conformance.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.record.RamRecordKind;
import org.ramwire.receiver.LoadReport;

/** What a reception came to. */
final class ReceiveReportText {

  private static final List<RamRecordKind> PAGE_KINDS =
      Stream.of(RamRecordKind.values()).filter(RamRecordKind::isPage).toList();

  private final LoadReport report;
  private final long streamBytes;
  private final double totalMillis;

  ReceiveReportText(LoadReport report, long streamBytes, double totalMillis) {
    this.report = report;
    this.streamBytes = streamBytes;
    this.totalMillis = totalMillis;
  }

  /** Returns one line a number. */
  String table(String directory) {
    StringBuilder table = new StringBuilder();
    long memory = report.blocks().stream().mapToLong(RamBlock::usedLength).sum();
    int blocks = report.blocks().size();
    row(table, "memory", "%s: %d block(s), %s", directory, blocks, Sizes.show(memory));
    row(table, "stream", "%s (%s/s)", Sizes.show(streamBytes), Sizes.show(bytesPerSecond()));
    row(table, "total time", "%.0f ms", totalMillis);
    row(table, "sections", "%d", report.payloads());
    for (RamRecordKind kind : PAGE_KINDS) {
      row(table, kind.name(), "%d records", report.pages(kind));
    }
    if (report.pagesNeverSent() > 0) {
      row(table, "never sent", "%d pages, which are zero", report.pagesNeverSent());
    }
    return table.toString();
  }

  private static void row(StringBuilder table, String name, String format, Object... values) {
    table.append(String.format("%-14s ", name + ":"));
    table.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }

  private long bytesPerSecond() {
    return (long) (streamBytes / Math.max(0.001, totalMillis / 1e3));
  }

  /** Returns the same for programs. */
  String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("status", "completed");
    json.put("total-time", Math.round(totalMillis));
    json.put("stream-bytes", streamBytes);
    json.put("sections", report.payloads());
    ObjectNode records = json.putObject("records");
    for (RamRecordKind kind : PAGE_KINDS) {
      records.put(kind.name(), report.pages(kind));
    }
    json.put("pages-never-sent", report.pagesNeverSent());
    ArrayNode blocks = json.putArray("blocks");
    for (RamBlock block : report.blocks()) {
      ObjectNode entry = blocks.addObject();
      entry.put("index", block.index());
      entry.put("idstr", block.idstr().toString());
      if (!block.idstr().isPlain()) {
        entry.put("idstrHex", HexFormat.of().formatHex(block.idstr().bytes()));
      }
      entry.put("lengthBytes", block.usedLength());
    }
    return json.toPrettyString() + System.lineSeparator();
  }
}
