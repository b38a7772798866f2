package org.ramwire.conformance.harness.program;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.ramwire.conformance.lab.bench.EncoderFault;

/** At which figure a claim becomes a lie. */
class ClaimedTimeTest {

  private static final long MILLI = 1_000_000;
  private static final long BATCH_BYTES = 1 << 20;

  private final ClaimedTime time = new ClaimedTime("encoding");

  @Test
  void nothingIsClaimedAndLessThanNothingIsALie() throws EncoderFault {
    add(0, 1);

    assertThatThrownBy(() -> time.add(-1, MILLI, 0, 0))
        .hasMessage("it lies about time: it claims -1 ns for encoding");
  }

  @Test
  void noClaimIsLongerThanTheClockAllows() throws EncoderFault {
    add(30, 10);

    assertThatThrownBy(() -> time.add(10 * MILLI + 1, 10 * MILLI, 0, 0))
        .hasMessage(
            "it lies about time: it claims 40.0 ms for encoding,"
                + " and the answers were there after 20.0 ms");
  }

  @Test
  void theLargestNumberIsALie() throws EncoderFault {
    add(1, 1);

    assertThatThrownBy(() -> time.add(Long.MAX_VALUE, MILLI, 0, 0))
        .isInstanceOf(EncoderFault.class);
  }

  @Test
  void halfOfTheProcessorTimeBeyondTransportIsEnough() throws EncoderFault {
    // 10 ms for each copy, with two ticks for what they hold back.
    time.learn(10, BATCH_BYTES, 80 * MILLI);
    for (int batch = 0; batch < 10; batch++) {
      add(50, 200);
    }

    assertThatCode(() -> time.check((2 * 500 + 4 * 100 + 20) * MILLI)).doesNotThrowAnyException();
    assertThatThrownBy(() -> time.check((2 * 500 + 4 * 100 + 20) * MILLI + 1))
        .hasMessage(
            "it lies about time: it claims 500.0 ms for encoding, and its processor time is"
                + " 1420.0 ms, of which reading and writing explain 100.0 ms");
  }

  @Test
  void moreBytesMayCostMoreAndFewerNoLess() throws EncoderFault {
    time.learn(10, BATCH_BYTES, 80 * MILLI);
    time.add(0, 100 * MILLI, 0, 3 * BATCH_BYTES);
    time.add(0, 100 * MILLI, 0, 1);

    assertThatCode(() -> time.check((4 * (30 + 10) + 20) * MILLI)).doesNotThrowAnyException();
    assertThatThrownBy(() -> time.check((4 * (30 + 10) + 20) * MILLI + 1))
        .isInstanceOf(EncoderFault.class);
  }

  @Test
  void noMemoryGives400BytesInANanosecond() throws EncoderFault {
    time.add(1000, 201 * MILLI, 400_000, BATCH_BYTES);
    time.check(0);

    time.add(0, MILLI, 400, BATCH_BYTES);
    assertThatThrownBy(() -> time.check(0))
        .hasMessage(
            "it lies about time: it claims 0.0 ms for encoding 0.4 MB, and no memory is that fast");
  }

  @Test
  void aCoarseClockMayShowNothingForAWhile() throws EncoderFault {
    time.add(0, 200 * MILLI, 1 << 20, BATCH_BYTES);

    assertThatCode(() -> time.check(0)).doesNotThrowAnyException();
  }

  private void add(long claimedMillis, long clockMillis) throws EncoderFault {
    time.add(claimedMillis * MILLI, clockMillis * MILLI, 0, BATCH_BYTES);
  }
}
