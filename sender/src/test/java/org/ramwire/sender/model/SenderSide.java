package org.ramwire.sender.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ramwire.codec.StreamOutput;
import org.ramwire.format.PageSize;
import org.ramwire.sender.ControlHook;
import org.ramwire.sender.HookStream;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.SenderSeams;
import org.ramwire.sender.SenderStatistics;
import org.ramwire.sender.memory.GuestBlock;
import org.ramwire.sender.memory.PageView;
import org.ramwire.sender.migration.RamSender;
import org.ramwire.sender.profile.SenderProfile;

/** This module's sender as one of the two sides. */
final class SenderSide implements Side, ControlHook {

  private final int pageBytes;
  private final Player player;
  private final ModelMemory memory;
  private final List<ModelBlock> blocks = new ArrayList<>();
  private final FakeTime clock = new FakeTime();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final StreamOutput output = new StreamOutput(bytes);
  private final RamSender sender;
  private int throttle;

  SenderSide(Scenario scenario, Player player) {
    this.pageBytes = scenario.pageBytes();
    this.player = player;
    this.memory = new ModelMemory(pageBytes);
    player.play(this);
    memory.watchLog(player::logIsTaken);
    SenderSeams seams =
        SenderSeams.DEFAULT.withClock(clock).withThrottle(percent -> throttle = percent);
    this.sender =
        new RamSender(
            new ModelGuest(memory),
            options(scenario),
            output,
            scenario.hookAnswers().isEmpty() ? seams : seams.withHook(this));
  }

  private static SenderOptions options(Scenario scenario) {
    SenderOptions.Builder options =
        SenderOptions.builder()
            .pageSize(new PageSize(scenario.pageBytes()))
            .profile(SenderProfile.SEED)
            .maxBandwidth(scenario.bandwidth());
    if (scenario.deltas()) {
      options.xbzrle((long) scenario.cachePages() * scenario.pageBytes());
    }
    if (scenario.compressionLevel() >= 0) {
      options.compression(1, scenario.compressionLevel());
    }
    if (scenario.throttleFirst() > 0) {
      options.autoConverge(scenario.throttleFirst(), scenario.throttleStep());
    }
    return options.build();
  }

  @Override
  public void writeHead() throws IOException {
    output.bytes(new byte[5]);
  }

  @Override
  public int liveBlocks() {
    return blocks.size();
  }

  @Override
  public int usedPages(int block) {
    return blocks.get(block).usedBytes / pageBytes;
  }

  @Override
  public int maxPages(int block) {
    return blocks.get(block).maxBytes() / pageBytes;
  }

  @Override
  public void write(int block, int page, int edit) {
    ModelBlock target = blocks.get(block);
    byte[] old = target.page((long) page * pageBytes, pageBytes);
    memory.write(target, page, Edit.apply(old, edit));
  }

  @Override
  public void resize(int block, int pages) {
    memory.resize(blocks.get(block), pages * pageBytes);
  }

  @Override
  public void plug(String name, int usedPages, int maxPages) {
    blocks.add(memory.plug(name, usedPages * pageBytes, maxPages * pageBytes));
  }

  @Override
  public void unplug(int block) {
    memory.unplug(blocks.remove(block));
  }

  @Override
  public void resizeCache(int pages) {
    sender.resizeCache((long) pages * pageBytes);
  }

  @Override
  public void bandwidth(long bytesPerSecond) {
    sender.rateLimit().bandwidth(bytesPerSecond);
  }

  @Override
  public void advanceMicros(long micros) {
    clock.advanceMicros(micros);
  }

  @Override
  public boolean turnWindow() {
    return sender.rateLimit().turnWindow();
  }

  @Override
  public boolean windowFull() {
    return sender.rateLimit().exceeded();
  }

  @Override
  public double bytesPerMilli() {
    return sender.rateLimit().measuredBytesPerMilli();
  }

  @Override
  public void setup() throws IOException {
    sender.setup();
  }

  @Override
  public long iterate() throws IOException {
    return sender.iterate();
  }

  @Override
  public long pending(long threshold) throws IOException {
    return sender.pending(threshold);
  }

  @Override
  public void complete() throws IOException {
    sender.complete();
  }

  @Override
  public void cancel() {
    sender.cancel();
  }

  @Override
  public byte[] written() throws IOException {
    output.flush();
    byte[] written = bytes.toByteArray();
    bytes.reset();
    return written;
  }

  @Override
  public SenderStatistics statistics() {
    return sender.statistics();
  }

  int throttle() {
    return throttle;
  }

  @Override
  public void beforeIterate(Stage stage, HookStream stream) {
    player.payloadBegins();
  }

  @Override
  public void afterIterate(Stage stage, HookStream stream) throws IOException {
    player.payloadEnds();
    int delayed = player.takeDelayed();
    if (delayed > 0) {
      stream.pagesMoved((long) delayed * pageBytes, delayed % 2 == 0);
    }
    if (player.leavesHookRecords()) {
      stream.writeHook();
    }
  }

  @Override
  public long savePage(GuestBlock block, long pageOffset, PageView page) {
    return switch (player.offer()) {
      case REFUSES -> UNSUPPORTED;
      case TAKES -> player.takenBytes();
      case TAKES_WITHOUT_BYTES -> 0;
      case DELAYS -> DELAYED;
      case DELAYS_WITH_BYTES -> ControlHook.delayed(player.takenBytes());
    };
  }
}
