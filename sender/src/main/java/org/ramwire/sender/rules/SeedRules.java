package org.ramwire.sender.rules;

import org.ramwire.compression.pipeline.DeflateOptions;
import org.ramwire.compression.pipeline.RecordOrder;
import org.ramwire.sender.count.Counters;

/** {@link org.ramwire.sender.profile.SenderProfile#SEED}: what the build of 2015 does otherwise. */
final class SeedRules implements SenderRules {

  @Override
  public RecordOrder recordOrder() {
    return RecordOrder.AS_FINISHED;
  }

  /** It holds a page for each thread, in the order of submission too. */
  @Override
  public DeflateOptions deflating(int threads, int level, RecordOrder order) {
    return order == RecordOrder.AS_SUBMITTED
        ? new DeflateOptions(threads, level, order, threads)
        : SenderRules.super.deflating(threads, level, order);
  }

  /** ERR-034: a first round sends every page after a block's first dirty one, clean ones too. */
  @Override
  public boolean takesDirtyPagesOnly(boolean bulkStage, long page) {
    return !bulkStage || page == 0;
  }

  /** It looks at the page that it has sent once more. */
  @Override
  public long searchGoesOnAt(long sentPage) {
    return sentPage;
  }

  /** Without deltas a page of the new round may overtake one of the old. */
  @Override
  public boolean flushesAtRoundEnd(boolean usesDeltas) {
    return usesDeltas;
  }

  /** ERR-061: it divides whole numbers. */
  @Override
  public double bandwidth(double measuredBytesPerMilli) {
    return Math.floor(measuredBytesPerMilli);
  }

  /** A compressed page is a normal one as well. */
  @Override
  public void countCompressed(Counters counters) {
    SenderRules.super.countCompressed(counters);
    counters.normalPages.add(1);
  }
}
