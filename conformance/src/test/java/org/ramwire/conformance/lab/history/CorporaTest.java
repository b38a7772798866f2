package org.ramwire.conformance.lab.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.format.StreamException;
import org.ramwire.golden.GoldenStream;
import org.ramwire.golden.GoldenStreams;

/** Histories by the names that people give them. */
class CorporaTest {

  @TempDir Path directory;

  private static List<PageHistory> find(Object... arguments) throws IOException {
    return Corpora.find(
        Arrays.stream(arguments).map(Object::toString).toList(),
        ReaderOptions.DEFAULT,
        100,
        64 << 20);
  }

  @Test
  void findsBuiltInHistoriesByNameAndAll() throws IOException {
    assertThat(find("counter", "text"))
        .extracting(PageHistory::name)
        .containsExactly("counter", "text");
    assertThat(find("builtin")).hasSize(BuiltInHistory.values().length);
  }

  @Test
  void comparesImagesOfMomentsInOrder() throws IOException {
    Path first = image("a.img", 0, 0, 0, 0);
    Path second = image("b.img", 0, 7, 0, 9);
    Path third = image("c.img", 1, 7, 0, 10);
    PageHistory history = find(first, second, third).get(0);
    assertThat(history.name()).isEqualTo("c.img");
    assertThat(history.pages()).isEqualTo(4);
    assertThat(pages(history, history.before())).containsExactly(0, 0, 0, 9);
    assertThat(pages(history, history.after())).containsExactly(7, 9, 1, 10);
    assertThat(history.round(1)).isEqualTo(1);
    assertThat(history.round(2)).isEqualTo(2);
  }

  @Test
  void readsARecordingsRoundsByTheirNumber() throws IOException {
    for (int round = 0; round < 11; round++) {
      Files.move(image("x.img", round, 0), directory.resolve("round-" + round + ".img"));
    }
    PageHistory history = find(directory).get(0);
    assertThat(pages(history, history.after())).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(history.rounds()).isEqualTo(10);
  }

  @Test
  void readsAStreamsPagesThatComeAgain() throws IOException {
    GoldenStream golden =
        GoldenStreams.all().stream()
            .filter(stream -> stream.name().equals("xbzrle"))
            .findFirst()
            .orElseThrow();
    PageHistory byName = find("golden/" + golden.id()).get(0);
    assertThat(byName.pages()).isPositive();
    Path file = directory.resolve("vm.stream");
    try (InputStream in = golden.stream()) {
      Files.write(file, in.readAllBytes());
    }
    PageHistory byFile = find(file).get(0);
    assertThat(byFile.fingerprint()).isEqualTo(byName.fingerprint());
    assertThat(byFile.foundPages()).isGreaterThanOrEqualTo(byFile.pages());
  }

  @Test
  void tellsAStreamThatBreaksOff() throws IOException {
    Path file = directory.resolve("cut.stream");
    try (InputStream in = GoldenStreams.all().get(0).stream()) {
      Files.write(file, in.readNBytes(5000));
    }
    assertThatThrownBy(() -> find(file)).isInstanceOf(StreamException.class);
  }

  @Test
  void tellsWhatIsNoHistory() throws IOException {
    assertRefused("memory at one moment", image("one.img", 1));
    assertRefused("images of one guest have one length", image("s.img", 1), image("l.img", 1, 2));
    assertRefused("no page changes", image("u.img", 1), image("v.img", 1));
    Path odd = Files.write(directory.resolve("odd.img"), new byte[5000]);
    Path odd2 = Files.write(directory.resolve("odd2.img"), new byte[5000]);
    assertRefused("no multiple of the page size", odd, odd2);
    assertRefused("is empty", Files.write(directory.resolve("empty"), new byte[0]));
    assertRefused("extract", Files.createDirectory(directory.resolve("folder")));
    assertRefused("no golden stream", "golden/9.9/none");
    assertRefused("counter", "countr");
  }

  private void assertRefused(String message, Object... arguments) {
    assertThatThrownBy(() -> find(arguments))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining(message);
  }

  private Path image(String name, int... firstBytes) throws IOException {
    byte[] bytes = new byte[firstBytes.length * 4096];
    for (int page = 0; page < firstBytes.length; page++) {
      bytes[page * 4096 + 100] = (byte) firstBytes[page];
    }
    return Files.write(directory.resolve(name), bytes);
  }

  private static int[] pages(PageHistory history, byte[] content) {
    int[] pages = new int[history.pages()];
    for (int page = 0; page < pages.length; page++) {
      pages[page] = content[page * 4096 + 100];
    }
    return pages;
  }
}
