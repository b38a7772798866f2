package org.ramwire.conformance.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.conformance.lab.seedbuild.CaptureFault;
import org.ramwire.conformance.lab.seedbuild.GoldenFiles;
import org.ramwire.conformance.lab.seedbuild.MemoryFiles;
import org.ramwire.conformance.lab.seedbuild.SeedCapture;
import org.ramwire.conformance.lab.seedbuild.SeedCaptureReader;
import org.ramwire.format.StreamException;
import org.ramwire.golden.SeedStreams;

/** Every capture of the seed's build, sent once more by our own sender. */
class SeedReplayTest {

  @Test
  void sendsWhatTheSeedSent() throws IOException {
    List<ReplayResult> results = new ArrayList<>();
    SeedStreams.forEach(
        stream -> results.add(SeedReplay.of(SeedCaptureReader.read(new GoldenFiles(stream)))));
    assertThat(results).hasSize(11);
    for (ReplayResult result : results) {
      assertThat(result.difference()).as(result.id()).isEmpty();
      assertThat(result.counters()).as(result.id()).allMatch(CounterRow::equal);
      assertThat(result.counters().size()).as(result.id()).isGreaterThanOrEqualTo(11);
      assertThat(result.passed()).isTrue();
    }
  }

  /**
   * So many runs are enough for what a replay must not take: that which is not spoilt comes out in
   * the first.
   */
  private static final int FEW_RUNS = 4;

  @ParameterizedTest
  @ValueSource(strings = {"compress-rounds", "compress-xbzrle-l1-t8"})
  void takesWhatIsNotSpoiltInTheFirstRun(String name) throws IOException {
    SeedCapture capture = SeedCaptureReader.read(MemoryFiles.of(name));
    assertThat(SeedReplay.of(capture, 1).difference()).isEmpty();
  }

  private static ReplayResult replay(MemoryFiles files) throws IOException {
    return SeedReplay.of(SeedCaptureReader.read(files));
  }

  @Test
  void findsAByteOfAPageThatTheGuestDidNotWrite() throws IOException {
    MemoryFiles files = MemoryFiles.of("zero-then-dirty");
    byte[] stream = files.bytes("stream.bin");
    stream[stream.length / 2] ^= 1;
    assertThat(replay(files).difference()).isPresent();
  }

  @Test
  void findsAWriteThatTheStreamDoesNotHave() throws IOException {
    MemoryFiles files = MemoryFiles.of("xbzrle-small");
    files.bytes("writes.bin")[files.bytes("writes.bin").length - 1] ^= 1;
    assertThat(replay(files).difference().orElseThrow()).contains("memory of pc.ram");
  }

  @Test
  void findsACacheOfAnotherSize() throws IOException {
    MemoryFiles files = MemoryFiles.of("xbzrle-age").replace("stats.json", "524288", "262144");
    assertThat(replay(files).difference().orElseThrow()).startsWith("section ");
  }

  @Test
  void findsThatACacheIsNotResizedInMidFlight() throws IOException {
    MemoryFiles files =
        MemoryFiles.of("xbzrle-cache-resize")
            .replace("scenario.json", "\"value\": 65536", "\"value\": 1048576");
    assertThat(replay(files).difference()).isPresent();
  }

  @Test
  void findsAnotherLevel() throws IOException {
    MemoryFiles files =
        MemoryFiles.of("compress-xbzrle-l9-t1")
            .replace("stats.json", "\"compress-level\": 9", "\"compress-level\": 1");
    assertThat(replay(files).difference().orElseThrow()).contains("bytes differ");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 64", "4, 0"})
  void followsALevelThatIsSetInTheMiddleOfASection(int section, int firstRecord)
      throws IOException {
    MemoryFiles files = MemoryFiles.of("compress-l1-t1");
    Relevelled.stream(files, section, firstRecord, 9);
    assertThat(replay(files).difference()).isPresent();
    Relevelled.log(files, 1, 9);
    assertThat(replay(files).difference()).isEmpty();
  }

  @Test
  void followsLevelsThatAreSetOneAfterAnother() throws IOException {
    MemoryFiles files = MemoryFiles.of("compress-l1-t1");
    Relevelled.stream(files, 1, 50, 9);
    Relevelled.stream(files, 2, 10, 0);
    // One that no page came to have, and one that QEMU refused.
    for (int level : new int[] {6, 9, 10, 0}) {
      Relevelled.log(files, 1, level);
    }
    assertThat(replay(files).difference()).isEmpty();
  }

  @Test
  void followsALevelThatIsSetBetweenTwoRoundsOfSeveralThreads() throws IOException {
    MemoryFiles files = MemoryFiles.of("compress-rounds");
    Relevelled.stream(files, sectionOfRound(files, 3), 0, 1);
    Relevelled.log(files, 3, 1);
    assertThat(replay(files).difference()).isEmpty();
  }

  @Test
  void findsThatALevelCameToNothingBeforeTheNextMark() throws IOException {
    assertThat(SeedReplay.of(levelForNothing(), FEW_RUNS).difference()).isPresent();
  }

  @Test
  @Tag("slow")
  void findsThatALevelCameToNothingWhateverElseIsTried() throws IOException {
    assertThat(SeedReplay.of(levelForNothing()).difference()).isPresent();
  }

  private static SeedCapture levelForNothing() throws IOException {
    MemoryFiles files = MemoryFiles.of("compress-rounds");
    Relevelled.log(files, 3, 1);
    return SeedCaptureReader.read(files);
  }

  @Test
  void findsAnotherLevelThanTheOneThatWasSet() throws IOException {
    MemoryFiles files = MemoryFiles.of("compress-l1-t1");
    Relevelled.stream(files, 1, 30, 9);
    Relevelled.log(files, 1, 6);
    assertThat(replay(files).difference().orElseThrow()).contains("bytes differ");
  }

  /** Returns the section in which a page that changes in every round goes for the n-th time. */
  private static int sectionOfRound(MemoryFiles files, int round) throws IOException {
    List<SeedSection> sections = SeedSections.of(files.bytes("stream.bin")).all();
    int times = 0;
    for (int i = 0; i < sections.size(); i++) {
      for (SeedRecord record : sections.get(i).records()) {
        if (record.block() == 0 && record.pageOffset() == 0x10000 && ++times == round) {
          return i;
        }
      }
    }
    throw new AssertionError("no round " + round);
  }

  @Test
  void findsACounterThatIsOneOff() throws IOException {
    MemoryFiles files = MemoryFiles.of("plain-rounds").replace("stats.json", "2322144", "2322145");
    ReplayResult result = replay(files);
    assertThat(result.difference()).isEmpty();
    assertThat(result.passed()).isFalse();
  }

  @Test
  void refusesAStreamThatBreaksAClause() throws IOException {
    MemoryFiles files = MemoryFiles.of("zero-then-dirty");
    files.bytes("stream.bin")[0] ^= 1;
    assertThatThrownBy(() -> replay(files)).isInstanceOf(StreamException.class);
  }

  @Test
  void refusesAStreamWithoutRam() throws IOException {
    MemoryFiles files = MemoryFiles.of("zero-then-dirty");
    files.files().put("stream.bin", new byte[] {0x51, 0x45, 0x56, 0x4d, 0, 0, 0, 3, 0});
    assertThatThrownBy(() -> replay(files))
        .isInstanceOfAny(CaptureFault.class, StreamException.class);
  }

  @Test
  void findsAnOrderThatTheThreadsCannotGive() throws IOException {
    assertThat(SeedReplay.of(ofTooFewThreads(), FEW_RUNS).difference().orElseThrow())
        .contains("2 threads cannot give");
  }

  @Test
  @Tag("slow")
  void findsAnOrderThatTheThreadsCannotGiveWhateverElseIsTried() throws IOException {
    assertThat(SeedReplay.of(ofTooFewThreads()).difference().orElseThrow())
        .contains("2 threads cannot give");
  }

  private static SeedCapture ofTooFewThreads() throws IOException {
    // Of one thread every byte has its place; two cannot hold what eight can.
    MemoryFiles files =
        MemoryFiles.of("compress-xbzrle-l1-t8")
            .replace("stats.json", "\"compress-threads\": 8", "\"compress-threads\": 2");
    return SeedCaptureReader.read(files);
  }
}
