package org.ramwire.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.ramwire.conformance.files.FileFault;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.conformance.lab.capture.StoredGolden;
import org.ramwire.conformance.lab.replay.CounterRow;
import org.ramwire.conformance.lab.replay.Replay;
import org.ramwire.conformance.lab.replay.ReplayResult;
import org.ramwire.conformance.lab.replay.SeedReplay;
import org.ramwire.conformance.lab.scenario.Scenarios;
import org.ramwire.conformance.lab.seedbuild.CaptureFolder;
import org.ramwire.conformance.lab.seedbuild.GoldenFiles;
import org.ramwire.conformance.lab.seedbuild.SeedCaptureReader;
import org.ramwire.format.StreamException;
import org.ramwire.golden.GoldenStream;
import org.ramwire.golden.GoldenStreams;
import org.ramwire.golden.SeedStream;
import org.ramwire.golden.SeedStreams;
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
          + "are compared with 'query-migrate' of the capture.",
      "%nThe captures named seed/... are of a QEMU built from the commit that the "
          + "specification rests on. In them, timing decided how many pages a section has and "
          + "when the dirty log was synced. This much comes from the capture; everything else "
          + "comes from the sender.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ramwire replay                        all golden streams that come with Ramwire",
      "  ramwire replay xbzrle --counters      one, with each counter beside QEMU's",
      "  ramwire replay golden/7.2.22/mine     a folder that 'capture' has written",
      "  ramwire replay --captures seed        captures of the seed's build, a folder for each"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK_TEXT,
      "1:a record differs, or a counter that no erratum explains",
      ExitCode.USAGE_TEXT,
      ExitCode.MALFORMED_TEXT,
      "11:a golden stream, its scenario or a capture's file cannot be read"
    })
final class ReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "GOLDEN",
      arity = "0..*",
      description =
          "a scenario's name, with or without QEMU's version before it (7.2.22/xbzrle, "
              + "seed/xbzrle-age), or a capture's folder; none means all")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--captures",
      paramLabel = "DIR",
      description =
          "replay captures of the seed's build: a folder in the form of the golden ones, or a "
              + "folder of such folders. If one cannot be read, a message says so, and the others "
              + "are replayed")
  private Path captures;

  @Option(names = "--counters", description = "show every counter beside QEMU's")
  private boolean counters;

  private int replayed;
  private int records;
  private int failed;

  /** The code of the first capture that could not be read, or that all could. */
  private int unreadable = ExitCode.OK;

  ReplayCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = command.commandLine().getOut();
    List<GoldenStream> streams = new ArrayList<>();
    Set<String> seedNames = new LinkedHashSet<>();
    List<Path> folders = new ArrayList<>();
    find(streams, seedNames, folders);
    List<CaptureFolder> captured = new ArrayList<>();
    if (captures != null) {
      captured.addAll(captures());
    }
    for (GoldenStream stream : streams) {
      print(out, Replay.of(stream));
    }
    if (!seedNames.isEmpty()) {
      SeedStreams.forEach(
          stream -> {
            if (seedNames.contains(stream.name())) {
              print(out, SeedReplay.of(SeedCaptureReader.read(new GoldenFiles(stream))));
            }
          });
    }
    for (Path folder : folders) {
      StoredGolden golden = StoredGolden.of(folder);
      String scenario = golden.document().path("scenario").asText();
      print(out, Replay.of(folder.toString(), golden, Scenarios.find(scenario)));
    }
    captured.forEach(folder -> replay(out, folder));
    out.printf(
        Locale.ROOT,
        "%d golden stream(s), %d page records: %s%n",
        replayed,
        records,
        failed == 0 ? replayed == 0 ? "none replayed" : "all equal" : failed + " differ");
    out.flush();
    if (unreadable != ExitCode.OK) {
      return unreadable;
    }
    return failed == 0 ? ExitCode.OK : ExitCode.CASE_FAILED;
  }

  private List<CaptureFolder> captures() throws IOException {
    if (!Files.isDirectory(captures)) {
      throw new ParameterException(
          command.commandLine(), "--captures: " + captures + " is not a directory");
    }
    return CaptureFolder.in(captures);
  }

  /** Replays a stranger's capture; what is wrong with it must not keep the others away. */
  private void replay(PrintWriter out, CaptureFolder folder) {
    try {
      print(out, SeedReplay.of(SeedCaptureReader.read(folder)));
    } catch (IOException e) {
      boolean malformed = e instanceof StreamException;
      String text = malformed ? folder.name() + ": " + e.getMessage() : FileFault.text(e);
      out.flush();
      PrintWriter err = command.commandLine().getErr();
      err.println("ramwire: " + OneLine.of(text));
      err.flush();
      if (unreadable == ExitCode.OK) {
        unreadable = malformed ? ExitCode.MALFORMED : ExitCode.UNREADABLE;
      }
    }
  }

  private void find(List<GoldenStream> streams, Set<String> seedNames, List<Path> folders)
      throws IOException {
    List<GoldenStream> all = GoldenStreams.all();
    List<String> seed = SeedStreams.names();
    if (names.isEmpty() && captures == null) {
      streams.addAll(all);
      seedNames.addAll(seed);
    }
    for (String name : names) {
      if (name.isBlank()) {
        throw new ParameterException(
            command.commandLine(), "GOLDEN: expected a name or a folder, found an empty text");
      }
      List<GoldenStream> found =
          all.stream().filter(one -> one.name().equals(name) || one.id().equals(name)).toList();
      List<String> foundSeed =
          seed.stream()
              .filter(one -> one.equals(name) || name.equals(SeedStream.VERSION + "/" + one))
              .toList();
      streams.addAll(found);
      seedNames.addAll(foundSeed);
      if (found.isEmpty() && foundSeed.isEmpty() && Files.isDirectory(Path.of(name))) {
        folders.add(Path.of(name));
      } else if (found.isEmpty() && foundSeed.isEmpty()) {
        throw new ParameterException(
            command.commandLine(),
            "no golden stream '" + name + "': 'ramwire capture --list' shows the scenarios");
      }
    }
  }

  private void print(PrintWriter out, ReplayResult result) {
    replayed++;
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
