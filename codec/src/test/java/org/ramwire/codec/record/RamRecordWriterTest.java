package org.ramwire.codec.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.Wire;
import org.ramwire.format.PageSize;
import org.ramwire.format.RamFlag;

class RamRecordWriterTest {

  private static final int PAGE = 4096;
  private static final RamBlock A = new RamBlock(0, Idstr.of("a"), 2 * PAGE);
  private static final RamBlock B = new RamBlock(1, Idstr.of("bb"), PAGE);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final StreamOutput output = new StreamOutput(bytes);
  private final RamRecordWriter writer = new RamRecordWriter(output, PageSize.X86);

  private byte[] written() throws IOException {
    output.flush();
    return bytes.toByteArray();
  }

  @Test
  void writesEveryKindAsTheClausesSpellIt() throws IOException {
    byte[] page = new Wire().u8(9).filled(PAGE, 7).toArray();
    writer.blockList(BlockList.of(List.of(A, B)));
    writer.endOfSection();
    writer.zeroPage(A, PAGE, (byte) 0xab);
    writer.page(A, 0, page, 1);
    writer.xbzrle(B, 0, Bytes.of(new byte[] {8, 0, 1, 9}, 1, 3));
    writer.compressedPage(B, 0, Bytes.of(new byte[] {8, 5, 6}, 1, 2));
    writer.multifdFlush();
    writer.hook();
    writer.endOfSection();

    Wire expected =
        new Wire()
            .list(3 * PAGE)
            .entry("a", 2 * PAGE)
            .entry("bb", PAGE)
            .eos()
            .zero(PAGE, "a", 0xab)
            .pageContinued(0, PAGE, 7)
            .be64(RamFlag.XBZRLE)
            .name("bb")
            .hex("01 0003 000109")
            .be64(RamFlag.COMPRESS_PAGE | RamFlag.CONTINUE)
            .hex("00000002 0506")
            .hex("0000000000000200 0000000000000080 0000000000000010");
    assertThat(output.offset()).isEqualTo(expected.offset());
    assertThat(written()).isEqualTo(expected.toArray());
  }

  @Test
  void continuesAcrossPayloadsUnlessToldToName() throws IOException {
    writer.zeroPage(A, 0, (byte) 0);
    writer.endOfSection();
    writer.zeroPage(A, PAGE, (byte) 0);
    writer.nameNextBlock();
    writer.zeroPage(A, 0, (byte) 0);

    assertThat(written())
        .isEqualTo(
            new Wire().zero(0, "a", 0).eos().zeroContinued(PAGE, 0).zero(0, "a", 0).toArray());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 0xc0000000L, -1})
  void writesPageSizeAndAddressOfAnEntryThatHasThem(long address) throws IOException {
    long huge = 2 << 20;
    OptionalLong at = OptionalLong.of(address);
    writer.blockList(BlockList.of(List.of(new RamBlock(0, Idstr.of("h"), huge, huge, huge, at))));

    assertThat(written())
        .isEqualTo(new Wire().oneBlock("h", huge).be64(huge).be64(address).toArray());
  }

  @Test
  void writesABlockWithoutAName() throws IOException {
    RamBlock unnamed = new RamBlock(0, Idstr.of(""), PAGE);
    writer.blockList(BlockList.of(List.of(unnamed)));
    writer.zeroPage(unnamed, 0, (byte) 0);

    assertThat(written()).isEqualTo(new Wire().oneBlock("", PAGE).zero(0, "", 0).toArray());
  }

  @ParameterizedTest
  @ValueSource(longs = {-4096, 1, 1024, 2 * PAGE, 1L << 62, Long.MIN_VALUE})
  void refusesAnOffsetThatIsNoPageOfTheBlock(long offset) throws IOException {
    assertThatIllegalArgumentException().isThrownBy(() -> writer.zeroPage(A, offset, (byte) 0));
    assertThat(written()).isEmpty();
    writer.zeroPage(A, PAGE, (byte) 0);
    assertThat(written()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1024, 1024", "4096, 4096", "65536, 65535"})
  void takesADeltaUpToThePageSize(int pageBytes, int most) throws IOException {
    RamRecordWriter any = new RamRecordWriter(output, new PageSize(pageBytes));
    RamBlock block = new RamBlock(0, Idstr.of("r"), pageBytes);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> any.xbzrle(block, 0, Bytes.of(new byte[most + 1])));
    assertThat(written()).isEmpty();
    any.xbzrle(block, 0, Bytes.of(new byte[most]));
    assertThat(written()).hasSize(8 + 2 + 3 + most);
  }

  @ParameterizedTest
  @CsvSource({"1024, 1037", "4096, 4110", "65536, 65569"})
  void takesAPayloadFromOneByteToZlibsBound(int pageBytes, int bound) throws IOException {
    RamRecordWriter any = new RamRecordWriter(output, new PageSize(pageBytes));
    RamBlock block = new RamBlock(0, Idstr.of("r"), pageBytes);

    for (int length : new int[] {0, bound + 1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> any.compressedPage(block, 0, Bytes.of(new byte[length])));
    }
    assertThat(written()).isEmpty();
    any.compressedPage(block, 0, Bytes.of(new byte[1]));
    any.compressedPage(block, 0, Bytes.of(new byte[bound]));
    assertThat(written()).hasSize(8 + 2 + 4 + 1 + 8 + 4 + bound);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1024, 4097})
  void refusesAUsedLengthThatIsNoPositiveMultipleOfThePageSize(long length) throws IOException {
    BlockList list = BlockList.of(List.of(A, new RamBlock(1, Idstr.of("b"), length)));

    assertThatIllegalArgumentException().isThrownBy(() -> writer.blockList(list));
    assertThat(written()).isEmpty();
  }
}
