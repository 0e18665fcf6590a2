// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.freehold.benchmarks.crowd.Counts;
import org.freehold.benchmarks.crowd.Crowd;
import org.freehold.benchmarks.crowd.Ground;

/** Hundreds come at once into a large world: how soon they see what is near, and whether those inside notice. */
final class JoinBenchmark implements Setup.Benchmark {
    private static final int TICK_HZ = 30;
    private static final int JOINING = 200;
    private static final int INSIDE = 20;
    private static final int NEAREST = 200;
    private static final Duration WITHIN = Duration.ofSeconds(2);
    private static final double NEAREST_MILLIS = 1000;
    private static final double AGE_MILLIS = 100;

    private final CrowdOptions options;

    JoinBenchmark(CrowdOptions options) {
        this.options = options;
    }

    @Override
    public List<Figure> run(Setup setup) throws IOException, InterruptedException {
        int entities = setup.sizes().large();
        int joining = options.visitors(JOINING).getFirst();
        setup.progress("importing %,d entities".formatted(entities));
        Path file = setup.work().resolve("join.json");
        GeneratedWorld.write(file, entities);
        Path data = setup.fresh("join");
        setup.program().run("import", file.toString(), "--data", data.toString());
        Files.delete(file);
        try (Cores cores = Cores.divide()) {
            setup.say(cores.line());
            setup.say("");
            try (Domain domain = Domain.start(
                    setup.program().after(cores.prefix()), data,
                    Contender.settings(options, options.tick(TICK_HZ)));
                    Crowd crowd = new Crowd(Contender.running(domain, null, options).peer(), Ground.plaza(),
                            INSIDE + joining, options.rate())) {
                setup.progress("%d inside, then %d join within %d s".formatted(INSIDE, joining, WITHIN.toSeconds()));
                crowd.enter(INSIDE);
                crowd.walk();
                Thread.sleep(options.warmUp());
                crowd.beginCounting(INSIDE);
                Thread.sleep(options.seconds());
                Counts alone = crowd.counts();
                crowd.beginCounting(INSIDE);
                int nearest = Math.min(NEAREST, entities / 4);
                List<Double> millis = crowd.enterWithin(WITHIN, joining, nearest);
                Counts meanwhile = crowd.counts();
                crowd.beginCounting(INSIDE);
                Thread.sleep(options.seconds());
                return figures(entities, joining, alone, new Samples(millis), meanwhile, crowd.counts());
            }
        } finally {
            Setup.delete(data);
        }
    }

    private static List<Figure> figures(
            int entities, int joining, Counts alone, Samples millis, Counts meanwhile, Counts after) {
        String where = ", %d join within %d s, %,d generated entities".formatted(
                joining, WITHIN.toSeconds(), entities);
        return List.of(
                Figure.atMost("200 nearest, the last one to have them" + where, NEAREST_MILLIS, millis.max(), "ms",
                        "median %s, p99 %s".formatted(
                                Figure.number(millis.median()), Figure.number(millis.quantile(0.99)))),
                Figure.atMost("Age of a pose for " + INSIDE + " inside, p99, until all have them" + where, AGE_MILLIS,
                        meanwhile.p99Millis(), "ms",
                        "p50 %s; before p50 %s, p99 %s; in the seconds after p50 %s, p99 %s; %.0f %% of poses sent in time"
                                .formatted(
                                        Figure.number(meanwhile.medianMillis()), Figure.number(alone.medianMillis()),
                                        Figure.number(alone.p99Millis()), Figure.number(after.medianMillis()),
                                        Figure.number(after.p99Millis()), meanwhile.sent() * 100)));
    }
}
