package org.ramwire.sender.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/** A scenario played on the model and on the sender at once, and compared after every step. */
final class Duel {

  private final Scenario scenario;
  private final Player modelPlayer;
  private final Player senderPlayer;
  private final ModelSide model;
  private final SenderSide sender;
  private boolean over;
  private int stepIndex;

  Duel(Scenario scenario, Set<Departure> departures) {
    this.scenario = scenario;
    this.modelPlayer = new Player(scenario);
    this.senderPlayer = new Player(scenario);
    this.model = new ModelSide(scenario, departures, modelPlayer);
    this.sender = new SenderSide(scenario, senderPlayer);
  }

  /** Plays all. */
  void play() throws IOException {
    play(new Step(Step.Kind.SETUP, 0, 0, 0, scenario.atSetup()));
    for (Step step : scenario.steps()) {
      stepIndex++;
      if (!over) {
        play(step);
      }
    }
    if (!over) {
      play(Step.of(Step.Kind.COMPLETE));
    }
  }

  /** Returns which states the model has been in. */
  Set<Sight> sights() {
    return model.sights();
  }

  private void play(Step step) throws IOException {
    long expected = 0;
    long actual = 0;
    switch (step.kind()) {
      case SETUP, ITERATE, PENDING, LONG_PERIOD, ROUND, TURN_WINDOW, COMPLETE -> {
        expected = modelPlayer.call(step);
        actual = senderPlayer.call(step);
        over = step.kind() == Step.Kind.COMPLETE;
      }
      case CANCEL -> {
        model.cancel();
        sender.cancel();
        over = true;
        return;
      }
      default -> {
        modelPlayer.act(step);
        senderPlayer.act(step);
        return;
      }
    }
    compare(step.toString(), expected, actual);
  }

  private void compare(String step, long expected, long actual) throws IOException {
    String when = "after step " + stepIndex + ", " + step;
    byte[] right = model.written();
    byte[] ours = sender.written();
    int differs = Arrays.mismatch(ours, right);
    assertThat(around(ours, differs))
        .as("bytes around %d %s", differs, when)
        .isEqualTo(around(right, differs));
    assertThat(sender.statistics()).as("counters %s", when).isEqualTo(model.statistics());
    assertThat(actual).as("result %s", when).isEqualTo(expected);
    assertThat(sender.windowFull()).as("full window %s", when).isEqualTo(model.windowFull());
    assertThat(Math.floor(sender.bytesPerMilli()))
        .as("measured bandwidth %s", when)
        .isEqualTo(model.bytesPerMilli());
    assertThat(sender.throttle())
        .as("throttle %s", when)
        .isEqualTo(model.statistics().throttlePercent());
  }

  private static String around(byte[] bytes, int at) {
    int from = Math.max(0, Math.min(at - 16, bytes.length));
    return at < 0
        ? ""
        : HexFormat.of().formatHex(bytes, from, Math.min(bytes.length, from + 48))
            + " of "
            + bytes.length;
  }
}
