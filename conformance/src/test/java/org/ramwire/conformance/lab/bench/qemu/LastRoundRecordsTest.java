package org.ramwire.conformance.lab.bench.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.ramwire.conformance.lab.bench.EncoderFault;

class LastRoundRecordsTest {

  private static final int PAGES = 3;
  private static final int COPIES = 2;

  private final LastRoundRecords records = new LastRoundRecords(PAGES, COPIES);

  private void sent(int page, int bytes) {
    records.count(GuestContent.START + page * 4096L, bytes);
  }

  @Test
  void countsOneCopyOfTheHistory() throws Exception {
    for (int copy = 0; copy < COPIES; copy++) {
      sent(copy * PAGES, 4096);
      sent(copy * PAGES + 1, 17);
    }

    records.checkCopies();
    assertThat(records.payloadBytes()).isEqualTo(4113);
    assertThat(records.plainPages()).isEqualTo(1);
  }

  @Test
  void leavesOutPagesBesideTheContent() {
    sent(-1, 4096);
    sent(PAGES * COPIES, 4096);
    records.count(0, 1);

    assertThat(records.payloadBytes()).isZero();
    sent(0, 5);
    assertThat(records.payloadBytes()).isEqualTo(5);
  }

  @Test
  void refusesCopiesThatTakeDifferentBytes() {
    sent(1, 17);
    sent(PAGES + 1, 18);

    assertThatThrownBy(records::checkCopies)
        .isInstanceOf(EncoderFault.class)
        .hasMessage("it gives other bytes each time: page 1 takes 18 and, before, 17");
  }
}
