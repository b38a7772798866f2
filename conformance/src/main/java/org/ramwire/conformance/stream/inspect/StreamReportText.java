package org.ramwire.conformance.stream.inspect;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.ramwire.conformance.stream.images.StreamFault;

/** A report as people read it. */
public final class StreamReportText {

  private static final int MAX_ROUNDS = 12;
  private static final int MAX_DEVICES = 40;

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
   * @param error what it broke off with, or null
   */
  public void print(String name, StreamReport report, StreamFault error) {
    String bytes = size.apply(report.container().bytes());
    out.println(
        name
            + ": migration stream, "
            + (error == null ? bytes : headline(error) + ": what was read of it, to " + bytes));
    Map<String, Long> ends = new TreeMap<>();
    report.deviceSections().forEach(device -> ends.merge(device.end(), 1L, Long::sum));
    printContainer(report.container(), report.pageSizeBytes(), ends);
    if (report.container().ramSectionId() == null) {
      printDevices(report.deviceSections());
    } else {
      printBlocks(report.blocks());
      printRecords(report.records(), report.compression());
      printMapped(report.mapped());
      printRounds(report.rounds(), report.roundCount());
    }
    printWarnings(report);
  }

  private static String headline(StreamFault error) {
    return switch (error.kind()) {
      case "cut" -> "CUT SHORT";
      case "malformed" -> "MALFORMED";
      case "unreadable" -> "UNREADABLE FROM HERE ON";
      default -> "REFUSED";
    };
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
    line(
        "ram section",
        container.ramSectionId() == null
            ? "none: no memory"
            : "id " + container.ramSectionId() + ", " + counts(container.ramSections()));
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
    if (container.unfinished() != null) {
      line("unfinished", container.unfinished());
    }
  }

  private void printDevices(List<StreamReport.Device> devices) {
    out.println();
    out.printf("sections  %12s  %10s%n", "from", "bytes");
    for (StreamReport.Device device : devices.subList(0, Math.min(MAX_DEVICES, devices.size()))) {
      out.printf(
          "  %20s  %10s  %s%n",
          "0x" + Long.toHexString(device.offset()),
          size.apply(device.payloadBytes()),
          device.name());
    }
    if (devices.size() > MAX_DEVICES) {
      out.println("  … " + (devices.size() - MAX_DEVICES) + " more");
    }
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
    out.printf("blocks  %10s  %10s  %10s%n", "length", "records", "missing");
    for (StreamReport.Block block : blocks) {
      out.printf(
          "  %-5d %10s  %10d  %10d  %s%n",
          block.index(),
          size.apply(block.lengthBytes()),
          block.pageRecords(),
          block.pagesMissing(),
          block.idstr());
    }
  }

  private void printMapped(StreamReport.Mapped mapped) {
    if (mapped != null) {
      out.printf(
          "  mapped-ram: %d page(s) at their places in the file, %d zero%n",
          mapped.pages(), mapped.zeroPages());
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
