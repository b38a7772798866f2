package org.ramwire.conformance.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.lab.bench.MigrationModel.Forecast;

/** The model against figures that were worked out by hand. */
class MigrationModelTest {

  /** 4096 pages; 1024 pages a second; 100 ms. */
  private static final MigrationModel SMALL =
      new MigrationModel(16 << 20, 16 << 20, 4 << 20, 0.1, 1);

  /** Pages that take 4088 bytes and 8 of a header: 4096 bytes a page. */
  private static Row.Figures figures(double bytesPerPage, double encode, double decode) {
    Estimate encodeNanos = Estimate.of(encode);
    return new Row.Figures(
        1000,
        4096,
        (long) (1000 * bytesPerPage),
        0,
        encodeNanos,
        Estimate.of(decode),
        0,
        List.of());
  }

  /** 4096 pages a second: rounds of 4096 and 1024 pages; the 256 after them pass in 1/16 s. */
  @Test
  void convergesWhenTheLinkIsFasterThanTheGuest() {
    Forecast forecast =
        SMALL.forecast(figures(4088, 1000, 2000), EncoderKind.PAGE, 4096 * 4096 * 8.0);
    assertThat(forecast.converges()).isTrue();
    assertThat(forecast.rounds()).isEqualTo(3);
    assertThat(forecast.seconds()).isCloseTo(1 + 1 / 4.0 + 1 / 16.0, within(1e-9));
    assertThat(forecast.wireBytes()).isCloseTo((4096 + 1024 + 256) * 4096.0, within(1e-3));
    assertThat(forecast.processorSeconds()).isCloseTo((4096 + 1024 + 256) * 3e-6, within(1e-9));
  }

  @Test
  void doesNotConvergeWhenTheGuestIsFaster() {
    Forecast forecast = SMALL.forecast(figures(4088, 1, 1), EncoderKind.PAGE, 1024 * 4096 * 8.0);
    assertThat(forecast.converges()).isFalse();
    assertThat(forecast.rounds()).isLessThan(10);
  }

  /** The encoder takes 1/512 s a page: 512 pages a second against 1024 that are written. */
  @Test
  void aSlowEncoderHoldsUpAFastLink() {
    double slow = 1e9 / 512;
    assertThat(SMALL.forecast(figures(10, slow, 1), EncoderKind.PAGE, 1e12).converges()).isFalse();
    assertThat(SMALL.forecast(figures(10, 1, slow), EncoderKind.PAGE, 1e12).converges()).isFalse();
    MigrationModel eight = new MigrationModel(16 << 20, 16 << 20, 4 << 20, 0.1, 8);
    assertThat(eight.forecast(figures(10, slow, 1), EncoderKind.PAGE, 1e12).converges()).isTrue();
  }

  /** Deltas have nothing to compare with at first: 4096 plain pages of 4104 bytes. */
  @Test
  void aDeltaSendsTheFirstRoundPlain() {
    Forecast forecast =
        SMALL.forecast(figures(92, 1000, 1000), EncoderKind.DELTA, 4096 * 4104 * 8.0);
    assertThat(forecast.seconds()).isGreaterThan(1).isLessThan(1.03);
    assertThat(forecast.wireBytes()).isCloseTo(4096 * 4104 + 1024 * 100, within(3000.0));
  }

  @Test
  void theWorkingSetBoundsWhatIsWritten() {
    MigrationModel few = new MigrationModel(16 << 20, 64 << 10, 1e12, 0.1, 1);
    Forecast forecast = few.forecast(figures(4088, 1, 1), EncoderKind.PAGE, 4096 * 4096 * 8.0);
    assertThat(forecast.converges()).isTrue();
    assertThat(forecast.rounds()).isEqualTo(2);
  }
}
