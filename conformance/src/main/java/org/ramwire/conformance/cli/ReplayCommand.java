package org.ramwire.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.ramwire.conformance.capture.StoredGolden;
import org.ramwire.conformance.replay.CounterRow;
import org.ramwire.conformance.replay.Replay;
import org.ramwire.conformance.replay.ReplayResult;
import org.ramwire.conformance.scenario.Scenarios;
import org.ramwire.golden.GoldenStream;
import org.ramwire.golden.GoldenStreams;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ramwire replay}: golden streams played again on our own sender. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Plays the scenarios of golden streams on the built-in sender, and compares.",
      "%nThe sender gets the memory, the writes and the settings that the real QEMU got. Its ram "
          + "section must come out the same: every record, in order, in the same sections, byte for "
          + "byte; where several threads compressed, the same records in each section. Its counters "
          + "are compared with 'query-migrate' of the capture.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ramwire replay                        all golden streams that come with Ramwire",
      "  ramwire replay xbzrle --counters      one, with each counter beside QEMU's",
      "  ramwire replay golden/7.2.22/mine     a folder that 'capture' has written"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK_TEXT,
      "1:a record differs, or a counter that no erratum explains",
      ExitCode.USAGE_TEXT,
      ExitCode.MALFORMED_TEXT,
      "11:a golden stream or its scenario cannot be read"
    })
final class ReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "GOLDEN",
      arity = "0..*",
      description =
          "a scenario's name, with or without QEMU's version before it (7.2.22/xbzrle), or a "
              + "capture's folder; none means all")
  private List<String> names = new ArrayList<>();

  @Option(names = "--counters", description = "show every counter beside QEMU's")
  private boolean counters;

  private int records;
  private int failed;

  ReplayCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = command.commandLine().getOut();
    List<GoldenStream> streams = new ArrayList<>();
    List<Path> folders = new ArrayList<>();
    find(streams, folders);
    for (GoldenStream stream : streams) {
      print(out, Replay.of(stream));
    }
    for (Path folder : folders) {
      StoredGolden golden = StoredGolden.of(folder);
      String scenario = golden.document().path("scenario").asText();
      print(out, Replay.of(folder.toString(), golden, Scenarios.find(scenario)));
    }
    int all = streams.size() + folders.size();
    out.printf(
        Locale.ROOT,
        "%d golden stream(s), %d page records: %s%n",
        all,
        records,
        failed == 0 ? "all equal" : failed + " differ");
    out.flush();
    return failed == 0 ? ExitCode.OK : ExitCode.CASE_FAILED;
  }

  private void find(List<GoldenStream> streams, List<Path> folders) throws IOException {
    List<GoldenStream> all = GoldenStreams.all();
    if (names.isEmpty()) {
      streams.addAll(all);
    }
    for (String name : names) {
      if (name.isBlank()) {
        throw new ParameterException(
            command.commandLine(), "GOLDEN: expected a name or a folder, found an empty text");
      }
      List<GoldenStream> found =
          all.stream().filter(one -> one.name().equals(name) || one.id().equals(name)).toList();
      streams.addAll(found);
      if (found.isEmpty() && Files.isDirectory(Path.of(name))) {
        folders.add(Path.of(name));
      } else if (found.isEmpty()) {
        throw new ParameterException(
            command.commandLine(),
            "no golden stream '" + name + "': 'ramwire capture --list' shows the scenarios");
      }
    }
  }

  private void print(PrintWriter out, ReplayResult result) {
    records += result.records();
    failed += result.passed() ? 0 : 1;
    String verdict = result.inOrder() ? "equal byte for byte" : "equal as sets";
    long equal = result.counters().stream().filter(CounterRow::equal).count();
    out.printf(
        Locale.ROOT,
        "%-34s %4d sections %5d records  %-19s  %d of %d counters equal%n",
        result.id(),
        result.sections(),
        result.records(),
        result.difference().isEmpty() ? verdict : "DIFFERS",
        equal,
        result.counters().size());
    result.difference().ifPresent(difference -> out.println("    first difference: " + difference));
    for (CounterRow row : result.counters()) {
      if (counters || !row.equal()) {
        out.printf(
            Locale.ROOT,
            "    %-26s QEMU %12d  ours %12d  %s%n",
            row.name(),
            row.golden(),
            row.replayed(),
            row.equal() ? "=" : row.erratum().isEmpty() ? "DIFFERS" : row.erratum());
      }
    }
    out.flush();
  }
}
