package org.ramwire.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramwire.conformance.files.ReportFile;
import org.ramwire.conformance.harness.export.SuiteExport;
import org.ramwire.conformance.harness.reference.BuiltInCodec;
import org.ramwire.conformance.harness.run.ExpectedFailures;
import org.ramwire.conformance.harness.run.ResultLog;
import org.ramwire.conformance.harness.run.VerificationReport;
import org.ramwire.conformance.harness.skeleton.Skeleton;
import org.ramwire.conformance.stream.images.ExtractedMemory;
import org.ramwire.conformance.stream.images.ImageIndex;
import org.ramwire.conformance.stream.peer.Endpoint;
import org.ramwire.conformance.stream.peer.Listener;
import org.ramwire.conformance.stream.transfer.SendTarget;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.library.CaseLibrary;
import org.ramwire.conformance.suite.library.SuiteIdentity;
import org.ramwire.format.PageSize;
import picocli.CommandLine;

/** Files and links that somebody puts where something is written: none is followed or lost. */
class PlantedFilesTest {

  @TempDir Path given;

  private Path folder;
  private Path victim;

  @BeforeEach
  void makeVictim() throws IOException {
    folder = Files.createDirectory(given.toRealPath().resolve("work"));
    victim = Files.writeString(given.resolve("victim"), "mine");
  }

  @AfterEach
  void theVictimIsUntouchedAndNothingHiddenIsLeft() throws IOException {
    assertThat(victim).hasContent("mine");
    try (Stream<Path> entries = Files.walk(given)) {
      assertThat(entries.map(entry -> entry.getFileName().toString()))
          .noneMatch(name -> name.startsWith("."));
    }
  }

  private Path planted(String name) throws IOException {
    return Files.createSymbolicLink(folder.resolve(name), victim);
  }

  @Test
  void aStreamTakesNobodysPlace() throws IOException {
    Path file = folder.resolve("vm.stream");
    for (boolean force : new boolean[] {false, true}) {
      try (SendTarget target = SendTarget.open(Endpoint.parse(file.toString()), force, 0)) {
        target.write(ByteBuffer.wrap(new byte[10]));
        planted("vm.stream");
        assertThatIOException().isThrownBy(target::finish).withMessageContaining("vm.stream");
      }
      assertThat(file).isSymbolicLink();
      Files.delete(file);
    }
    try (SendTarget target = SendTarget.open(Endpoint.parse(file.toString()), false, 0)) {
      Files.writeString(file, "theirs");
      assertThatIOException().isThrownBy(target::finish);
    }
    assertThat(file).hasContent("theirs");
  }

  @Test
  void imagesTakeNobodysPlace() throws IOException {
    Path directory = folder.resolve("memory");
    for (boolean force : new boolean[] {false, true}) {
      try (ExtractedMemory memory = ExtractedMemory.create(directory, force)) {
        Files.writeString(directory, "theirs");
        assertThatThrownBy(() -> memory.publish(ImageIndex.whole(PageSize.X86, List.of()), null))
            .isInstanceOf(FileAlreadyExistsException.class);
      }
      assertThat(directory).hasContent("theirs");
      Files.delete(directory);
    }
  }

  @Test
  void anExportTakesNobodysPlace() throws Exception {
    Path directory = folder.resolve("cases");
    List<ConformanceCase> one = CaseLibrary.handWritten().subList(0, 1);
    List<ConformanceCase> planting =
        new AbstractList<>() {
          @Override
          public ConformanceCase get(int index) {
            try {
              Files.writeString(directory, "theirs");
            } catch (IOException e) {
              throw new AssertionError(e);
            }
            return one.get(index);
          }

          @Override
          public int size() {
            return 1;
          }
        };
    assertThatThrownBy(() -> SuiteExport.write(directory, planting, SuiteIdentity.compute()))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(directory).hasContent("theirs");
  }

  @Test
  void aReportFollowsALinkThatWasNamedAndNoneThatComesLater() throws IOException {
    Path named = planted("named.txt");
    Files.writeString(victim, "agreed");
    ReportFile report = ReportFile.at(named);
    report.removeEarlier();
    assertThat(victim).doesNotExist();
    report.write("mine");
    assertThat(named).isSymbolicLink();

    ReportFile later = ReportFile.at(folder.resolve("out.txt"));
    planted("out.txt");
    assertThatIOException()
        .isThrownBy(() -> later.write("text"))
        .withMessageContaining("out.txt: exists already");
    assertThat(folder.resolve("out.txt")).isSymbolicLink();
    // The name that an earlier version wrote to meanwhile.
    planted("report.txt." + ProcessHandle.current().pid() + ".tmp");
    ReportFile.write(folder.resolve("report.txt"), "text");
    assertThat(folder.resolve("report.txt")).hasContent("text");
  }

  @Test
  void resultsFollowNoLinkAndReplaceALogAlone() throws IOException {
    Path file = folder.resolve("out.jsonl");
    Path unfinished = planted("out.jsonl.incomplete");
    assertThatIOException()
        .isThrownBy(() -> new ResultLog(file, new BuiltInCodec(), null))
        .withMessageContaining("is no log of results");
    assertThat(unfinished).isSymbolicLink();
    Files.delete(unfinished);
    Files.writeString(unfinished, "theirs");
    assertThatIOException().isThrownBy(() -> new ResultLog(file, new BuiltInCodec(), null));
    assertThat(unfinished).hasContent("theirs");
    Files.writeString(unfinished, "{\"protocol\":1,\"implementation\":\"killed\"}\n");
    try (ResultLog log = new ResultLog(file, new BuiltInCodec(), null)) {
      log.complete(report());
    }
    assertThat(file).content().contains("complete").doesNotContain("killed");
    Files.delete(file);
    try (ResultLog log = new ResultLog(file, new BuiltInCodec(), null)) {
      planted("out.jsonl");
      assertThatIOException().isThrownBy(() -> log.complete(report()));
    }
    assertThat(file).isSymbolicLink();
  }

  private static VerificationReport report() {
    return new VerificationReport("x", "", List.of(), Duration.ZERO);
  }

  @Test
  void aSkeletonFollowsNoLinkAndLeavesNothingHalf() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("mycodec.py"), given.resolve("not-there"));
    assertThatIOException().isThrownBy(() -> Skeleton.PYTHON.write(folder));
    Files.delete(link);
    Path elsewhere = Files.createDirectory(given.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("src"), elsewhere);
    assertThatIOException().isThrownBy(() -> Skeleton.RUST.write(folder));
    assertThat(elsewhere).isEmptyDirectory();
    assertThat(given.resolve("not-there")).doesNotExist();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(folder.resolve("src"));
    }
  }

  @Test
  void aListenerTakesAwayASocketAndItsOwn() throws Exception {
    Path path = folder.resolve("s");
    assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
    Endpoint endpoint = Endpoint.parse("unix:" + path);
    assertThatIOException()
        .isThrownBy(() -> Listener.open(endpoint, true))
        .withMessageContaining("s");
    assertThat(path).exists();
    Files.delete(path);
    planted("s");
    assertThatIOException().isThrownBy(() -> Listener.open(endpoint, true));
    assertThat(path).isSymbolicLink();
    Files.delete(path);
    try (Listener listener = Listener.open(endpoint, false)) {
      assertThat(listener.address()).isNotEmpty();
      Files.delete(path);
      Files.writeString(path, "theirs");
    }
    assertThat(path).hasContent("theirs");
    Files.delete(path);
    Listener.open(endpoint, false).close();
    assertThat(path).doesNotExist();
  }

  @Test
  void knownFailuresThatSomebodyEditsMeanwhileAreNotOverwritten() throws IOException {
    Path file = Files.writeString(folder.resolve("known.txt"), "# old\n");
    ExpectedOptions options =
        CommandLine.populateCommand(
            new ExpectedOptions(), "--expected", file.toString(), "--update-expected");
    ExpectedFailures known = options.read();
    Files.writeString(file, "# a reason\n");
    assertThatIOException()
        .isThrownBy(() -> options.apply(known, report(), Set.of()))
        .withMessageContaining("has changed since the run began");
    assertThat(file).hasContent("# a reason\n");
    options.apply(options.read(), report(), Set.of());
    assertThat(file).hasContent("# a reason\n");
  }

  @Test
  void keptFoldersReplaceKeptFoldersAlone() throws IOException {
    Path cases = folder.resolve("cases");
    assertThat(run("export", cases.toString(), "--filter", "PAGE-ONE")).isZero();
    Path exported = cases.resolve("cases/page");
    Path expect = exported.resolve("PAGE-ONE/expect.txt");
    assertThat(run("verify", "--filter", "PAGE-ONE", "--keep", exported.toString())).isEqualTo(11);
    assertThat(expect).isNotEmptyFile();
    Path kept = Files.createDirectory(folder.resolve("kept"));
    Files.createSymbolicLink(kept.resolve("PAGE-ONE"), exported.resolve("PAGE-ONE"));
    assertThat(run("verify", "--filter", "PAGE-ONE", "--keep", kept.toString())).isEqualTo(11);
    assertThat(expect).isNotEmptyFile();
    Path again = folder.resolve("again");
    for (int i = 0; i < 2; i++) {
      assertThat(run("verify", "--filter", "PAGE-ONE", "--keep", again.toString())).isZero();
    }
  }

  @Test
  void anAnswerReplacesAnAnswerAlone() throws IOException {
    Path cases = folder.resolve("cases");
    assertThat(run("export", cases.toString(), "--filter", "PAGE-ONE")).isZero();
    Path one = cases.resolve("cases/page/PAGE-ONE");
    for (int i = 0; i < 2; i++) {
      assertThat(run("decode", one.toString())).isZero();
      assertThat(one.resolve("out/0.img")).isNotEmptyFile();
    }
    Files.writeString(one.resolve("out/notes"), "theirs");
    assertThat(run("decode", one.toString())).isEqualTo(30);
    assertThat(one.resolve("out/notes")).hasContent("theirs");
    Files.delete(one.resolve("out/notes"));
    Files.move(one.resolve("out"), given.resolve("elsewhere"));
    Files.createSymbolicLink(one.resolve("out"), given.resolve("elsewhere"));
    assertThat(run("decode", one.toString())).isEqualTo(30);
    assertThat(one.resolve("out")).isSymbolicLink();
  }

  private static int run(String... arguments) {
    CommandLine command = Ramwire.commandLine();
    command.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(new StringWriter()));
    return command.execute(arguments);
  }
}
