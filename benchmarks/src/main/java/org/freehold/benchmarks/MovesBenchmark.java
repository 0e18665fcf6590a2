// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.freehold.benchmarks.crowd.Counts;
import org.freehold.benchmarks.crowd.Crowd;
import org.freehold.benchmarks.crowd.Ground;
import org.freehold.benchmarks.crowd.ThingCounts;
import org.freehold.server.top.DomainLoad;
import org.freehold.server.top.MetricsSource;

/** Builders who move things by hand among a crowd: what it costs to tell everybody, beside what it costs to tell of people. */
final class MovesBenchmark implements Setup.Benchmark {
    private static final int TICK_HZ = 20;
    private static final int VISITORS = 200;

    private final CrowdOptions options;

    MovesBenchmark(CrowdOptions options) {
        this.options = options;
    }

    @Override
    public List<Figure> run(Setup setup) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        try (Cores cores = Cores.divide()) {
            setup.say(cores.line());
            setup.say("");
            setup.say(MovesRun.HEADER);
            for (int people : options.visitors(VISITORS)) {
                check(people);
                List<MovesPair> pairs = new ArrayList<>();
                for (int i = 0; i < options.repeat(); i++) {
                    pairs.add(new MovesPair(
                            measure(setup, cores, people, 0, i), measure(setup, cores, people, options.things(), i)));
                }
                figures.addAll(new MovesFigures(options, people, pairs).all());
            }
            setup.say("");
        }
        return figures;
    }

    private void check(int people) throws IOException {
        if (Crowd.builders(options.things()) > people) {
            throw new IOException(
                    "--things %,d for %,d visitors (expected: a builder for each 100). Take fewer things or more visitors."
                            .formatted(options.things(), people));
        }
    }

    private MovesRun measure(Setup setup, Cores cores, int people, int things, int repeated)
            throws IOException, InterruptedException {
        setup.progress("moves, %,d visitors, %,d things, run %d".formatted(people, things, repeated + 1));
        MovesRun run = run(setup, cores, people, things);
        setup.say(run.text());
        return run;
    }

    private MovesRun run(Setup setup, Cores cores, int people, int things) throws IOException, InterruptedException {
        Path data = setup.fresh("moves");
        try (Domain domain = Domain.start(setup.program().after(cores.prefix()), data, settings());
                HttpClient http = HttpClient.newHttpClient();
                ServerMeter meter = ServerMeter.of(domain.process().pid());
                Crowd crowd = new Crowd(
                        Contender.running(domain, null, options).peer(), Ground.plaza(), people, options.rate())) {
            double before = meter.residentBytes();
            crowd.enter(people);
            crowd.walk();
            if (things > 0) {
                crowd.build(things);
            }
            WarmUp.await(options, meter);
            MetricsSource metrics = new MetricsSource(http, domain.link(), System::nanoTime);
            metrics.next();
            meter.begin();
            crowd.beginCounting(people);
            Thread.sleep(options.seconds());
            ThingCounts thingCounts = crowd.thingCounts();
            Counts counts = crowd.counts();
            CrowdResult result = meter.result(people, counts, before);
            DomainLoad load = metrics.next();
            if (counts.useful() == 0 || load == null || (things > 0 && thingCounts.delivered() == 0)) {
                throw new IOException(
                        "%,d poses of people and %,d of %,d things came (expected: some of each)".formatted(
                                counts.useful(), thingCounts.delivered(), things));
            }
            return new MovesRun(things, result, thingCounts, load);
        } finally {
            Setup.delete(data);
        }
    }

    /** A hundred things moved 20 times a second are as many edits as a builder may do: what is a little early would be left out. */
    private Map<String, String> settings() {
        Map<String, String> settings = Contender.settings(options, options.tick(TICK_HZ));
        settings.put("FREEHOLD_LIMITS_EDITS_PER_SECOND", "1000000");
        return settings;
    }
}
