package org.ramwire.conformance.lab.bench.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void columnsThatDoNotFitGoOnBelowWithTheFirstAgain() {
    TextTable table = new TextTable(8, new String[] {"a", "bb", "cc"});
    table.add("日", "1", "22");

    assertThat(table.text()).isEqualTo("a   bb\n──────\n日   1\n\na   cc\n──────\n日  22\n");
  }

  @Test
  void namesAreCutByTheirWidth() {
    assertThat(Cells.fitted("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Cells.fitted("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(Cells.fitted("日本日本", 6)).isEqualTo("日本…");
    assertThat(Cells.fitted("😀😀😀", 4)).isEqualTo("😀…");
  }

  @Test
  void figuresHaveThreeDigitsAndAUnit() {
    assertThat(Stream.of(0.001234, 1.234, 12.34, 123.4, 99.96).map(Amount::digits))
        .containsExactly("0.0012", "1.23", "12.3", "123", "100");
    assertThat(Amount.ratio(Double.POSITIVE_INFINITY)).isEqualTo("∞");
    assertThat(Amount.share(Double.NaN)).isEqualTo("–");
    assertThat(Amount.share(0.0001)).isEqualTo("<0.1%");
    assertThat(Amount.size(1536)).isEqualTo("1.50 KiB");
    assertThat(Amount.size(16L << 30)).isEqualTo("16 GiB");
    assertThat(Amount.link(25e9)).isEqualTo("25 Gbit/s");
    assertThat(Amount.link(100e6)).isEqualTo("100 Mbit/s");
  }

  @Test
  void textIsBrokenAtSpacesAndInsideOfWordsThatAreTooLong() {
    assertThat(Wrapped.text("aa bb cc", "  ", 5)).isEqualTo("aa bb\n  cc\n");
    assertThat(Wrapped.text("a".repeat(12), " ", 5)).isEqualTo("aaaaa\n aaaa\n aaa\n");
    assertThat(Wrapped.text("日本日本", "", 4)).isEqualTo("日本\n日本\n");
    assertThat(Stream.of("", "a").map(word -> Wrapped.text(word, " ", 5)))
        .containsExactly("\n", "a\n");
  }
}
