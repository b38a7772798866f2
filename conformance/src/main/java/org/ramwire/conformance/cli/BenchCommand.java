package org.ramwire.conformance.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ramwire.conformance.lab.bench.Bench;
import org.ramwire.conformance.lab.bench.BenchPlan;
import org.ramwire.conformance.lab.bench.Entrant;
import org.ramwire.conformance.lab.bench.Entrants;
import org.ramwire.conformance.lab.bench.Row;
import org.ramwire.conformance.lab.history.BuiltInHistory;
import org.ramwire.conformance.lab.history.PageHistory;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PageEncoders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ramwire bench}. */
@Command(name = "bench", mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  BenchCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    PageEncoders encoders = PageEncoders.load();
    List<Entrant> entrants = new ArrayList<>();
    for (String name :
        List.of(
            "plain",
            "zero-aware",
            "xbzrle",
            "lz4",
            "zlib-1",
            "zlib-6",
            "zstd-fast-5",
            "zstd-1",
            "zstd-3",
            "zstd-1-fresh",
            "multifd-zlib-1",
            "multifd-zstd-1")) {
      entrants.add(Entrants.of(encoders, name));
    }
    List<PageHistory> histories = new ArrayList<>();
    for (BuiltInHistory history : BuiltInHistory.values()) {
      histories.add(history.make(PageSize.X86, 256));
    }
    BenchPlan plan = BenchPlan.lasting(entrants.size() * histories.size(), entrants.size(), 45);
    for (Row row : new Bench(entrants, histories, plan, text -> {}).run()) {
      if (row.figures() == null) {
        out.printf("%-14s %-14s %s%n", row.corpus(), row.encoder(), row.fault());
        continue;
      }
      Row.Figures f = row.figures();
      out.printf(
          "%-14s %-14s %8.2f  %8.0f ns ±%4.1f%%  %8.0f ns ±%4.1f%% %6.1f %5.2f%n",
          row.corpus(),
          row.encoder(),
          f.ratio(),
          f.encodeNanos().value(),
          100 * f.encodeNanos().noise(),
          f.decodeNanos().value(),
          100 * f.decodeNanos().noise(),
          f.allocatedBytes(),
          f.plainShare());
    }
    return ExitCode.OK;
  }
}
