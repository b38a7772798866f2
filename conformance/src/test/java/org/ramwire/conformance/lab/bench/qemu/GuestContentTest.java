package org.ramwire.conformance.lab.bench.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ramwire.conformance.lab.history.BuiltInHistory;
import org.ramwire.conformance.lab.history.PageHistory;
import org.ramwire.format.PageSize;

class GuestContentTest {

  private static final int PAGE = PageSize.X86.bytes();

  private final PageHistory history = BuiltInHistory.COUNTER.make(PageSize.X86, 1000);

  @Test
  void repeatsAHistoryWholeUntilItIsLongEnough() {
    GuestContent content = GuestContent.of(history, QemuEncoder.COMPRESS);

    assertThat(content.copies()).isEqualTo(3);
    assertThat(content.pages()).isEqualTo(3000);
    byte[] after = content.after();
    assertThat(after).hasSize(3000 * PAGE).startsWith(history.after()).endsWith(history.after());
    assertThat(content.before()).hasSize(3000 * PAGE).startsWith(history.before());
  }

  @Test
  void putsALongHistoryThereOnce() {
    PageHistory longer = BuiltInHistory.ZERO.make(PageSize.X86, 2048);

    assertThat(GuestContent.of(longer, QemuEncoder.COMPRESS).copies()).isEqualTo(1);
    assertThat(GuestContent.of(longer, QemuEncoder.XBZRLE).copies()).isEqualTo(4);
  }

  @Test
  void makesAGuestAndACacheThatHoldIt() {
    GuestContent content = GuestContent.of(history, QemuEncoder.XBZRLE);

    int memory = content.guest().blocks().get(0).lengthBytes();
    long cache = content.guest().settings().parameters().get("xbzrle-cache-size");
    assertThat(memory).isBetween(content.bytes() + (10 << 20), content.bytes() + (11 << 20));
    assertThat(cache).isBetween((long) memory, 2L * memory);
    assertThat(Long.bitCount(cache)).isEqualTo(1);
    assertThat(content.guest().settings().capabilities()).containsExactly("xbzrle");
  }

  @Test
  void compressesAtLevelOneByOneThread() {
    assertThat(GuestContent.of(history, QemuEncoder.COMPRESS).guest().settings().parameters())
        .containsEntry("compress-level", 1L)
        .containsEntry("compress-threads", 1L)
        .doesNotContainKey("xbzrle-cache-size");
  }
}
