package org.ramwire.compression.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.ramwire.compression.PageShape;
import org.ramwire.compression.PayloadException;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;

/** The inflating pipeline against records applied one after another, over schedules. */
class InflatePipelinePropertyTest {

  private static final int PAGE = PageSize.X86.bytes();

  private enum Kind {
    COMPRESSED,
    PLAIN,
    EOS
  }

  private record Event(Kind kind, int page, PageShape shape, long randomSeed) {

    byte[] content() {
      return shape.page(PAGE, randomSeed);
    }

    void send(MiniReceiver receiver, byte[] content) throws IOException {
      switch (kind) {
        case COMPRESSED -> receiver.compressedPage(page, OneThreadModel.deflate(content, 1));
        case PLAIN -> receiver.page(page, content);
        case EOS -> receiver.endOfSection();
      }
    }
  }

  @Provide
  Arbitrary<List<Event>> events() {
    return Combinators.combine(
            Arbitraries.of(
                Kind.COMPRESSED,
                Kind.COMPRESSED,
                Kind.COMPRESSED,
                Kind.COMPRESSED,
                Kind.PLAIN,
                Kind.PLAIN,
                Kind.EOS),
            Arbitraries.integers().between(0, 5),
            Arbitraries.of(PageShape.values()),
            Arbitraries.longs().between(0, 50))
        .as(Event::new)
        .list()
        .ofMaxSize(150);
  }

  @Property(seed = "421", tries = 300, edgeCases = EdgeCasesMode.MIXIN)
  void everySectionEndsWithTheMemoryOfOneThread(
      @ForAll("events") List<Event> events,
      @ForAll @IntRange(min = 1, max = 6) int threads,
      @ForAll long randomSeed)
      throws Exception {
    byte[][] expected = new byte[Capture.PAGES][PAGE];
    Watchdog.guard(
        () -> {
          try (PipelineReceiver receiver = new PipelineReceiver(threads, jittery(randomSeed))) {
            for (Event event : events) {
              byte[] content = event.content();
              event.send(receiver, content);
              if (event.kind() == Kind.EOS) {
                assertSame(receiver, expected);
              } else {
                expected[event.page()] = content;
              }
            }
            receiver.endOfSection();
            assertSame(receiver, expected);
          }
          return null;
        });
  }

  private static void assertSame(MiniReceiver receiver, byte[][] expected) {
    for (int page = 0; page < expected.length; page++) {
      assertThat(receiver.content(page)).isEqualTo(expected[page]);
    }
  }

  private static Supplier<PayloadDecoder> jittery(long randomSeed) {
    AtomicInteger count = new AtomicInteger();
    return () -> {
      Random random = new Random(randomSeed + count.getAndIncrement());
      PayloadDecoder zlib = PayloadDecoder.open(PageSize.X86, Strictness.STRICT);
      return new PayloadDecoder() {
        @Override
        public void decode(byte[] payload, int from, int length, byte[] page)
            throws PayloadException {
          JitterEncoder.dawdle(random);
          zlib.decode(payload, from, length, page);
          JitterEncoder.dawdle(random);
        }

        @Override
        public void close() {
          zlib.close();
        }
      };
    };
  }
}
