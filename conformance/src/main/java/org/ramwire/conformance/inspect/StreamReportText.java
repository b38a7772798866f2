package org.ramwire.conformance.inspect;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** A report as people read it. */
public final class StreamReportText {

  private static final int MAX_ROUNDS = 12;

  private final PrintWriter out;
  private final LongFunction<String> size;

  /**
   * Prepares to print.
   *
   * @param out takes the lines
   * @param size shows a count of bytes
   */
  public StreamReportText(PrintWriter out, LongFunction<String> size) {
    this.out = out;
    this.size = size;
  }

  /**
   * Prints a report.
   *
   * @param name the input's name
   * @param report what it holds
   */
  public void print(String name, StreamReport report) {
    out.println(name + ": migration stream, " + size.apply(report.container().bytes()));
    Map<String, Long> ends = new TreeMap<>();
    report.deviceSections().forEach(device -> ends.merge(device.end(), 1L, Long::sum));
    printContainer(report.container(), report.pageSizeBytes(), ends);
    printBlocks(report.blocks());
    printRecords(report.records(), report.compression());
    printRounds(report.rounds(), report.roundCount());
    printWarnings(report);
  }

  private void printContainer(
      StreamReport.Container container, int pageSizeBytes, Map<String, Long> ends) {
    out.println();
    out.println("container");
    if (container.libvirtFormat() != null) {
      line("wrapper", "virsh save, " + container.libvirtFormat());
    }
    line("machine", container.machine() == null ? "none (no configuration)" : container.machine());
    if (!container.capabilities().isEmpty()) {
      line("announces", String.join(", ", container.capabilities()));
    }
    if (container.uuid() != null) {
      line("uuid", container.uuid());
    }
    line("page size", pageSizeBytes + " bytes");
    line("ram section", "id " + container.ramSectionId() + ", " + counts(container.ramSections()));
    line(
        "devices",
        container.opaqueBytes() == null
            ? container.deviceSections() + " section(s)"
            : size.apply(container.opaqueBytes()) + " that cannot be told apart");
    if (!ends.isEmpty()) {
      line("ends known by", counts(ends));
    }
    if (!container.commands().isEmpty()) {
      line("commands", counts(container.commands()));
    }
    line("footers", container.footers() ? "yes" : "no");
    line(
        "description",
        container.vmdescBytes() == null
            ? "none"
            : size.apply(container.vmdescBytes()) + " of JSON");
  }

  private static String counts(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  private void line(String label, String value) {
    out.printf("  %-12s %s%n", label, value);
  }

  private void printBlocks(List<StreamReport.Block> blocks) {
    out.println();
    out.printf("blocks  %10s  %10s%n", "length", "records");
    for (StreamReport.Block block : blocks) {
      out.printf(
          "  %-5d %10s  %10d  %s%n",
          block.index(), size.apply(block.lengthBytes()), block.pageRecords(), block.idstr());
    }
  }

  private void printRecords(List<StreamReport.Kind> records, StreamReport.Compression compression) {
    out.println();
    out.printf("%-14s  %10s  %10s%n", "records", "count", "bytes");
    for (StreamReport.Kind kind : records) {
      out.printf("  %-12s  %10d  %10s%n", kind.kind(), kind.records(), size.apply(kind.bytes()));
    }
    if (compression.wireBytes() > 0) {
      out.printf(
          "  %s of pages in %s on the wire: %.2f to 1%n",
          size.apply(compression.pageBytes()),
          size.apply(compression.wireBytes()),
          compression.ratio());
    }
    if (compression.pagesNeverSent() > 0) {
      out.println("  " + compression.pagesNeverSent() + " page(s) of the blocks have no record");
    }
  }

  private void printRounds(List<Rounds.Round> rounds, long count) {
    out.println();
    if (count < 0) {
      out.println("rounds  too many pages to tell");
      return;
    }
    out.printf("rounds  %10s  %10s  %12s%n", "pages", "bytes", "from");
    for (Rounds.Round round : rounds.subList(0, Math.min(MAX_ROUNDS, rounds.size()))) {
      out.printf(
          "  %-5d %10d  %10s  %12s%n",
          round.number(),
          round.pages(),
          size.apply(round.bytes()),
          "0x" + Long.toHexString(round.offset()));
    }
    if (count > MAX_ROUNDS) {
      out.println("  … " + (count - MAX_ROUNDS) + " more");
    }
  }

  private void printWarnings(StreamReport report) {
    if (report.warnings().isEmpty()) {
      return;
    }
    out.println();
    out.println("warnings");
    for (StreamReport.Warning warning : report.warnings()) {
      out.println(
          "  "
              + warning.clause()
              + " at 0x"
              + Long.toHexString(warning.offset())
              + ": "
              + warning.message());
    }
  }
}
