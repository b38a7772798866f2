package org.ramwire.conformance.cli;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ramwire.conformance.lab.bench.qemu.QemuRows;
import org.ramwire.conformance.lab.history.PageHistory;
import org.ramwire.conformance.lab.qemu.QemuProgram;
import picocli.CommandLine.Option;

/** The option of a benchmark that puts a real QEMU beside the encoders. */
final class BenchQemu {

  private static final int QUICK_SWEEPS = 3;
  private static final int FULL_SWEEPS = 7;

  @Option(
      names = "--qemu",
      paramLabel = "PROGRAM",
      description =
          "measure a real QEMU, too: its own plain, XBZRLE and compressed pages of each corpus; "
              + "takes seconds for each, beside --seconds")
  private @Nullable String name;

  BenchQemu() {}

  /** Refuses a program that is not there, before the run takes its time. */
  void check() throws IOException {
    if (name != null) {
      QemuProgram.find(name);
    }
  }

  /** Measures, or returns null if nobody has asked for it. */
  QemuRows.@Nullable Found measure(
      List<PageHistory> histories, boolean full, Consumer<String> progress) throws IOException {
    if (name == null) {
      return null;
    }
    String program = QemuProgram.find(name).toString();
    return QemuRows.measure(program, histories, full ? FULL_SWEEPS : QUICK_SWEEPS, progress);
  }
}
