package org.ramwire.conformance.lab.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramwire.format.PageSize;

/** The built-in histories: the same bytes everywhere, and what their names say. */
class BuiltInHistoryTest {

  private static final int PAGES = 64;

  /** Published figures cite these: a history that changes is another one, of another name. */
  @ParameterizedTest
  @CsvSource({
    "ZERO, 5344dd75364a3c952e6bc1ea855e7ed93a936127e3e1c21dbbd4f107b9102b04",
    "COUNTER, b6553e697eb98b68d2af54284a35a021b53619820ca4b7cad757308f56ecb30e",
    "SPARSE, 09c4b37e7f1e384276bc66ae9332c0b44bdeaec93c2584fe7534b8a00334c62b",
    "POINTERS, 0d2365dd5f2cdc7649f53f46fc596ea170ad37ce93fc6ce5ea9b569fd5efbadb",
    "TEXT, 6e5c0a3a93f1492d3be1ee8e3448d5d40cefebd32b1a6ed15b9f25c49c8d3784",
    "CODE, 8ae6fbe1f087293c271c8b6a83412937cb38cfaf594e31a4e6ac6e5a3c7c1bd9",
    "COMPRESSED, 8d5504cdc517333dc224e294cda77d42e5919cf6b5288da9b23ddca28ad379e9",
    "RANDOM, c6c86b5b5c2c2719e2408667ce3adc82a474446b575450a935dcd485083c57f0",
    "SCATTERED, 2a1341b0c33ce457e34771c79769b83b2f3e6ae0154ac13431f863ec514216d1",
    "STRUCTS, 6d38aba16dfdf4b541446d8663c5231888fdae2ee03b3a19c5f5d04f433dcfb3",
    "RUNS, ed7fef53e3a1e278af0b3819c242d29906166236ca66cdf92e6125a8a9772c43",
    "FULL, 2497e341085707dc4a4c957cb699bd8c3e2483e21436f4147440f82e7c574ef1",
    "ALTERNATING, 7dbe4eb4f1584d05a692f3900636d8a65382382362a6ff1af5b8a275bc3381c9",
    "HALVES, cacac522002142317c439533904374f35afae7ec14d9183212fd99959d22e340"
  })
  void isTheSameBytesEverywhere(String name, String fingerprint) {
    BuiltInHistory history = BuiltInHistory.valueOf(name);
    assertThat(history.make(PageSize.X86, PAGES).fingerprint()).isEqualTo(fingerprint);
  }

  @ParameterizedTest
  @EnumSource(BuiltInHistory.class)
  void aPageDoesNotDependOnHowManyThereAre(BuiltInHistory history) {
    PageHistory few = history.make(PageSize.X86, 5);
    PageHistory many = history.make(PageSize.X86, 9);
    int length = 5 * 4096;
    assertThat(Arrays.copyOf(many.before(), length)).isEqualTo(few.before());
    assertThat(Arrays.copyOf(many.after(), length)).isEqualTo(few.after());
  }

  @ParameterizedTest
  @EnumSource(BuiltInHistory.class)
  void everyPageChangesAtEveryPageSize(BuiltInHistory history) {
    for (int bytes : new int[] {1024, 4096, 65536}) {
      PageHistory made = history.make(new PageSize(bytes), 40);
      for (int page = 0; page < made.pages(); page++) {
        assertThat(changed(made, page)).as("page %d of %d bytes", page, bytes).isPositive();
      }
      assertThat(made.rounds()).isEqualTo(1);
      assertThat(made.foundPages()).isEqualTo(40);
    }
  }

  @Test
  void aCounterChangesOneWordOfItsPage() {
    PageHistory counter = BuiltInHistory.COUNTER.make(PageSize.X86, PAGES);
    for (int page = 0; page < PAGES; page++) {
      assertThat(changed(counter, page)).isBetween(1, 8);
    }
  }

  @Test
  void zeroBecomesZero() {
    assertThat(BuiltInHistory.ZERO.make(PageSize.X86, PAGES).after()).containsOnly(0);
  }

  @Test
  void alternatingChangesEverySecondByteAndHalvesSixteenOfThirtyTwo() {
    assertThat(changed(BuiltInHistory.ALTERNATING.make(PageSize.X86, 1), 0)).isEqualTo(2048);
    assertThat(changed(BuiltInHistory.HALVES.make(PageSize.X86, 1), 0)).isEqualTo(2048);
  }

  @Test
  void scatteredChangesFewBytesAndFullNearlyAll() {
    PageHistory scattered = BuiltInHistory.SCATTERED.make(PageSize.X86, PAGES);
    PageHistory full = BuiltInHistory.FULL.make(PageSize.X86, PAGES);
    for (int page = 0; page < PAGES; page++) {
      assertThat(changed(scattered, page)).isBetween(1, 135);
      assertThat(changed(full, page)).isGreaterThan(4000);
    }
  }

  private static int changed(PageHistory history, int page) {
    int bytes = history.pageSize().bytes();
    int changed = 0;
    for (int at = page * bytes; at < (page + 1) * bytes; at++) {
      changed += history.before()[at] == history.after()[at] ? 0 : 1;
    }
    return changed;
  }
}
