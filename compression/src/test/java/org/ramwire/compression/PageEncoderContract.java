package org.ramwire.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PageEncoder;

/**
 * What every {@link PageEncoder} promises. To hold an encoder against it, extend this class and
 * open the encoder.
 */
public abstract class PageEncoderContract {

  private static final int GUARD = 8;
  private static final byte GUARD_BYTE = 0x5a;

  /** Opens an encoder of the kind under test. */
  protected abstract PageEncoder open(PageSize pageSize);

  /** Returns the page sizes that the encoder takes. */
  protected Stream<PageSize> pageSizes() {
    return Stream.of(1024, 4096, 8192, 65536).map(PageSize::new);
  }

  /** Tells whether the encoder notices when its input is cut short by a byte. */
  protected boolean noticesCuts() {
    return true;
  }

  private PageSize anyPageSize() {
    return pageSizes().findFirst().orElseThrow();
  }

  @TestFactory
  Stream<DynamicTest> roundTripsEveryShapeOfPage() {
    return pageSizes()
        .flatMap(
            size ->
                Stream.of(PageShape.values())
                    .map(
                        shape ->
                            dynamicTest(
                                shape + " of " + size.bytes(), () -> roundTrip(size, shape))));
  }

  private void roundTrip(PageSize size, PageShape shape) throws DataFormatException {
    try (PageEncoder encoder = open(size)) {
      for (int randomSeed = 0; randomSeed < 5; randomSeed++) {
        byte[] previous = previous(size, randomSeed);
        byte[] page = randomSeed == 4 ? previous.clone() : shape.page(size.bytes(), randomSeed);
        byte[] decoded = roundTrip(encoder, page, previous);
        assertThat(decoded).isEqualTo(page);
      }
    }
  }

  /** Encodes and decodes a page, each amid other bytes; gives the page itself if not encoded. */
  private static byte[] roundTrip(PageEncoder encoder, byte[] page, byte[] previous)
      throws DataFormatException {
    byte[] given = encoder.needsPrevious() ? amidGuards(previous) : null;
    byte[] source = amidGuards(page);
    byte[] target = amidGuards(new byte[encoder.maxEncodedBytes()]);
    int length = encoder.encode(source, GUARD, given, GUARD, target, GUARD);
    assertThat(source).as("the page is not changed").isEqualTo(amidGuards(page));
    assertThat(given)
        .as("its previous content is not changed")
        .isEqualTo(given == null ? null : amidGuards(previous));
    assertThat(length).isBetween(PageEncoder.NOT_ENCODED, encoder.maxEncodedBytes());
    assertGuarded(target);
    if (length == PageEncoder.NOT_ENCODED) {
      return page;
    }
    byte[] encoded = amidGuards(Arrays.copyOfRange(target, GUARD, GUARD + length));
    byte[] decoded = amidGuards(encoder.needsPrevious() ? previous : new byte[page.length]);
    encoder.decode(encoded, GUARD, length, decoded, GUARD);
    assertGuarded(decoded);
    return Arrays.copyOfRange(decoded, GUARD, decoded.length - GUARD);
  }

  private static byte[] amidGuards(byte[] bytes) {
    byte[] amid = new byte[bytes.length + 2 * GUARD];
    Arrays.fill(amid, GUARD_BYTE);
    System.arraycopy(bytes, 0, amid, GUARD, bytes.length);
    return amid;
  }

  private static void assertGuarded(byte[] amid) {
    assertThat(Arrays.copyOf(amid, GUARD))
        .as("nothing is written before the range")
        .containsOnly(GUARD_BYTE);
    assertThat(Arrays.copyOfRange(amid, amid.length - GUARD, amid.length))
        .as("nothing is written after the range")
        .containsOnly(GUARD_BYTE);
  }

  @Test
  void givesTheSameBytesWhateverItEncodedBefore() {
    PageSize size = anyPageSize();
    byte[] page = PageShape.MIXED.page(size.bytes(), 1);
    byte[] previous = previous(size, 1);
    try (PageEncoder used = open(size);
        PageEncoder fresh = open(size)) {
      for (PageShape shape : PageShape.values()) {
        encode(used, shape.page(size.bytes(), 3), previous);
      }
      assertThat(encode(used, page, previous)).isEqualTo(encode(fresh, page, previous));
    }
  }

  private static byte[] encode(PageEncoder encoder, byte[] page, byte[] previous) {
    byte[] target = new byte[encoder.maxEncodedBytes()];
    int length = encoder.encode(page, 0, encoder.needsPrevious() ? previous : null, 0, target, 0);
    return Arrays.copyOf(target, Math.max(0, length));
  }

  @Test
  void takesGarbageWithNothingWorseThanADataFormatException() {
    PageSize size = anyPageSize();
    Random random = new Random(3);
    try (PageEncoder encoder = open(size)) {
      for (int run = 0; run < 500; run++) {
        byte[] garbage = new byte[random.nextInt(encoder.maxEncodedBytes() + 1)];
        random.nextBytes(garbage);
        if (run % 2 == 0) {
          byte[] encoded =
              encode(encoder, PageShape.TEXT.page(size.bytes(), run), previous(size, 0));
          System.arraycopy(encoded, 0, garbage, 0, Math.min(encoded.length, garbage.length));
        }
        byte[] page = Arrays.copyOf(previous(size, 0), size.bytes());
        try {
          encoder.decode(garbage, 0, garbage.length, page, 0);
        } catch (DataFormatException e) {
          assertThat(e).hasMessageMatching(".+");
        }
      }
    }
  }

  @Test
  void worksAfterAFailure() throws DataFormatException {
    PageSize size = anyPageSize();
    try (PageEncoder encoder = open(size)) {
      byte[] page = PageShape.TEXT.page(size.bytes(), 8);
      byte[] previous = previous(size, 8);
      byte[] encoded = encode(encoder, page, previous);
      assumeThat(encoded.length).isGreaterThan(1);
      byte[] target = previous.clone();
      boolean failed = false;
      try {
        encoder.decode(encoded, 0, encoded.length - 1, target, 0);
      } catch (DataFormatException e) {
        failed = true;
      }
      assertThat(failed).as("a cut page is refused").isEqualTo(noticesCuts());
      assertThat(roundTrip(encoder, page, previous)).isEqualTo(page);
    }
  }

  @Test
  void encodersOfSeveralThreadsDoNotMeet() throws Exception {
    PageSize size = anyPageSize();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Void> work =
          () -> {
            try (PageEncoder encoder = open(size)) {
              for (int run = 0; run < 50; run++) {
                byte[] page = PageShape.MIXED.page(size.bytes(), run);
                assertThat(roundTrip(encoder, page, previous(size, run))).isEqualTo(page);
              }
            }
            return null;
          };
      for (var result : threads.invokeAll(Collections.nCopies(4, work))) {
        result.get();
      }
    } finally {
      threads.shutdown();
      assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void hasANameAndABound() {
    try (PageEncoder encoder = open(anyPageSize())) {
      assertThat(encoder.name()).matches("[a-z0-9-]+");
      assertThat(encoder.maxEncodedBytes()).isPositive();
    }
  }

  /** A page that others differ from in a few places. */
  private static byte[] previous(PageSize size, long randomSeed) {
    byte[] page = PageShape.TEXT.page(size.bytes(), randomSeed);
    Random random = new Random(randomSeed);
    for (int i = 0; i < 10; i++) {
      page[random.nextInt(page.length)] ^= 1;
    }
    return page;
  }
}
