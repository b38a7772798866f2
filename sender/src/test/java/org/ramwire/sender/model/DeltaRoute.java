package org.ramwire.sender.model;

/** The modelled way of a page by its difference from what was sent before. */
final class DeltaRoute {

  /** What became of a page. */
  enum Outcome {
    WRITTEN,
    UNCHANGED,
    GOES_WHOLE
  }

  private final ModelWire wire;
  private final Tally tally;
  private final SentPages cache;

  DeltaRoute(ModelWire wire, Tally tally, SentPages cache) {
    this.wire = wire;
    this.tally = tally;
    this.cache = cache;
  }

  /** Remembers that a page went as zero. */
  void zeroWent(ModelBlock block, long offset, int pageBytes) {
    tally.saw(Sight.CACHE_ZERO);
    put(block.address + offset, new byte[pageBytes]);
  }

  Outcome save(ModelBlock block, long offset, byte[] page, boolean sameBlock, boolean lastStage) {
    long address = block.address + offset;
    if (!cache.use(address, tally.syncs)) {
      tally.misses++;
      tally.saw(lastStage ? Sight.CACHE_MISS_IN_LAST_STAGE : Sight.CACHE_MISS);
      if (!lastStage) {
        put(address, page);
      }
      return Outcome.GOES_WHOLE;
    }
    PlainDelta delta = new PlainDelta(cache.content(address), page);
    if (delta.fits() && delta.bytes().length == 0) {
      tally.saw(Sight.UNCHANGED);
      return Outcome.UNCHANGED;
    }
    if (!lastStage) {
      put(address, page);
    }
    if (!delta.fits()) {
      tally.overflows++;
      tally.saw(Sight.OVERFLOW);
      return Outcome.GOES_WHOLE;
    }
    write(block, offset, sameBlock, delta.bytes());
    tally.saw(lastStage ? Sight.DELTA_IN_LAST_STAGE : Sight.DELTA);
    return Outcome.WRITTEN;
  }

  private void put(long address, byte[] page) {
    boolean occupied = cache.occupied(address);
    boolean put = cache.put(address, page, tally.syncs);
    tally.sawIf(occupied, put ? Sight.CACHE_EVICTION : Sight.CACHE_FRESH);
  }

  private void write(ModelBlock block, long offset, boolean sameBlock, byte[] delta) {
    long start = wire.streamed();
    RecordWriter.head(wire, block, offset, RecordWriter.DELTA, sameBlock);
    wire.u8(1);
    wire.be16(delta.length);
    wire.raw(delta);
    long length = wire.streamed() - start;
    tally.deltaPages++;
    tally.deltaBytes += length;
    tally.transferred += length;
  }
}
