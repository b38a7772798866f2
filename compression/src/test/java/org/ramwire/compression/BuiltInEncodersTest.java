package org.ramwire.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.format.PageSize;

/** This module's encoders: each kind against the contract, every name once. */
class BuiltInEncodersTest {

  private static final PageEncoders ENCODERS = PageEncoders.load();

  abstract static class Named extends PageEncoderContract {

    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    protected PageEncoder open(PageSize pageSize) {
      return ENCODERS.open(name, pageSize);
    }
  }

  @Nested
  class Plain extends Named {
    Plain() {
      super("plain");
    }
  }

  @Nested
  class ZeroAware extends Named {
    ZeroAware() {
      super("zero-aware");
    }
  }

  @Nested
  class ZlibStored extends Named {
    ZlibStored() {
      super("zlib-0");
    }
  }

  @Nested
  class ZlibBest extends Named {
    ZlibBest() {
      super("zlib-9");
    }
  }

  @Nested
  class Zstd extends Named {
    Zstd() {
      super("zstd-3");
    }
  }

  @Nested
  class ZstdFast extends Named {
    ZstdFast() {
      super("zstd-fast-5");
    }
  }

  @Nested
  class ZstdFresh extends Named {
    ZstdFresh() {
      super("zstd-19-fresh");
    }
  }

  /** An encoder of somebody else's, found by the service loader. */
  @Nested
  class Outsider extends Named {
    Outsider() {
      super(InvertingProvider.NAME);
    }
  }

  static List<String> names() {
    return ENCODERS.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void opensByItsNameAndRoundTrips(String name) throws DataFormatException {
    byte[] page = PageShape.MIXED.page(4096, 7);
    try (PageEncoder encoder = ENCODERS.open(name, PageSize.X86)) {
      assertThat(encoder.name()).isEqualTo(name);
      byte[] encoded = new byte[encoder.maxEncodedBytes()];
      int length = encoder.encode(page, page, encoded);
      byte[] decoded = new byte[4096];
      encoder.decode(encoded, length, decoded);
      assertThat(decoded).isEqualTo(page);
    }
  }

  @Test
  void hasZlibsAndZstdsLevels() {
    assertThat(names())
        .contains("plain", "zero-aware", "zstd-22", "zstd-fast-7", "zstd-1-fresh")
        .containsAll(Stream.iterate(0, i -> i + 1).limit(10).map(i -> "zlib-" + i).toList())
        .doesNotHaveDuplicates()
        .hasSize(2 + 10 + 2 * (22 + 7) + 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "zlib",
        "zlib-10",
        "zlib-1-fresh",
        "zstd-0",
        "zstd-23",
        "zstd-fast-8",
        "zlib-01"
      })
  void knowsNoOtherNames(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> ENCODERS.open(name, PageSize.X86));
  }

  @Test
  void zeroPageHasNoBytesWhenTheEncoderIsAwareOfIt() {
    try (PageEncoder encoder = ENCODERS.open("zero-aware", PageSize.X86)) {
      assertThat(encoder.encode(new byte[4096], null, new byte[4096])).isZero();
    }
  }

  @Test
  void reusedContextGivesTheBytesOfAFreshOne() {
    byte[] page = PageShape.MIXED.page(4096, 2);
    try (PageEncoder reused = ENCODERS.open("zstd-5", PageSize.X86);
        PageEncoder fresh = ENCODERS.open("zstd-5-fresh", PageSize.X86)) {
      byte[] one = new byte[reused.maxEncodedBytes()];
      byte[] other = new byte[fresh.maxEncodedBytes()];
      reused.encode(PageShape.TEXT.page(4096, 1), null, one);
      Arrays.fill(one, (byte) 0);
      assertThat(reused.encode(page, null, one)).isEqualTo(fresh.encode(page, null, other));
      assertThat(one).isEqualTo(other);
    }
  }
}
