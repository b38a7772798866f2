package org.ramwire.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ramwire.compression.pipeline.RecordOrder;
import org.ramwire.format.PageSize;
import org.ramwire.sender.profile.SenderProfile;

class SenderOptionsTest {

  private static Arguments pair(
      String option,
      String given,
      UnaryOperator<SenderOptions.Builder> good,
      UnaryOperator<SenderOptions.Builder> bad) {
    return Arguments.of(option, given, good, bad);
  }

  static Stream<Arguments> limits() {
    return Stream.of(
        pair("xbzrleCacheBytes", "4095", b -> b.xbzrle(4096), b -> b.xbzrle(4095)),
        pair(
            "xbzrleCacheBytes",
            "4398046511105",
            b -> b.xbzrle(1L << 42),
            b -> b.xbzrle((1L << 42) + 1)),
        pair("compressionThreads", "0", b -> b.compression(1, 1), b -> b.compression(0, 1)),
        pair("compressionThreads", "256", b -> b.compression(255, 1), b -> b.compression(256, 1)),
        pair("compressionLevel", "-1", b -> b.compression(1, 0), b -> b.compression(1, -1)),
        pair("compressionLevel", "10", b -> b.compression(1, 9), b -> b.compression(1, 10)),
        pair("maxBandwidth", "-1", b -> b.maxBandwidth(0), b -> b.maxBandwidth(-1)),
        pair(
            "downtimeLimitMillis",
            "-1",
            b -> b.downtimeLimitMillis(0),
            b -> b.downtimeLimitMillis(-1)),
        pair(
            "downtimeLimitMillis",
            "2000001",
            b -> b.downtimeLimitMillis(2_000_000),
            b -> b.downtimeLimitMillis(2_000_001)),
        pair("throttleInitialPercent", "0", b -> b.autoConverge(1, 1), b -> b.autoConverge(0, 1)),
        pair(
            "throttleInitialPercent",
            "100",
            b -> b.autoConverge(99, 1),
            b -> b.autoConverge(100, 1)),
        pair("throttleIncrementPercent", "0", b -> b.autoConverge(1, 1), b -> b.autoConverge(1, 0)),
        pair(
            "throttleIncrementPercent",
            "100",
            b -> b.autoConverge(1, 99),
            b -> b.autoConverge(1, 100)),
        pair(
            "xbzrle",
            "16384",
            b -> b.pageSize(new PageSize(8192)).xbzrle(1 << 20),
            b -> b.pageSize(new PageSize(16384)).xbzrle(1 << 20)));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void namesTheOptionAndWhatWasGiven(
      String option,
      String given,
      UnaryOperator<SenderOptions.Builder> good,
      UnaryOperator<SenderOptions.Builder> bad) {
    assertThat(good.apply(SenderOptions.builder()).build()).isNotNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bad.apply(SenderOptions.builder()).build())
        .withMessageStartingWith(option + ":")
        .withMessageEndingWith("not " + (option.equals("xbzrle") ? "of " : "") + given);
  }

  @Test
  void takesTheOrderOfItsProfile() {
    SenderOptions.Builder options = SenderOptions.builder();
    assertThat(options.build().compressionOrder()).isEqualTo(RecordOrder.AS_FINISHED);
    options.profile(SenderProfile.QEMU_7_2);
    assertThat(options.build().compressionOrder()).isEqualTo(RecordOrder.AS_SUBMITTED);
    options.compressionOrder(RecordOrder.DETERMINISTIC);
    assertThat(options.build().compressionOrder()).isEqualTo(RecordOrder.DETERMINISTIC);
  }
}
