package org.ramwire.conformance.stream.peer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.format.ElementType;

class ReceiveBoundTest {

  private final AtomicLong clock = new AtomicLong(-7);

  private ReceiveBound bound(long stallSeconds, long wholeSeconds) {
    return new ReceiveBound(stallSeconds, wholeSeconds, clock::get);
  }

  private void pass(long millis) {
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void nothingIsOverdueBeforeTheFirstByte() {
    ReceiveBound bound = bound(1, 1);
    pass(100_000);
    assertThatCode(bound::check).doesNotThrowAnyException();
  }

  @Test
  void theWholeMayTakeItsTimeAndNoMore() throws IOException {
    ReceiveBound bound = bound(0, 10);
    bound.came(1);
    pass(9_999);
    bound.check();
    pass(1);
    assertThatThrownBy(bound::check).hasMessageContaining("--max-time");
    bound.end();
    bound.check();
  }

  @Test
  void eachSpanNeedsItsUsefulBytes() throws IOException {
    ReceiveBound bound = bound(10, 0);
    bound.came(1 << 20);
    bound.sectionStart(new SectionHeader(0, ElementType.FULL, 5, "example", 0, 1));
    bound.came(ReceiveBound.LEAST_BYTES);
    pass(10_000);
    bound.check();
    bound.came(ReceiveBound.LEAST_BYTES - 1);
    pass(9_999);
    bound.check();
    pass(1);
    assertThatThrownBy(bound::check)
        .isInstanceOf(PeerStalledException.class)
        .hasMessageContaining("no progress: 4095 bytes");
  }

  @Test
  void bytesOutsidePagesAndDevicesAreOfNoUse() {
    ReceiveBound bound = bound(10, 0);
    bound.came(1 << 20);
    pass(10_000);
    assertThatThrownBy(bound::check).hasMessageContaining("no progress: 0 bytes");
  }
}
