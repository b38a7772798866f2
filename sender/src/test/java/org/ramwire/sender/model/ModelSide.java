package org.ramwire.sender.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ramwire.sender.SenderStatistics;

/** The model as one of the two sides. */
final class ModelSide implements Side, ModelTransport {

  private final ModelSettings settings;
  private final Player player;
  private final boolean hooked;
  private final ModelMemory memory;
  private final List<ModelBlock> blocks = new ArrayList<>();
  private final SeedModel model;
  private long nanos = FakeTime.START_NANOS;
  private long cacheBytes;
  private boolean calling;

  ModelSide(Scenario scenario, Set<Departure> departures, Player player) {
    this.settings = scenario.settings(departures);
    this.player = player;
    this.hooked = !scenario.hookAnswers().isEmpty();
    this.memory = new ModelMemory(scenario.pageBytes());
    this.cacheBytes = Long.highestOneBit(settings.cacheBytes());
    player.play(this);
    memory.watchLog(player::logIsTaken);
    this.model = new SeedModel(settings, memory, () -> nanos, this);
  }

  Set<Sight> sights() {
    return model.tally.sights();
  }

  @Override
  public void writeHead() {
    model.wire.raw(new byte[5]);
  }

  @Override
  public int liveBlocks() {
    return blocks.size();
  }

  @Override
  public int usedPages(int block) {
    return blocks.get(block).usedBytes / settings.pageBytes();
  }

  @Override
  public int maxPages(int block) {
    return blocks.get(block).maxBytes() / settings.pageBytes();
  }

  @Override
  public void write(int block, int page, int edit) {
    ModelBlock target = blocks.get(block);
    byte[] old = target.page((long) page * settings.pageBytes(), settings.pageBytes());
    memory.write(target, page, Edit.apply(old, edit));
  }

  @Override
  public void resize(int block, int pages) {
    int before = usedPages(block);
    memory.resize(blocks.get(block), pages * settings.pageBytes());
    model.tally.sawIf(pages > before, Sight.GREW);
    model.tally.sawIf(pages < before, Sight.SHRANK);
    model.tally.sawIf(calling && pages != before, Sight.RESIZED_IN_CALL);
  }

  @Override
  public void plug(String name, int usedPages, int maxPages) {
    int end = memory.endPage();
    blocks.add(
        memory.plug(name, usedPages * settings.pageBytes(), maxPages * settings.pageBytes()));
    if (model != null) {
      model.tally.saw(memory.endPage() == end ? Sight.PLUGGED_INTO_GAP : Sight.PLUGGED);
      model.tally.sawIf(calling, Sight.PLUGGED_IN_CALL);
    }
  }

  @Override
  public void unplug(int block) {
    memory.unplug(blocks.remove(block));
    model.tally.saw(calling ? Sight.UNPLUGGED_IN_CALL : Sight.UNPLUGGED);
  }

  @Override
  public void resizeCache(int pages) {
    long bytes = (long) pages * settings.pageBytes();
    cacheBytes = Long.highestOneBit(bytes);
    model.resizeCache(bytes);
  }

  @Override
  public void bandwidth(long bytesPerSecond) {
    model.window.bandwidth(bytesPerSecond);
  }

  @Override
  public void advanceMicros(long micros) {
    nanos += micros * 1000;
  }

  @Override
  public boolean turnWindow() {
    boolean turned = model.window.turn(nanos / 1_000_000);
    model.tally.sawIf(turned, Sight.WINDOW_TURNED);
    return turned;
  }

  @Override
  public boolean windowFull() {
    return model.window.full();
  }

  @Override
  public double bytesPerMilli() {
    return model.window.bytesPerMilli();
  }

  @Override
  public void setup() {
    calling = true;
    model.setup();
    calling = false;
  }

  @Override
  public long iterate() {
    calling = true;
    long sum = model.iterate();
    calling = false;
    return sum;
  }

  @Override
  public long pending(long threshold) {
    return model.pending(threshold);
  }

  @Override
  public void complete() {
    calling = true;
    model.complete();
    calling = false;
  }

  @Override
  public void cancel() {
    model.cancel();
  }

  @Override
  public byte[] written() {
    return model.wire.take();
  }

  @Override
  public SenderStatistics statistics() {
    Tally tally = model.tally;
    return new SenderStatistics(
        settings.pageBytes(),
        tally.transferred,
        model.remainingBytes(),
        model.totalBytes(),
        tally.duplicate,
        0,
        tally.normal,
        tally.compressed,
        tally.iterations,
        tally.deltaBytes,
        tally.deltaPages,
        tally.misses,
        tally.missRate,
        tally.overflows,
        settings.deltas() ? cacheBytes : 0,
        tally.shownSyncs,
        tally.dirtyPagesRate,
        tally.throttlePercent);
  }

  @Override
  public void before(Payload payload, SeedModel sender) {
    if (hooked) {
      player.payloadBegins();
    }
  }

  @Override
  public void after(Payload payload, SeedModel sender) {
    if (!hooked) {
      return;
    }
    player.payloadEnds();
    int delayed = player.takeDelayed();
    if (delayed > 0) {
      sender.movedLater((long) delayed * settings.pageBytes(), delayed % 2 == 0);
    }
    if (player.leavesHookRecords()) {
      sender.writeHookRecord();
    }
  }

  @Override
  public Answer offer(ModelBlock block, long offset) {
    if (!hooked) {
      return Answer.REFUSED;
    }
    return switch (player.offer()) {
      case REFUSES -> Answer.REFUSED;
      case TAKES -> new Answer(Verdict.TAKEN, player.takenBytes());
      case TAKES_WITHOUT_BYTES -> new Answer(Verdict.TAKEN, 0);
      case DELAYS -> new Answer(Verdict.DELAYED, 0);
      case DELAYS_WITH_BYTES -> new Answer(Verdict.DELAYED, player.takenBytes());
    };
  }
}
