package org.ramwire.xbzrle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.ramwire.xbzrle.PageArbitraries.Pair;

/** The decoder against the naive model, with guard bytes around everything. */
class XbzrleDecoderPropertyTest {

  private static final int GUARD = 24;

  @Property(seed = "86", tries = 20000)
  @Tag("slow")
  void decodesAsTheModelDoesTenTimesAsOften(
      @ForAll("deltas") byte[] delta,
      @ForAll("pageLengths") int pageLength,
      @ForAll @IntRange(max = 17) int offset,
      @ForAll long seed) {
    decodesAsTheModelDoes(delta, pageLength, offset, seed);
  }

  @Property(seed = "85", tries = 2000)
  void decodesAsTheModelDoes(
      @ForAll("deltas") byte[] delta,
      @ForAll("pageLengths") int pageLength,
      @ForAll @IntRange(max = 17) int offset,
      @ForAll long seed) {
    byte[] page = new byte[pageLength];
    new Random(seed).nextBytes(page);
    NaiveXbzrle.Decoded expected = NaiveXbzrle.decode(delta, page);
    Statistics.label("page size").collect(pageLength);
    Statistics.label("clause").collect(expected.valid() ? "valid" : expected.clause());

    byte[] input = padded(delta, offset);
    byte[] strict = padded(page, offset);
    byte[] lenient = strict.clone();
    int from = GUARD + offset;
    Fault strictFault = new Fault();
    Fault lenientFault = new Fault();
    int strictReach =
        strictFault.of(
            () -> XbzrleDecoder.decode(input, from, delta.length, strict, from, pageLength));
    int lenientReach =
        lenientFault.of(
            () ->
                XbzrleDecoder.decodePartially(
                    input, from, delta.length, lenient, from, pageLength));

    strictFault.assertIs(expected);
    lenientFault.assertIs(expected);
    assertThat(lenient).isEqualTo(padded(expected.page(), offset));
    if (expected.valid()) {
      assertThat(strictReach).isEqualTo(expected.reach());
      assertThat(lenientReach).isEqualTo(expected.reach());
      assertThat(strict).isEqualTo(padded(expected.page(), offset));
    } else {
      // XBZ-012
      assertThat(strict).isEqualTo(padded(page, offset));
    }
    assertThat(input).isEqualTo(padded(delta, offset));
  }

  @Property(seed = "11", tries = 2000)
  void decodesWhatTheEncoderWrites(@ForAll("pairs") Pair pair) throws DeltaException {
    byte[] delta = NaiveXbzrle.encode(pair.oldContent(), pair.pageContent(), 4 * pair.length());
    byte[] page = pair.oldContent();
    XbzrleDecoder.decode(delta, 0, delta.length, page, 0, pair.length());
    assertThat(page).isEqualTo(pair.pageContent());
  }

  private static byte[] padded(byte[] content, int offset) {
    byte[] array = new byte[GUARD + offset + content.length + GUARD];
    Arrays.fill(array, (byte) 0x5a);
    System.arraycopy(content, 0, array, GUARD + offset, content.length);
    return array;
  }

  /** What a call threw, if it did. */
  private static final class Fault {

    private DeltaException exception;

    /** A call of the decoder. */
    interface Call {
      int reach() throws DeltaException;
    }

    int of(Call call) {
      try {
        return call.reach();
      } catch (DeltaException e) {
        exception = e;
        return -1;
      }
    }

    void assertIs(NaiveXbzrle.Decoded expected) {
      if (expected.valid()) {
        assertThat(exception).isNull();
      } else {
        assertThat(exception).isNotNull();
        assertThat(exception.clause()).isEqualTo(expected.clause());
        assertThat(exception.deltaOffset()).isEqualTo(expected.deltaOffset());
      }
    }
  }

  @Provide
  Arbitrary<byte[]> deltas() {
    return PageArbitraries.deltas();
  }

  @Provide
  Arbitrary<Integer> pageLengths() {
    return Arbitraries.of(1024, 2048, 4096, 8192, 16384, 32768, 65536);
  }

  @Provide
  Arbitrary<Pair> pairs() {
    return PageArbitraries.pairs();
  }
}
