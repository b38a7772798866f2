package org.ramwire.xbzrle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.ramwire.format.PageSize;
import org.ramwire.xbzrle.PageArbitraries.Pair;

/** The encoder against the naive model, with guard bytes around everything. */
class XbzrleEncoderPropertyTest {

  private static final int GUARD = 24;
  private static final byte GUARD_BYTE = 0x5a;

  @Property(seed = "303", tries = 20000)
  @Tag("slow")
  void encodesAsTheModelDoesTenTimesAsOften(
      @ForAll("pairs") Pair pair, @ForAll @IntRange(max = 17) int deltaFrom) {
    encodesAsTheModelDoes(pair, deltaFrom);
  }

  @Property(seed = "302", tries = 2000)
  void encodesAsTheModelDoes(
      @ForAll("pairs") Pair pair, @ForAll @IntRange(max = 17) int deltaFrom) {
    byte[] expected = NaiveXbzrle.encode(pair.oldContent(), pair.pageContent(), pair.length());
    Statistics.label("page size").collect(pair.length());
    Statistics.label("result")
        .collect(expected == null ? "overflow" : expected.length == 0 ? "unchanged" : "delta");
    assertEncodes(pair, deltaFrom, pair.length(), expected);
  }

  @Property(seed = "18", tries = 10000)
  @Tag("slow")
  void givesUpExactlyWhereTheModelDoesFiveTimesAsOften(
      @ForAll("pairs") Pair pair, @ForAll @IntRange(max = 17) int deltaFrom) {
    givesUpExactlyWhereTheModelDoes(pair, deltaFrom);
  }

  @Property(seed = "17", tries = 2000)
  void givesUpExactlyWhereTheModelDoes(
      @ForAll("pairs") Pair pair, @ForAll @IntRange(max = 17) int deltaFrom) {
    byte[] old = pair.oldContent();
    byte[] page = pair.pageContent();
    int whole = NaiveXbzrle.encode(old, page, 4 * pair.length()).length;
    for (int limit = Math.max(0, whole - 4); limit <= whole + 3; limit++) {
      assertEncodes(pair, deltaFrom, limit, NaiveXbzrle.encode(old, page, limit));
    }
  }

  @Property(seed = "1535", tries = 10000)
  @Tag("slow")
  void givesUpAtAnyLimitWhereTheModelDoesFiveTimesAsOften(
      @ForAll("pairs") Pair pair, @ForAll @IntRange(max = 9000) int limit) {
    givesUpAtAnyLimitWhereTheModelDoes(pair, limit);
  }

  @Property(seed = "1534", tries = 2000)
  void givesUpAtAnyLimitWhereTheModelDoes(
      @ForAll("pairs") Pair pair, @ForAll @IntRange(max = 9000) int limit) {
    byte[] expected = NaiveXbzrle.encode(pair.oldContent(), pair.pageContent(), limit);
    assertEncodes(pair, 0, limit, expected);
  }

  private static void assertEncodes(Pair pair, int deltaFrom, int limit, byte[] expected) {
    byte[] delta = new byte[GUARD + deltaFrom + limit + GUARD];
    Arrays.fill(delta, GUARD_BYTE);
    byte[] old = pair.old().clone();
    byte[] page = pair.page().clone();
    int from = GUARD + deltaFrom;

    int length =
        new XbzrleEncoder(new PageSize(pair.length()))
            .encode(old, pair.oldFrom(), page, pair.pageFrom(), delta, from, limit);

    if (expected == null) {
      assertThat(length).as("limit %d", limit).isEqualTo(XbzrleEncoder.OVERFLOW);
    } else {
      assertThat(length).as("limit %d", limit).isEqualTo(expected.length);
      assertThat(Arrays.copyOfRange(delta, from, from + length)).isEqualTo(expected);
    }
    assertThat(Arrays.copyOf(delta, from)).containsOnly(GUARD_BYTE);
    assertThat(Arrays.copyOfRange(delta, from + limit, delta.length)).containsOnly(GUARD_BYTE);
    assertThat(old).isEqualTo(pair.old());
    assertThat(page).isEqualTo(pair.page());
  }

  @Provide
  Arbitrary<Pair> pairs() {
    return PageArbitraries.pairs();
  }
}
