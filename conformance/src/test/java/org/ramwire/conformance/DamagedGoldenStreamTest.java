package org.ramwire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.codec.element.StreamVisitor;
import org.ramwire.codec.element.VmDescription;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.conformance.stream.inspect.Tee;
import org.ramwire.format.PageSize;
import org.ramwire.format.StreamException;
import org.ramwire.format.Strictness;
import org.ramwire.golden.GoldenStream;
import org.ramwire.golden.GoldenStreams;
import org.ramwire.receiver.RamReceiver;
import org.ramwire.receiver.store.DiscardingMemory;

/**
 * Golden streams, cut and spoilt: every one ends in a result or in one error with clause and
 * offset.
 *
 * <p>Takes every byte of the structure, and of the insides of whole pages and of the description
 * one in some tens, because all of those bytes go the same way; {@code -Dramwire.damage=all
 * -Dramwire.slow=true} takes every byte of every stream.
 */
class DamagedGoldenStreamTest {

  private static final boolean ALL = "all".equals(System.getProperty("ramwire.damage"));
  private static final int DULL_STEP = 61;
  private static final int MAX_POSITIONS = 400;
  private static final int ENDS = 100;
  private static final Duration LIMIT = ALL ? Duration.ofHours(2) : Duration.ofMinutes(3);

  @TestFactory
  Stream<DynamicTest> everyCutIsRefused() throws IOException {
    return GoldenStreams.all().stream()
        .map(golden -> DynamicTest.dynamicTest(golden.id(), () -> cutEverywhere(golden)));
  }

  @TestFactory
  @Tag("slow")
  Stream<DynamicTest> everyByteSpoiltInEachWayEndsInAResultOrOneError() throws IOException {
    return GoldenStreams.all().stream()
        .map(golden -> DynamicTest.dynamicTest(golden.id(), () -> spoilEverywhere(golden, true)));
  }

  /** In one of the ways each: they take turns. */
  @TestFactory
  Stream<DynamicTest> everySpoiltByteEndsInAResultOrOneError() throws IOException {
    return GoldenStreams.all().stream()
        .map(golden -> DynamicTest.dynamicTest(golden.id(), () -> spoilEverywhere(golden, false)));
  }

  private static void cutEverywhere(GoldenStream golden) throws IOException {
    byte[] whole = bytes(golden);
    Shape shape = Shape.of(whole);
    long accepted =
        within(
            () ->
                shape
                    .positions()
                    .filter(length -> length <= shape.opaqueFrom || shape.toldCut(whole, length))
                    .filter(length -> survives(Arrays.copyOf(whole, length), length))
                    .filter(length -> length != shape.eof + 1)
                    .count());
    // Cut right after EOF a stream is one without a description; elsewhere it is not whole.
    assertThat(accepted).as("cut streams that were taken for whole").isZero();
  }

  private static void spoilEverywhere(GoldenStream golden, boolean eachWay) throws IOException {
    byte[] whole = bytes(golden);
    Shape shape = Shape.of(whole);
    IntUnaryOperator[] damages = {
      value -> value ^ 0xff, value -> value ^ 0x01, value -> value + 0x20, value -> 0
    };
    long refused =
        within(
            () ->
                shape
                    .positions()
                    .mapToLong(
                        at ->
                            (eachWay
                                    ? Arrays.stream(damages)
                                    : Stream.of(damages[at % damages.length]))
                                .filter(damage -> !survives(spoilt(whole, at, damage), at))
                                .count())
                    .sum());
    assertThat(refused).as("spoilt streams that were refused").isPositive();
  }

  private static long within(java.util.function.LongSupplier work) {
    return Assertions.assertTimeoutPreemptively(LIMIT, work::getAsLong);
  }

  private static byte[] spoilt(byte[] whole, int at, IntUnaryOperator damage) {
    byte[] bytes = whole.clone();
    bytes[at] = (byte) damage.applyAsInt(bytes[at]);
    return bytes;
  }

  /** Reads a damaged stream; any exception but a stream's own fails the test. */
  private static boolean survives(byte[] bytes, int at) {
    try {
      read(bytes, new StreamAdapter() {});
      return true;
    } catch (StreamException e) {
      if (e.offset() < 0 || e.offset() > bytes.length) {
        throw new AssertionError("damage at " + at + ": an offset outside of the stream", e);
      }
      return false;
    } catch (IOException | RuntimeException e) {
      throw new AssertionError("damage at " + at, e);
    }
  }

  private static void read(byte[] bytes, StreamVisitor also) throws IOException {
    StreamInput input = new StreamInput(new ByteArrayInputStream(bytes));
    try (RamReceiver receiver =
        new RamReceiver(new DiscardingMemory(), PageSize.X86, Strictness.STRICT)) {
      MigrationStreamReader.open(input, ReaderOptions.DEFAULT, new Tee(receiver, also)).read();
      receiver.finish(input.offset());
    }
  }

  private static byte[] bytes(GoldenStream golden) throws IOException {
    try (var in = golden.stream()) {
      return in.readAllBytes();
    }
  }

  /** Which bytes of a stream are worth damaging, and where its end begins. */
  private static final class Shape implements StreamAdapter {

    private final BitSet dull = new BitSet();
    private int length;
    private long eof;
    private long opaqueFrom = Long.MAX_VALUE;

    static Shape of(byte[] whole) throws IOException {
      Shape shape = new Shape();
      shape.length = whole.length;
      read(whole, shape);
      return shape;
    }

    @Override
    public void page(PageHeader page, byte[] buffer, int from, int length) {
      dull.set((int) page.payloadOffset() + 2, (int) page.payloadOffset() + length - 2);
    }

    @Override
    public void compressedPage(PageHeader page, byte[] buffer, int from, int length) {
      if (length > 64) {
        dull.set((int) page.payloadOffset() + 16, (int) page.payloadOffset() + length - 16);
      }
    }

    @Override
    public void opaqueSections(long offset, long length) {
      opaqueFrom = offset;
    }

    @Override
    public void endOfFile(long offset) {
      eof = offset;
    }

    /**
     * CON-023: "A stream that is cut after any 00 of a device's state, or of the description's
     * length, looks like one that is not cut."
     */
    boolean toldCut(byte[] whole, int length) {
      return length > eof && whole[length - 1] != 0;
    }

    @Override
    public void vmdesc(long offset, VmDescription description) {
      dull.set((int) offset + 16, (int) offset + description.length() - 16);
    }

    /** All positions of the structure if they are few, else both ends and a stride between. */
    IntStream positions() {
      int[] worthwhile =
          IntStream.range(0, length)
              .filter(at -> ALL || !dull.get(at) || at % DULL_STEP == 0)
              .toArray();
      int stride = ALL ? 1 : 1 + worthwhile.length / MAX_POSITIONS;
      int last = worthwhile.length - 1;
      return IntStream.rangeClosed(0, last)
          .filter(i -> i < ENDS || i > last - ENDS || i % stride == 0)
          .map(i -> worthwhile[i])
          .parallel();
    }
  }
}
