package org.ramwire.conformance.stream.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.record.RamRecordReader;
import org.ramwire.codec.record.RamRecordWriter;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;
import org.ramwire.receiver.RamReceiver;
import org.ramwire.receiver.store.DiscardingMemory;

class RoundsTest {

  private static final int PAGES = 3000;
  private static final RamBlock BLOCK = new RamBlock(0, Idstr.of("r"), PAGES * 4096L);

  @Test
  void aPageThatComesAgainStartsARound() throws IOException {
    StreamReport report = report(0, 1, 2, 1, 0, 1);
    assertThat(report.roundCount()).isEqualTo(3);
    assertThat(report.rounds()).extracting(Rounds.Round::pages).containsExactly(3L, 2L, 1L);
  }

  @Test
  void pagesOutOfOrderAreOneRound() throws IOException {
    assertThat(report(2, 0, 1).roundCount()).isEqualTo(1);
  }

  @Test
  void forgetsLongRoundsAsWellAsShortOnes() throws IOException {
    int[] pages = new int[3 * PAGES];
    for (int i = 0; i < pages.length; i++) {
      pages[i] = i % PAGES;
    }
    assertThat(report(pages).rounds())
        .extracting(Rounds.Round::pages)
        .containsExactly((long) PAGES, (long) PAGES, (long) PAGES);
  }

  @Test
  void noRecordIsNoRound() throws IOException {
    assertThat(report().roundCount()).isZero();
  }

  private static StreamReport report(int... pages) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StreamOutput output = new StreamOutput(bytes);
    RamRecordWriter writer = new RamRecordWriter(output, PageSize.X86);
    writer.blockList(BlockList.of(List.of(BLOCK)));
    for (int page : pages) {
      writer.zeroPage(BLOCK, page * 4096L, (byte) 0);
    }
    writer.endOfSection();
    output.flush();
    StreamSummary summary = new StreamSummary(PageSize.X86);
    StreamInput input = new StreamInput(new ByteArrayInputStream(bytes.toByteArray()));
    try (RamReceiver receiver =
        new RamReceiver(new DiscardingMemory(), PageSize.X86, Strictness.STRICT)) {
      new RamRecordReader(input, ReaderOptions.DEFAULT).readPayload(new Tee(receiver, summary));
      return summary.report(receiver.report(), input.offset());
    }
  }
}
