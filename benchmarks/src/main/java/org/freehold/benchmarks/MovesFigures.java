// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** What was promised of things that are moved, and what was measured: medians of the pairs. */
final class MovesFigures {
    private static final double LIMIT = 1.3;
    private static final double SENT = 0.99;

    private final CrowdOptions options;
    private final int people;
    private final List<MovesPair> pairs;

    MovesFigures(CrowdOptions options, int people, List<MovesPair> pairs) {
        this.options = options;
        this.people = people;
        this.pairs = List.copyOf(pairs);
    }

    List<Figure> all() {
        String who = ", %,d moved at %d Hz among %,d".formatted(options.things(), options.rate(), people);
        return List.of(
                Figure.of("Poses of things delivered" + who, delivered()),
                Figure.of("Bytes for a delivered pose of a thing" + who,
                        Figure.number(with(MovesRun::bytesPerThing)) + " bytes"),
                Figure.of("Age of a pose of a thing" + who,
                        "%s ms p50, %s ms p99 (people %s and %s, without things %s and %s)".formatted(
                                Figure.number(with(run -> run.moved().medianMillis())),
                                Figure.number(with(run -> run.moved().p99Millis())),
                                Figure.number(with(run -> run.crowd().counts().medianMillis())),
                                Figure.number(with(run -> run.crowd().counts().p99Millis())),
                                Figure.number(without(run -> run.crowd().counts().medianMillis())),
                                Figure.number(without(run -> run.crowd().counts().p99Millis())))),
                Figure.of("Messages of poses skipped" + who,
                        "%s a second (without things %s)".formatted(
                                Figure.number(with(run -> run.load().poseFramesSkippedPerSecond())),
                                Figure.number(without(run -> run.load().poseFramesSkippedPerSecond())))),
                Figure.of("Processor time for 1M poses of things" + who,
                        "%s s (of people without things %s s; of both together %s s%s)".formatted(
                                Figure.number(median(MovesPair::cpuPerMillionThings)),
                                Figure.number(median(MovesPair::cpuPerMillionPeople)),
                                Figure.number(with(MovesRun::cpuPerMillionOfAll)), doubt())),
                Figure.noMore("Processor time for a pose of a thing against one of a person" + who, LIMIT,
                        median(MovesPair::ratio), "times"));
    }

    private String doubt() {
        long silent = pairs.stream().filter(pair -> !pair.tells()).count();
        return silent == 0
                ? ""
                : "; in %d of %d runs less than without things: too few, or something else ran".formatted(
                        silent, pairs.size());
    }

    private String delivered() {
        double expected = (double) options.things() * options.rate() * people;
        double moved = with(run -> run.moved().movedPerSecond()) / options.things() / options.rate();
        String slow = moved < SENT ? "; the load was too slow: %.0f %% of moves sent".formatted(moved * 100) : "";
        return "%,d a second (%.1f %% of %,d; people %.1f %% of theirs, without things %.1f %%; lines: %s, without things %s%s)"
                .formatted(
                        Math.round(with(run -> run.moved().perSecond())),
                        with(run -> run.moved().perSecond()) / expected * 100, Math.round(expected),
                        with(run -> run.crowd().counts().ofExpected()) * 100,
                        without(run -> run.crowd().counts().ofExpected()) * 100,
                        pairs.getLast().with().budgets(), pairs.getLast().without().budgets(), slow);
    }

    private double with(ToDoubleFunction<MovesRun> of) {
        return median(pair -> of.applyAsDouble(pair.with()));
    }

    private double without(ToDoubleFunction<MovesRun> of) {
        return median(pair -> of.applyAsDouble(pair.without()));
    }

    private double median(ToDoubleFunction<MovesPair> of) {
        return new Samples(pairs.stream().map(of::applyAsDouble).toList()).median();
    }
}
