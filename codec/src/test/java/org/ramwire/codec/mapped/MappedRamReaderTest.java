package org.ramwire.codec.mapped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ramwire.codec.Faults.assertFault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.codec.Faults;
import org.ramwire.codec.Limits;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.Wire;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.format.Clause;
import org.ramwire.format.Strictness;
import org.ramwire.format.TruncatedStreamException;

/** Mapped-ram files, spelled out (MAP-001 to MAP-013). */
class MappedRamReaderTest {

  private static final int PAGE = 4096;

  /** What came of a block: runs of pages, each with its first byte. */
  private static final class Pages implements StreamAdapter {

    private final List<String> lines = new ArrayList<>();

    @Override
    public void mappedPages(RamBlock block, long pageOffset, byte[] buffer, int from, int length) {
      for (int at = 0; at < length; at += PAGE) {
        lines.add((pageOffset + at) / PAGE + "=" + buffer[from + at]);
      }
    }

    @Override
    public void mappedZero(RamBlock block, long pageOffset, int length) {
      lines.add(pageOffset / PAGE + "..+" + length / PAGE);
    }

    @Override
    public void warning(Clause clause, long offset, String message) {
      lines.add(clause.id());
    }
  }

  private static List<String> read(byte[] file, ReaderOptions options) throws IOException {
    Pages pages = new Pages();
    MigrationStreamReader.open(Faults.input(file), options, pages).read();
    return pages.lines;
  }

  private static List<String> read(Wire wire) throws IOException {
    return read(wire.toArray(), ReaderOptions.DEFAULT);
  }

  private static Wire start(long total) {
    return new Wire()
        .header()
        .machine("m")
        .subsection("configuration/capabilities")
        .be32(1)
        .name("mapped-ram")
        .ramStart(2)
        .list(total);
  }

  /** An entry through its bitmap, and unused bytes up to its pages. */
  private static Wire entry(Wire wire, int version, int pages, long... words) {
    wire.entry("r", (long) pages * PAGE);
    int bitmapAt = wire.offset() + 28;
    int pagesAt = (bitmapAt + 8 * words.length + PAGE - 1) / PAGE * PAGE;
    wire.be32(version).be64(PAGE).be64(bitmapAt).be64(pagesAt);
    for (long word : words) {
      wire.be64(Long.reverseBytes(word));
    }
    return wire.filled(pagesAt - wire.offset(), 0);
  }

  private static Wire end(Wire wire) {
    return wire.eos().footer(2).end(2).eos().footer(2).eof();
  }

  private static Wire twoPages(int version) {
    Wire wire = entry(start(3 * PAGE), version, 3, 0b101);
    return end(wire.filled(PAGE, 1).filled(PAGE, 9).filled(PAGE, 3));
  }

  @Test
  void takesPagesWhoseBitIsSetAndNoOther() throws IOException {
    assertThat(read(twoPages(1))).containsExactly("0=1", "1..+1", "2=3");
  }

  @Test
  void takesVersion0LikeQemuOnlyWhenLenient() throws IOException {
    byte[] file = twoPages(0).toArray();
    ReaderOptions lenient =
        new ReaderOptions(
            ReaderOptions.DEFAULT.pageSize(), Strictness.SEED_BUILD, Limits.DEFAULT, null);

    assertThat(read(file, lenient)).containsExactly("0=1", "1..+1", "2=3");
    assertThat(Faults.fault(() -> read(file, ReaderOptions.DEFAULT)).clause())
        .isEqualTo(Clause.MAP_HEADER);
  }

  @Test
  void refusesAFileThatIsCutAnywhere() {
    byte[] file = twoPages(1).toArray();
    for (int length = 1; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThat(Faults.fault(() -> read(cut, ReaderOptions.DEFAULT)))
          .as("cut at %d", length)
          .isInstanceOf(TruncatedStreamException.class);
    }
  }

  /** A block of 64 pages, of which the bytes of pages 1 and 57 are given: each other's mirrors. */
  private static Wire mirrored(long word, int one, int other) {
    Wire wire = entry(start(64 * PAGE), 1, 64, word);
    wire.filled(PAGE, 0).filled(PAGE, one).filled(55 * PAGE, 0).filled(PAGE, other);
    return end(wire.filled(6 * PAGE, 0));
  }

  @Test
  void tellsTheOrderOfWordsByThePages() throws IOException {
    assertThat(read(mirrored(1L << 1, 5, 0))).containsExactly("0..+1", "1=5", "2..+62");
    assertThat(read(mirrored(1L << 57, 5, 0))).containsExactly("0..+1", "1=5", "2..+62");
  }

  @Test
  void refusesTheFileWhereNothingTellsTheOrder() throws IOException {
    Wire wire = mirrored(1L << 1, 5, 6);

    assertThat(Faults.fault(() -> read(wire)).clause()).isEqualTo(Clause.MAP_ORDER_OPEN);
    assertThat(read(wire.toArray(), ReaderOptions.DEFAULT.withGuess(true)))
        .containsExactly("0..+1", "1=5", "2..+62", "MAP-011");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void readsPagesThatComeAfterTheStreamsEnd(int unused) throws IOException {
    Wire wire = start(2 * PAGE).entry("r", 2 * PAGE);
    wire.be32(1).be64(PAGE).be64(wire.offset() + 16).be64(PAGE).hex("0300000000000000");
    end(wire);
    wire.filled(PAGE - wire.offset(), 0).filled(PAGE, 1).filled(PAGE, 2).filled(unused, 0);

    assertThat(read(wire)).containsExactly("MAP-007", "0=1", "1=2");
  }

  @Test
  void countsOffsetsFromWhereTheFileStarts() throws IOException {
    byte[] file = new Wire().filled(PAGE, 7).bytes(shifted()).toArray();
    Pages pages = new Pages();
    MigrationStreamReader reader =
        MigrationStreamReader.open(
            Faults.input(Arrays.copyOfRange(file, PAGE, file.length)),
            ReaderOptions.DEFAULT,
            pages);
    reader.startsInFileAt(PAGE);
    reader.read();

    assertThat(pages.lines).containsExactly("0=1");
  }

  private static byte[] shifted() {
    Wire wire = start(PAGE).entry("r", PAGE);
    int bitmapAt = wire.offset() + 28;
    wire.be32(1).be64(PAGE).be64(PAGE + bitmapAt).be64(2 * PAGE).hex("0100000000000000");
    return end(wire.filled(PAGE - wire.offset(), 0).filled(PAGE, 1)).toArray();
  }

  @Test
  void refusesABitmapOfTooManyPiecesThatDiffer() {
    Wire pieces = new Wire();
    for (int i = 0; i < 3; i++) {
      pieces.filled(PAGE - 1, 0).u8(1);
    }
    byte[] bitmap = pieces.toArray();

    assertFault(
        () -> PageBitmap.read(Faults.input(bitmap), bitmap.length / 8, 2 * PAGE),
        Clause.MAP_BITMAP_BOUND,
        2 * PAGE);
  }

  @Test
  void holdsNothingOfPiecesWhoseBitsAreEqual() throws IOException {
    byte[] bitmap = new Wire().filled(PAGE, 0).filled(PAGE, 0xff).filled(8, 0).toArray();

    PageBitmap read = PageBitmap.read(Faults.input(bitmap), bitmap.length / 8, 0);

    assertThat(read.heldBytes()).isZero();
    assertThat(read.littleEndian(PAGE / 8)).isEqualTo(-1);
  }
}
