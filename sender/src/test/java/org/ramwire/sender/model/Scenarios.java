package org.ramwire.sender.model;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import org.ramwire.sender.model.Scenario.BlockPlan;
import org.ramwire.sender.model.Scenario.HookAnswer;
import org.ramwire.sender.model.Step.Kind;
import org.ramwire.sender.model.Step.Moment;

/** Made-up migrations. */
final class Scenarios {

  private Scenarios() {}

  static Arbitrary<Scenario> any() {
    Arbitrary<BlockPlan> block =
        Combinators.combine(
                Arbitraries.frequencyOf(
                    Tuple.of(9, Arbitraries.integers().between(1, 9)),
                    Tuple.of(1, Arbitraries.integers().between(60, 140))),
                Arbitraries.integers().between(0, 3))
            .as(BlockPlan::new);
    Arbitrary<Integer> pageBytes = Arbitraries.of(1024, 4096);
    Arbitrary<Integer> throttle = Arbitraries.of(0, 1, 20, 50, 99);
    Arbitrary<Integer> level = Arbitraries.of(-1, -1, 0, 1, 6, 9);
    Arbitrary<Integer> bandwidth =
        Arbitraries.of(0, 9, 10, 1000, 50_000, 200_000, 1_000_000, 134_217_728, 134_217_728);
    Arbitrary<List<HookAnswer>> hook =
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.just(List.of())),
            Tuple.of(2, Arbitraries.just(List.of(HookAnswer.REFUSES))),
            Tuple.of(2, answer().list().ofMinSize(1).ofMaxSize(8)));
    return Combinators.combine(
            pageBytes,
            block.list().ofMinSize(1).ofMaxSize(4),
            Arbitraries.of(true, false),
            Arbitraries.integers().between(1, 40).withDistribution(RandomDistribution.uniform()),
            level,
            bandwidth,
            throttle,
            hook)
        .flatAs(
            (size, blocks, deltas, cache, zlib, speed, first, answers) ->
                Combinators.combine(moments(), steps())
                    .as(
                        (atSetup, steps) ->
                            new Scenario(
                                size,
                                blocks,
                                deltas,
                                cache,
                                zlib,
                                speed,
                                first,
                                Math.max(1, first),
                                answers,
                                atSetup,
                                steps)));
  }

  private static Arbitrary<List<Step>> steps() {
    return step().list().ofMaxSize(50).withSizeDistribution(RandomDistribution.uniform());
  }

  private static Arbitrary<HookAnswer> answer() {
    return Arbitraries.frequency(
        Tuple.of(6, HookAnswer.REFUSES),
        Tuple.of(3, HookAnswer.TAKES),
        Tuple.of(1, HookAnswer.TAKES_WITHOUT_BYTES),
        Tuple.of(1, HookAnswer.DELAYS),
        Tuple.of(1, HookAnswer.DELAYS_WITH_BYTES));
  }

  private static Arbitrary<Step> step() {
    Arbitrary<Kind> kind =
        Arbitraries.frequency(
            Tuple.of(24, Kind.WRITE),
            Tuple.of(14, Kind.WRITE_MANY),
            Tuple.of(3, Kind.RESIZE),
            Tuple.of(2, Kind.PLUG),
            Tuple.of(2, Kind.UNPLUG),
            Tuple.of(3, Kind.CACHE),
            Tuple.of(4, Kind.BANDWIDTH),
            Tuple.of(6, Kind.CLOCK),
            Tuple.of(8, Kind.TURN_WINDOW),
            Tuple.of(16, Kind.ITERATE),
            Tuple.of(20, Kind.ROUND),
            Tuple.of(8, Kind.PENDING),
            Tuple.of(14, Kind.LONG_PERIOD),
            Tuple.of(1, Kind.COMPLETE),
            Tuple.of(1, Kind.CANCEL));
    return Combinators.combine(kind, number(), number(), number(), moments())
        .as(
            (what, a, b, c, happens) ->
                new Step(what, a, b, c, what == Kind.COMPLETE ? List.of() : happens));
  }

  private static Arbitrary<List<Moment>> moments() {
    return Arbitraries.frequencyOf(
        Tuple.of(2, Arbitraries.just(List.of())),
        Tuple.of(1, moment().list().ofMinSize(1).ofMaxSize(4)));
  }

  private static Arbitrary<Moment> moment() {
    Arbitrary<Kind> kind =
        Arbitraries.frequency(
            Tuple.of(10, Kind.WRITE),
            Tuple.of(5, Kind.WRITE_MANY),
            Tuple.of(1, Kind.RESIZE),
            Tuple.of(1, Kind.PLUG),
            Tuple.of(1, Kind.UNPLUG),
            Tuple.of(1, Kind.CACHE),
            Tuple.of(2, Kind.BANDWIDTH),
            Tuple.of(4, Kind.CLOCK));
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.integers().between(-5, 9)),
                Tuple.of(1, Arbitraries.integers().between(10, 70))),
            kind,
            number(),
            number(),
            number())
        .as((at, what, a, b, c) -> new Moment(at, Step.of(what, a, b, c)));
  }

  private static Arbitrary<Integer> number() {
    return Arbitraries.integers()
        .between(0, 1_000_000)
        .withDistribution(RandomDistribution.uniform());
  }
}
