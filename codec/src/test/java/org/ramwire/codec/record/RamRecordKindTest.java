package org.ramwire.codec.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.Faults;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamOutput;
import org.ramwire.format.PageSize;

/** Each kind is known to all who deal with kinds: the writer, the reader and the collector. */
class RamRecordKindTest {

  private static final int PAGE = PageSize.X86.bytes();
  private static final RamBlock BLOCK = new RamBlock(0, Idstr.of("r"), PAGE);
  private static final RamRecord LIST = new RamRecord.MemSize(BlockList.of(List.of(BLOCK)));
  private static final RamRecord EOS = new RamRecord.Eos();

  private static RamRecord example(RamRecordKind kind) {
    return switch (kind) {
      case MEM_SIZE -> LIST;
      case ZERO -> new RamRecord.Zero(BLOCK, 0, (byte) 7);
      case PAGE -> new RamRecord.Page(BLOCK, 0, Bytes.of(new byte[PAGE]));
      case XBZRLE -> new RamRecord.Xbzrle(BLOCK, 0, Bytes.of(new byte[] {0, 1, 7}));
      case COMPRESS_PAGE -> new RamRecord.CompressPage(BLOCK, 0, Bytes.of(new byte[] {7}));
      case HOOK -> new RamRecord.Hook();
      case MULTIFD_FLUSH -> new RamRecord.MultifdFlush();
      case EOS -> EOS;
    };
  }

  @ParameterizedTest
  @EnumSource
  void isWrittenAndReadAgain(RamRecordKind kind) throws IOException {
    RamRecord example = example(kind);
    List<RamRecord> payload = new ArrayList<>(List.of(LIST));
    if (example != LIST && example != EOS) {
      payload.add(example);
    }
    payload.add(EOS);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StreamOutput output = new StreamOutput(bytes);
    RamRecordWriter writer = new RamRecordWriter(output, PageSize.X86);
    for (RamRecord record : payload) {
      record.writeTo(writer);
    }
    output.flush();

    RamRecordCollector collector = new RamRecordCollector();
    new RamRecordReader(Faults.input(bytes.toByteArray()), ReaderOptions.DEFAULT)
        .readPayload(collector);

    assertThat(example.kind()).isEqualTo(kind);
    assertThat(collector.records()).hasSameSizeAs(payload).contains(payload.get(1));
    assertThat(collector.records()).extracting(RamRecord::kind).contains(kind);
  }
}
