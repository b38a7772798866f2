package org.ramwire.conformance.lab.bench.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.lab.history.BuiltInHistory;
import org.ramwire.conformance.lab.history.PageHistory;
import org.ramwire.conformance.lab.qemu.CaptureException;
import org.ramwire.format.PageSize;

class QemuRowsTest {

  @Test
  void sharesWhatARoundTakesMoreThanAnEmptyOneAmongItsPages() {
    assertThat(QemuRows.perPage(21_000_000, 1_000_000, 8000)).isEqualTo(2500);
    assertThat(QemuRows.perPage(900_000, 1_000_000, 8000)).isEqualTo(1);
  }

  @Test
  void takesTheClockWhereProcessorTimeIsNotKnown() {
    assertThat(new LastRound(5, 7_000_000, 1, 0).nanos()).isEqualTo(5);
    assertThat(new LastRound(-1, 7_000_000, 1, 0).nanos()).isEqualTo(7_000_000);
  }

  @Test
  void saysInOneSentenceThatAProgramIsNoQemu() {
    List<PageHistory> histories = List.of(BuiltInHistory.COUNTER.make(PageSize.X86, 4));

    assertThatThrownBy(() -> QemuRows.measure("/bin/false", histories, 1, text -> {}))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("the process ended before it listened");
  }
}
