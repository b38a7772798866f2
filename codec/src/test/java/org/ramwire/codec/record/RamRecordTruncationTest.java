package org.ramwire.codec.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramwire.codec.Faults;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.TricklingChannel;
import org.ramwire.codec.Wire;
import org.ramwire.format.Clause;
import org.ramwire.format.PageSize;
import org.ramwire.format.RamFlag;
import org.ramwire.format.StreamException;
import org.ramwire.format.Strictness;
import org.ramwire.format.TruncatedStreamException;

class RamRecordTruncationTest {

  private static final int PAGE = 1024;

  /** Every record kind, named and with CONTINUE, in two payloads. */
  private static Wire everyKind() {
    return new Wire()
        .list(4 * PAGE)
        .entry("pc.ram", 3 * PAGE)
        .entry("b".repeat(200), PAGE)
        .eos()
        .be64(0x80)
        .page(0, "pc.ram", PAGE, 1)
        .pageContinued(PAGE, PAGE, 2)
        .zero(0, "b".repeat(200), 0)
        .zeroContinued(0, 0)
        .be64(RamFlag.XBZRLE)
        .name("pc.ram")
        .hex("01 0003 000109")
        .be64(RamFlag.XBZRLE | RamFlag.CONTINUE)
        .hex("01 0003 000109")
        .be64(RamFlag.COMPRESS_PAGE)
        .name("pc.ram")
        .hex("00000004 01020304")
        .be64(RamFlag.COMPRESS_PAGE | RamFlag.CONTINUE)
        .hex("00000004 01020304")
        .eos();
  }

  @ParameterizedTest
  @EnumSource(Strictness.class)
  void reportsEveryCutAsACut(Strictness strictness) throws Exception {
    byte[] whole = everyKind().toArray();
    ReaderOptions options =
        ReaderOptions.DEFAULT.withPageSize(new PageSize(PAGE)).withStrictness(strictness);
    assertThat(RecordLog.of(everyKind(), options, 2)).hasSize(12);

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      StreamException fault = Faults.fault(() -> readTwoPayloads(cut, options));
      assertThat(fault).as("cut at " + length).isInstanceOf(TruncatedStreamException.class);
      assertThat(fault.clause()).isEqualTo(Clause.ELEMENT_COMPLETE);
      assertThat(fault.offset()).isBetween(0L, (long) length);
    }
  }

  private static void readTwoPayloads(byte[] bytes, ReaderOptions options) throws IOException {
    StreamInput input = new StreamInput(new TricklingChannel(bytes, bytes.length), 2 * PAGE);
    RamRecordReader reader = new RamRecordReader(input, options);
    reader.readPayload(new RamRecordAdapter() {});
    reader.readPayload(new RamRecordAdapter() {});
  }
}
