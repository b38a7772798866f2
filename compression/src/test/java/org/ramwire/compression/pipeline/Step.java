package org.ramwire.compression.pipeline;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.ramwire.codec.RamBlock;
import org.ramwire.compression.PageShape;
import org.ramwire.format.PageSize;

/**
 * Something that a source does with its pipeline: submits a page, or flushes if the block is null.
 */
record Step(RamBlock block, long pageOffset, PageShape shape, long randomSeed) {

  static final Step FLUSH = new Step(null, 0, null, 0);

  static Step page(RamBlock block, int pageIndex, PageShape shape) {
    return new Step(block, (long) pageIndex * PageSize.X86.bytes(), shape, pageIndex);
  }

  boolean isFlush() {
    return block == null;
  }

  byte[] content() {
    return shape.page(PageSize.X86.bytes(), randomSeed);
  }

  void run(DeflatePipeline pipeline) throws IOException {
    if (isFlush()) {
      pipeline.flush();
    } else {
      byte[] content = content();
      pipeline.submit(
          block,
          pageOffset,
          (offset, target, from) -> System.arraycopy(content, 0, target, from, content.length));
    }
  }

  /** Runs of pages of one block, with zero pages among them and a flush now and then. */
  static Arbitrary<List<Step>> sequences() {
    Arbitrary<Step> page =
        Combinators.combine(
                Arbitraries.frequencyOf(
                    Tuple.of(20, Arbitraries.just(Capture.RAM)),
                    Tuple.of(2, Arbitraries.just(Capture.VGA)),
                    Tuple.of(1, Arbitraries.just(Capture.BIOS))),
                Arbitraries.integers().between(0, Capture.PAGES - 1),
                // Zero pages often enough that several follow one another.
                Arbitraries.frequencyOf(
                    Tuple.of(1, Arbitraries.just(PageShape.ZERO)),
                    Tuple.of(2, Arbitraries.of(PageShape.values()))),
                Arbitraries.longs().between(0, 1000))
            .as(
                (block, index, shape, randomSeed) ->
                    new Step(block, (long) index * PageSize.X86.bytes(), shape, randomSeed));
    return Arbitraries.frequencyOf(Tuple.of(15, page), Tuple.of(1, Arbitraries.just(FLUSH)))
        .list()
        .ofMinSize(0)
        .ofMaxSize(120);
  }
}
