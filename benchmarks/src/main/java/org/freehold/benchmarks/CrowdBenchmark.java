// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.freehold.benchmarks.crowd.Crowd;
import org.freehold.benchmarks.crowd.Counts;
import org.freehold.benchmarks.crowd.Ground;

/**
 * Many people who walk and say so: what that costs our server and, with the same load in the same run, the least that a server can do.
 */
final class CrowdBenchmark implements Setup.Benchmark {
    private static final int TICK_HZ = 20;

    private final Scene scene;
    private final CrowdOptions options;

    /** Where people walk. */
    enum Scene {
        /** All in sight of each other, on a square of 40 m. */
        PLAZA,
        /** About ten within 20 m of each. */
        CITY
    }

    CrowdBenchmark(Scene scene, CrowdOptions options) {
        this.scene = scene;
        this.options = options;
    }

    @Override
    public List<Figure> run(Setup setup) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        try (Cores cores = Cores.divide()) {
            setup.say(cores.line());
            setup.say("");
            setup.say(CrowdRow.HEADER);
            for (int people : visitors()) {
                figures.addAll(CrowdFigures.of(scene, options, TICK_HZ, measure(setup, cores, people)));
            }
            setup.say("");
        }
        return figures;
    }

    private List<Integer> visitors() {
        return switch (scene) {
            case PLAZA -> options.visitors(100, 400, 800);
            case CITY -> options.visitors(100, 400, 1000, 2000);
        };
    }

    /** Everybody in turn, so that what else the machine does meets all of them. */
    private List<CrowdRow> measure(Setup setup, Cores cores, int people) throws IOException, InterruptedException {
        List<Contender> contenders = contenders(setup, cores);
        Map<Contender, List<CrowdResult>> results = new HashMap<>();
        for (int i = 0; i < options.repeat(); i++) {
            for (Contender contender : contenders) {
                setup.progress("%s, %,d visitors, %s, run %d".formatted(name(), people, contender.name(), i + 1));
                results.computeIfAbsent(contender, _ -> new ArrayList<>()).add(run(contender, people));
            }
        }
        List<CrowdRow> rows = new ArrayList<>();
        for (Contender contender : contenders) {
            CrowdRow row = new CrowdRow(name(), people, contender.name(), results.getOrDefault(contender, List.of()));
            setup.say(row.text());
            rows.add(row);
        }
        return rows;
    }

    private List<Contender> contenders(Setup setup, Cores cores) {
        String url = options.url();
        if (url != null) {
            return List.of(Contender.at(url, options.pid(), options.headAndHands()));
        }
        int tick = options.tick(TICK_HZ);
        List<Contender> contenders = new ArrayList<>();
        if (options.againstFloor()) {
            contenders.add(Contender.floor(cores, tick, scene == Scene.CITY));
        }
        contenders.add(Contender.freehold(setup, cores, options, tick, false));
        if (options.tls()) {
            contenders.add(Contender.freehold(setup, cores, options, tick, true));
        }
        return contenders;
    }

    private CrowdResult run(Contender contender, int people) throws IOException, InterruptedException {
        Ground ground = switch (scene) {
            case PLAZA -> Ground.plaza();
            case CITY -> Ground.city(people);
        };
        try (Contender.Running running = contender.start().start();
                ServerMeter meter = ServerMeter.of(running.pid());
                Crowd crowd = new Crowd(running.peer(), ground, people, options.rate())) {
            double before = meter.residentBytes();
            crowd.enter(people);
            crowd.walk();
            WarmUp.await(options, meter);
            meter.begin();
            crowd.beginCounting(people);
            Thread.sleep(options.seconds());
            Counts counts = crowd.counts();
            if (counts.useful() == 0) {
                throw new IOException("no visitor was told of another one by " + contender.name()
                        + " (expected: poses as in docs/protocol.md section 7)");
            }
            return meter.result(people, counts, before);
        }
    }

    private String name() {
        return scene == Scene.PLAZA ? "plaza" : "city";
    }
}
