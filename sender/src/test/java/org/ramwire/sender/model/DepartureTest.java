package org.ramwire.sender.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramwire.sender.model.Scenario.BlockPlan;
import org.ramwire.sender.model.Scenario.HookAnswer;
import org.ramwire.sender.model.Step.Kind;

/** Each departure from the seed, with a migration in which it can be seen. */
class DepartureTest {

  private static final Step ITERATE = Step.of(Kind.ITERATE);
  private static final Step COMPLETE = Step.of(Kind.COMPLETE);
  private static final Step SYNC = Step.of(Kind.PENDING, 59, 0, 0);
  private static final Step NEW_WINDOW = Step.of(Kind.CLOCK, 100_000, 0, 0);
  private static final Step TURN_WINDOW = Step.of(Kind.TURN_WINDOW);

  @ParameterizedTest
  @EnumSource
  void makesADifferenceThatOnlyTheSenderWithItHas(Departure departure) throws IOException {
    Scenario scenario = scenario(departure);
    new Duel(scenario, EnumSet.allOf(Departure.class)).play();
    EnumSet<Departure> others = EnumSet.complementOf(EnumSet.of(departure));
    assertThat(differs(scenario, others)).as("without %s", departure).isTrue();
  }

  private static boolean differs(Scenario scenario, EnumSet<Departure> departures)
      throws IOException {
    try {
      new Duel(scenario, departures).play();
      return false;
    } catch (AssertionError | PageWalk.NeverEnds | PageWalk.NoSuchMemory e) {
      return true;
    }
  }

  private static Scenario scenario(Departure departure) {
    return switch (departure) {
      case LAST_PAGE_IS_SENT ->
          // The window is full after the second page, which is the last one.
          plain(200, 2).then(NEW_WINDOW, TURN_WINDOW, ITERATE, write(0, 1, 1), SYNC, COMPLETE);
      case SHRUNK_BLOCK_ENDS_WALK -> plain(0, 3).then(ITERATE, Step.of(Kind.RESIZE), ITERATE);
      case NEW_ROUND_MAY_FIND_NOTHING ->
          plain(0, 1, 1).then(ITERATE, Step.of(Kind.UNPLUG, 1, 0, 0), ITERATE);
      case NEW_ROUND_EMPTIES_CACHE ->
          deltas(1)
              .then(write(0, 0, 1), ITERATE, write(0, 0, 10), SYNC, ITERATE)
              .then(Step.of(Kind.PLUG), write(0, 0, 6), SYNC, ITERATE)
              .then(write(0, 0, 6), SYNC, ITERATE);
      case HOOKED_PAGE_NAMES_NO_BLOCK ->
          plain(0, 2).hooked(HookAnswer.TAKES, HookAnswer.REFUSES).then(ITERATE);
      case HOOKED_PAGE_LEAVES_CACHE ->
          deltas(1)
              .hooked(HookAnswer.REFUSES, HookAnswer.REFUSES, HookAnswer.TAKES, HookAnswer.REFUSES)
              .then(write(0, 0, 1), ITERATE, write(0, 0, 10), SYNC, ITERATE)
              .then(write(0, 0, 6), SYNC, ITERATE, write(0, 0, 6), SYNC, ITERATE);
      case HOOKED_PAGE_IS_NOT_SENT_TOO ->
          plain(0, 1).hooked(HookAnswer.TAKES_WITHOUT_BYTES).then(ITERATE);
      case PAGES_ARE_KEPT_BY_BLOCK ->
          plain(0, 1, 1).then(Step.of(Kind.UNPLUG), Step.of(Kind.PENDING));
      case GONE_BLOCK_IS_LEFT ->
          plain(0, 1, 1).then(ITERATE, Step.of(Kind.UNPLUG, 1, 0, 0), COMPLETE);
      case GONE_BLOCK_EMPTIES_CACHE ->
          deltas(1, 1)
              .then(write(1, 0, 1), ITERATE, write(1, 0, 10), SYNC, ITERATE)
              .then(Step.of(Kind.UNPLUG, 1, 0, 0), Step.of(Kind.PLUG), write(1, 0, 6), COMPLETE);
      case WINDOW_HAS_ROOM_FOR_HEAD -> plain(10, 1).then(NEW_WINDOW, TURN_WINDOW, ITERATE);
    };
  }

  private static Step write(int block, int page, int edit) {
    return Step.of(Kind.WRITE, block, page, edit);
  }

  private static Scenario plain(int bandwidth, Integer... pages) {
    List<BlockPlan> blocks = List.of(pages).stream().map(used -> new BlockPlan(used, 0)).toList();
    return new Scenario(
        1024, blocks, false, 8, -1, bandwidth, 0, 1, List.of(), List.of(), List.of());
  }

  private static Scenario deltas(Integer... pages) {
    return plain(0, pages).withDeltas();
  }
}
