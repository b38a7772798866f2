package org.ramwire.sender.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.codec.StreamOutput;
import org.ramwire.sender.SenderClock;

class RateLimitTest {

  private final FakeClock clock = new FakeClock();
  private final StreamOutput output = new StreamOutput(OutputStream.nullOutputStream());

  private RateLimit limit(long bandwidth) {
    return new RateLimit(output, clock, bandwidth);
  }

  private void send(int bytes) throws IOException {
    output.bytes(new byte[bytes]);
  }

  @Test
  void isFullWhenMoreThanATenthHasGone() throws IOException {
    RateLimit limit = limit(1000);
    send(100);
    assertThat(limit.exceeded()).isFalse();
    send(1);
    assertThat(limit.exceeded()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0,false", "9,false", "10,true"})
  void isNoLimitBelowTenBytesASecond(long bandwidth, boolean limited) throws IOException {
    RateLimit limit = limit(bandwidth);
    send(1 << 20);
    assertThat(limit.exceeded()).isEqualTo(limited);
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 49, 50})
  void leavesRoomForARecordBehindTheHeadOfASection(long bandwidth) throws IOException {
    RateLimit limit = limit(bandwidth);
    send(5);
    assertThat(limit.exceeded()).isFalse();
    send(1);
    assertThat(limit.exceeded()).isTrue();
  }

  @Test
  void opensAWindowEveryHundredMilliseconds() throws IOException {
    RateLimit limit = limit(1000);
    send(500);
    clock.advanceMillis(99);
    assertThat(limit.turnWindow()).isFalse();
    assertThat(limit.exceeded()).isTrue();
    clock.advanceMillis(1);
    assertThat(limit.turnWindow()).isTrue();
    assertThat(limit.exceeded()).isFalse();
    assertThat(limit.measuredBytesPerMilli()).isEqualTo(5.0);
  }

  @Test
  void measuresWhatGoesBesideTheOutputInItsWindow() throws IOException {
    RateLimit limit = limit(1000);
    send(50);
    limit.movedBeside(450);
    assertThat(limit.exceeded()).isFalse();
    clock.advanceMillis(100);
    assertThat(limit.turnWindow()).isTrue();
    assertThat(limit.measuredBytesPerMilli()).isEqualTo(5.0);
    clock.advanceMillis(100);
    assertThat(limit.turnWindow()).isTrue();
    assertThat(limit.measuredBytesPerMilli()).isZero();
  }

  @Test
  void waitsForTheRestOfTheWindow() throws IOException {
    RateLimit limit = limit(1000);
    long start = clock.nanoTime();
    clock.advanceMillis(30);
    send(500);
    limit.awaitRoom();
    assertThat(clock.nanoTime() - start).isEqualTo(100_000_000);
    limit.awaitRoom();
    assertThat(clock.nanoTime() - start).isEqualTo(100_000_000);
  }

  @Test
  void takesAnotherBandwidthAtOnce() throws IOException {
    RateLimit limit = limit(1000);
    send(500);
    limit.bandwidth(100_000);
    assertThat(limit.exceeded()).isFalse();
    limit.bandwidth(10);
    assertThat(limit.exceeded()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limit.bandwidth(-1))
        .withMessageContaining("maxBandwidth")
        .withMessageContaining("-1");
  }

  @Test
  void endsWithTheThread() throws IOException {
    SenderClock interrupting =
        new SenderClock() {
          @Override
          public long nanoTime() {
            return 0;
          }

          @Override
          public void sleepMillis(long millis) throws InterruptedException {
            throw new InterruptedException();
          }
        };
    RateLimit limit = new RateLimit(output, interrupting, 1000);
    send(500);
    assertThatThrownBy(limit::awaitRoom).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
