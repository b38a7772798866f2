package org.ramwire.xbzrle;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Pairs of pages, and deltas, whose runs end around the borders that an implementation may trip
 * over.
 */
final class PageArbitraries {

  /** Two contents of a page inside larger arrays: what surrounds them is random too. */
  record Pair(byte[] old, int oldFrom, byte[] page, int pageFrom, int length, String runs) {

    byte[] oldContent() {
      return Arrays.copyOfRange(old, oldFrom, oldFrom + length);
    }

    byte[] pageContent() {
      return Arrays.copyOfRange(page, pageFrom, pageFrom + length);
    }

    @Override
    public String toString() {
      return length + " bytes at " + oldFrom + " and " + pageFrom + ", runs " + runs;
    }
  }

  /** A run of a page pair: bytes that stay, then bytes that change. */
  record Run(int same, int changed) {

    @Override
    public String toString() {
      return same + "+" + changed;
    }
  }

  private static final int GUARD = 80;

  private PageArbitraries() {}

  /** Lengths at and beside words, cache lines, the one-byte length and the page's end. */
  static Arbitrary<Integer> lengths() {
    Arbitrary<Integer> borders = Arbitraries.of(8, 16, 24, 32, 64, 128, 256, 512, 1024);
    return Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.integers().between(0, 9)),
        Tuple.of(
            6,
            Combinators.combine(borders, Arbitraries.integers().between(-2, 2)).as(Integer::sum)),
        Tuple.of(2, Arbitraries.integers().between(0, 300)),
        Tuple.of(1, Arbitraries.integers().between(4085, 4100)),
        Tuple.of(1, Arbitraries.integers().between(0, 8192)));
  }

  /** Page pairs of 1 KiB to 8 KiB. */
  static Arbitrary<Pair> pairs() {
    Arbitrary<Run> run = Combinators.combine(lengths(), lengths()).as(Run::new);
    Arbitrary<Integer> few = Arbitraries.integers().between(1, 3);
    Arbitrary<Run> denseRun = Combinators.combine(few, few).as(Run::new);
    Arbitrary<List<Run>> runs =
        Arbitraries.frequencyOf(
            Tuple.of(4, run.list().ofMaxSize(12)), Tuple.of(1, denseRun.list().ofSize(8)));
    Arbitrary<Integer> offset = Arbitraries.integers().between(0, 17);
    // The list of runs is repeated up to the page's end, or the rest stays the same.
    return Combinators.combine(
            Arbitraries.of(1024, 2048, 4096, 8192),
            runs,
            Arbitraries.of(true, false),
            offset,
            offset,
            Arbitraries.longs())
        .as(PageArbitraries::pair);
  }

  private static Pair pair(
      int length, List<Run> runs, boolean repeated, int oldFrom, int pageFrom, long seed) {
    Random random = new Random(seed);
    byte[] old = new byte[length + GUARD];
    byte[] page = new byte[length + GUARD];
    random.nextBytes(old);
    random.nextBytes(page);
    System.arraycopy(old, oldFrom, page, pageFrom, length);
    int at = 0;
    do {
      int start = at;
      for (Run run : runs) {
        at = Math.min(length, at + run.same());
        int end = Math.min(length, at + run.changed());
        for (; at < end; at++) {
          page[pageFrom + at] ^= (byte) (1 + random.nextInt(255));
        }
      }
      if (at == start) {
        break;
      }
    } while (repeated && at < length);
    return new Pair(old, oldFrom, page, pageFrom, length, runs + (repeated ? " repeated" : ""));
  }

  /** Deltas made of runs whose every field may be wrong. */
  static Arbitrary<byte[]> deltas() {
    Arbitrary<byte[]> run =
        Combinators.combine(
                lengths(),
                lengths(),
                Arbitraries.frequency(Tuple.of(20, 0), Tuple.of(1, 1), Tuple.of(1, 2)),
                Arbitraries.frequency(Tuple.of(40, 0), Tuple.of(1, -1), Tuple.of(1, 1)),
                Arbitraries.longs())
            .as(PageArbitraries::run);
    Arbitrary<Integer> cut =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.just(0)), Tuple.of(1, Arbitraries.integers().between(1, 4)));
    Arbitrary<byte[]> structured =
        Combinators.combine(run.list().ofMaxSize(20), cut).as(PageArbitraries::join);
    Arbitrary<byte[]> anything = Arbitraries.bytes().array(byte[].class).ofMinSize(0).ofMaxSize(64);
    return Arbitraries.frequencyOf(Tuple.of(9, structured), Tuple.of(1, anything));
  }

  private static byte[] run(int zrun, int nzrun, int overlong, int missing, long seed) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writeLength(out, zrun, overlong == 1);
    writeLength(out, nzrun, overlong == 2);
    byte[] bytes = new byte[Math.max(0, nzrun + missing)];
    new Random(seed).nextBytes(bytes);
    out.writeBytes(bytes);
    return out.toByteArray();
  }

  private static void writeLength(ByteArrayOutputStream out, int length, boolean overlong) {
    if (length < 128 && !overlong) {
      out.write(length);
    } else {
      out.write(length & 0x7f | 0x80);
      out.write(length >>> 7);
    }
  }

  private static byte[] join(List<byte[]> parts, int cut) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    parts.forEach(out::writeBytes);
    return Arrays.copyOf(out.toByteArray(), Math.max(0, out.size() - cut));
  }
}
