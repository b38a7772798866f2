package org.ramwire.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {

  @ParameterizedTest
  @CsvSource({
    "1,1",
    "512,512",
    "64K,65536",
    "64k,65536",
    "1KiB,1024",
    "2G,2147483648",
    "3MB,3145728",
    "7E,8070450532247928832"
  })
  void readsSizes(String text, long bytes) {
    assertThat(Sizes.parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "K", "0", "-1", "1.5G", "8E", "x", "9223372036854775808"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> Sizes.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void showsSizes() {
    assertThat(Sizes.show(0)).isEqualTo("0 B");
    assertThat(Sizes.show(1023)).isEqualTo("1023 B");
    assertThat(Sizes.show(1024)).isEqualTo("1.0 KiB");
    assertThat(Sizes.show(1 << 20)).isEqualTo("1.0 MiB");
    assertThat(Sizes.show(Long.MAX_VALUE)).isEqualTo("8.0 EiB");
  }
}
