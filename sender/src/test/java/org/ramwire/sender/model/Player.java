package org.ramwire.sender.model;

import java.io.IOException;
import java.util.List;
import org.ramwire.sender.model.Scenario.HookAnswer;
import org.ramwire.sender.model.Step.Moment;

/** Plays steps on one side, those of a call's moments too, and answers for its hook. */
final class Player {

  private static final int MOST_BLOCKS = 6;

  private final Scenario scenario;
  private Side side;
  private int plugged;
  private List<Moment> moments = List.of();
  private int offered;
  private int logsTaken;
  private int answered;
  private int delayed;

  Player(Scenario scenario) {
    this.scenario = scenario;
  }

  void play(Side value) {
    side = value;
    for (Scenario.BlockPlan plan : scenario.blocks()) {
      plug(plan.usedPages(), plan.morePages());
    }
  }

  /** Does a step that is no call. */
  void act(Step step) {
    switch (step.kind()) {
      case WRITE -> write(step.a(), step.b(), step.c());
      case WRITE_MANY -> writeMany(step);
      case RESIZE -> {
        int block = Math.floorMod(step.a(), side.liveBlocks());
        side.resize(block, 1 + Math.floorMod(step.b(), side.maxPages(block)));
      }
      case PLUG -> {
        if (side.liveBlocks() < MOST_BLOCKS) {
          plug(1 + Math.floorMod(step.a(), 9), Math.floorMod(step.b(), 3));
        }
      }
      case UNPLUG -> {
        if (side.liveBlocks() > 1) {
          side.unplug(Math.floorMod(step.a(), side.liveBlocks()));
        }
      }
      case CACHE -> {
        if (scenario.deltas()) {
          side.resizeCache(1 + Math.floorMod(step.a(), 40));
        }
      }
      case BANDWIDTH -> side.bandwidth(bandwidth(step.a()));
      case CLOCK -> side.advanceMicros(clockMicros(step.a()));
      default -> throw new AssertionError(step);
    }
  }

  /** Returns half a window, the most that a section may last, more often than anything else. */
  private static long clockMicros(int number) {
    return number % 3 == 0 ? 50_000 : Math.floorMod(number, 120_000);
  }

  private long bandwidth(int number) {
    return switch (Math.floorMod(number, 4)) {
      case 0 -> Math.floorMod(number, 12);
      case 1 -> 10L * Math.floorMod(number, 100);
      default -> 10L * scenario.pageBytes() * Math.floorMod(number, 20);
    };
  }

  /** Does a step that is a call; returns what it returned. */
  long call(Step step) throws IOException {
    moments = step.moments();
    offered = 0;
    logsTaken = 0;
    long result = 0;
    switch (step.kind()) {
      case SETUP -> side.setup();
      case ITERATE -> {
        side.writeHead();
        result = side.iterate();
      }
      case PENDING ->
          result = side.pending(Math.floorMod(step.a(), 60) * (scenario.pageBytes() / 2L));
      case LONG_PERIOD -> {
        writeMany(step);
        side.advanceMicros(1_000_500 + Math.floorMod(step.a(), 400_000));
        result = side.pending(Long.MAX_VALUE);
      }
      case ROUND -> {
        side.advanceMicros(99_000 + Math.floorMod(step.a(), 1_700_000));
        side.turnWindow();
        side.pending(Long.MAX_VALUE);
        side.writeHead();
        result = side.iterate();
      }
      case TURN_WINDOW -> result = side.turnWindow() ? 1 : 0;
      case COMPLETE -> side.complete();
      default -> throw new AssertionError(step);
    }
    moments = List.of();
    return result;
  }

  void logIsTaken() {
    logsTaken++;
    happen(-1 - logsTaken);
  }

  void payloadBegins() {
    happen(0);
  }

  void payloadEnds() {
    happen(-1);
  }

  /** Answers for the hook, after what happens at this moment. */
  HookAnswer offer() {
    offered++;
    happen(offered);
    HookAnswer answer = scenario.hookAnswers().get(answered++ % scenario.hookAnswers().size());
    if (answer == HookAnswer.DELAYS || answer == HookAnswer.DELAYS_WITH_BYTES) {
      delayed++;
    }
    return answer;
  }

  /** Returns how many bytes a page takes that the hook takes over. */
  long takenBytes() {
    return 1 + answered * 37L % scenario.pageBytes();
  }

  /** Returns how many pages the hook has delayed since the last time it was asked. */
  int takeDelayed() {
    int count = delayed;
    delayed = 0;
    return count;
  }

  boolean leavesHookRecords() {
    return scenario.hookAnswers().size() % 2 == 0;
  }

  private void happen(int at) {
    for (Moment moment : moments) {
      boolean writes = moment.step().kind().writes();
      if (moment.at() == at && (at >= -1 || writes)) {
        act(moment.step());
      }
    }
  }

  private void plug(int used, int more) {
    side.plug("ram." + plugged++, used, used + more);
  }

  private void writeMany(Step step) {
    for (int i = 0; i < 1 + Math.floorMod(step.c(), 12); i++) {
      write(step.a() + i / 3, step.b() + i, step.c() + i);
    }
  }

  private void write(int blockNumber, int pageNumber, int edit) {
    int block = Math.floorMod(blockNumber, side.liveBlocks());
    side.write(block, Math.floorMod(pageNumber, side.usedPages(block)), edit);
  }
}
