package org.ramwire.conformance.lab.seedbuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.lab.replay.SeedReplay;

class SeedCaptureReaderTest {

  private static final String NAME = "xbzrle-cache-resize";

  @Test
  void readsSettingsMarksAndWrites() throws IOException {
    SeedCapture capture = SeedCaptureReader.read(MemoryFiles.of(NAME));
    assertThat(capture.settings())
        .isEqualTo(new CapturedSettings(true, 262144, false, 8, 1, false, 409600, 1));
    assertThat(capture.blocks())
        .extracting(CapturedBlock::idstr)
        .containsExactly("pc.ram", "pc.rom", "pc.bios");
    assertThat(capture.events()).hasSize(10);
    CapturedEvent resize = capture.events().get(3);
    assertThat(resize.kind()).isEqualTo(CapturedEvent.Kind.CACHE_SIZE);
    assertThat(resize.phase()).isEqualTo(3);
    assertThat(resize.value()).isEqualTo(1048576);
    CapturedEvent last = capture.events().get(9);
    assertThat(last.kind()).isEqualTo(CapturedEvent.Kind.LAST_MARK);
    assertThat(last.writes()).hasSize(32);
  }

  @Test
  void placesWritesAcrossBlocks() throws IOException {
    List<CapturedBlock> blocks = SeedCaptureReader.read(MemoryFiles.of(NAME)).blocks();
    List<CapturedWrite> pieces = new ArrayList<>();
    GuestAddresses addresses = new GuestAddresses(blocks);
    assertThat(addresses.addPieces(0xBFFFF, 7, 0x20002, pieces)).isTrue();
    assertThat(pieces)
        .containsExactly(
            new CapturedWrite(0, 0xBFFFF, 7, 1),
            new CapturedWrite(1, 0, 8, 0x20000),
            new CapturedWrite(0, 0xE0000, 8 + 0x20000, 1));
    pieces.clear();
    assertThat(addresses.addPieces(0xF0000, 0, 0x10001, pieces)).isTrue();
    assertThat(pieces)
        .containsExactly(
            new CapturedWrite(2, 0, 0, 0x10000), new CapturedWrite(0, 0x100000, 0x10000, 1));
    assertThat(addresses.addPieces(0x1FFFFF, 0, 2, pieces)).isFalse();
    assertThat(addresses.addPieces(0x1FFFFF, 0, 1, pieces)).isTrue();
  }

  private static void refuses(MemoryFiles files, String... words) {
    assertThatThrownBy(() -> SeedCaptureReader.read(files))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void namesTheFileThatIsMissing() throws IOException {
    for (String file : MemoryFiles.of(NAME).files().keySet()) {
      refuses(MemoryFiles.of(NAME).remove(file), file);
    }
  }

  @Test
  void namesTheFieldThatIsWrong() throws IOException {
    refuses(MemoryFiles.of(NAME).put("blocks.json", "[{"), "copy/blocks.json");
    refuses(MemoryFiles.of(NAME).put("scenario.json", ""), "copy/scenario.json");
    refuses(MemoryFiles.of(NAME).put("writes.json", "{}"), "writes.json", "expected a list");
    refuses(MemoryFiles.of(NAME).put("writes.json", "[[0, 1]]"), "writes.json[0]");
    refuses(MemoryFiles.of(NAME).put("writes.json", "[[0, 4096, 1e9]]"), "writes.json[0][2]");
    refuses(
        MemoryFiles.of(NAME).put("writes.json", "[[0, 4096, 99999999999999999999]]"),
        "writes.json[0][2]");
    refuses(MemoryFiles.of(NAME).put("writes.json", "[[77, 0, 1]]"), "writes.bin has");
    refuses(MemoryFiles.of(NAME).replace("writes.json", "[1, ", "[77, "), "writes of phase 77");
    refuses(
        MemoryFiles.of(NAME).replace("blocks.json", "2162688", "2162689"), "blocks.json[1] offset");
    refuses(MemoryFiles.of(NAME).replace("blocks.json", "pc.rom", "pc.ram"), "blocks.json");
    refuses(MemoryFiles.of(NAME).replace("initial.json", "pc.rom", "other"), "initial.json");
    refuses(MemoryFiles.of(NAME).replace("truth.sha256.json", "truth.1", "t"), "truth.1.bin");
    refuses(MemoryFiles.of(NAME).put("stats.json", "[".repeat(2000)), "copy/stats.json", "nesting");
  }

  /** Whatever numbers and words the files have, the worst is an IOException. */
  @Test
  void neverFailsInAnotherWay() throws IOException {
    Random random = new Random(12);
    String[] values = {
      "-1",
      "0",
      "1e400",
      "99999999999999999999999",
      "9223372036854775807",
      "true",
      "null",
      "\"\"",
      "[]",
      "{}",
      "4096",
      "1.5"
    };
    Pattern value = Pattern.compile("(?<=: )(\"[^\"]*\"|-?[0-9.]+|true|false)|[0-9]+(?=[,\\]])");
    for (int i = 0; i < 200; i++) {
      MemoryFiles files = MemoryFiles.of("zero-then-dirty");
      List<String> names =
          files.files().keySet().stream().filter(name -> name.endsWith(".json")).toList();
      String file = names.get(random.nextInt(names.size()));
      String text = files.text(file);
      List<MatchResult> places = value.matcher(text).results().toList();
      MatchResult place = places.get(random.nextInt(places.size()));
      String other = values[random.nextInt(values.length)];
      files.put(file, text.substring(0, place.start()) + other + text.substring(place.end()));
      try {
        SeedCapture capture = SeedCaptureReader.read(files);
        if (i % 8 == 0) {
          SeedReplay.of(capture);
        }
      } catch (IOException e) {
        assertThat(e).hasMessageNotContaining("\n");
      }
    }
  }
}
