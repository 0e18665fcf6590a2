// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
            for (List<Integer> sizes : servers()) {
                Map<Contender, Map<Integer, List<CrowdResult>>> results = measure(setup, cores, sizes);
                for (int people : sizes) {
                    figures.addAll(CrowdFigures.of(scene, options, TICK_HZ, rows(setup, people, results)));
                }
            }
            setup.say("");
        }
        return figures;
    }

    /**
     * How large the crowds are at one server after the other: ever more come to the same plaza, for a server that is warm with a hundred is so with a
     * thousand, and the other way round takes long; but a city is as large as its people need.
     */
    private List<List<Integer>> servers() {
        return switch (scene) {
            case PLAZA -> List.of(options.visitors(100, 400, 800).stream().sorted().distinct().toList());
            case CITY -> options.visitors(100, 400, 1000, 2000).stream().map(List::of).toList();
        };
    }

    /** Everybody in turn, so that what else the machine does meets all of them. */
    private Map<Contender, Map<Integer, List<CrowdResult>>> measure(Setup setup, Cores cores, List<Integer> sizes)
            throws IOException, InterruptedException {
        Map<Contender, Map<Integer, List<CrowdResult>>> results = new LinkedHashMap<>();
        List<Contender> contenders = contenders(setup, cores);
        for (int i = 1; i <= options.repeat(); i++) {
            for (Contender contender : contenders) {
                run(setup, contender, sizes, i, results.computeIfAbsent(contender, _ -> new HashMap<>()));
            }
        }
        return results;
    }

    private List<CrowdRow> rows(Setup setup, int people, Map<Contender, Map<Integer, List<CrowdResult>>> results) {
        List<CrowdRow> rows = new ArrayList<>();
        results.forEach((contender, sizes) -> rows
                .add(new CrowdRow(name(), people, contender.name(), sizes.getOrDefault(people, List.of()))));
        rows.forEach(row -> setup.say(row.text()));
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

    private void run(
            Setup setup, Contender contender, List<Integer> sizes, int number, Map<Integer, List<CrowdResult>> results)
            throws IOException, InterruptedException {
        int most = sizes.getLast();
        Ground ground = switch (scene) {
            case PLAZA -> Ground.plaza();
            case CITY -> Ground.city(most);
        };
        try (Contender.Running running = contender.start().start();
                ServerMeter meter = ServerMeter.of(running.pid());
                Crowd crowd = new Crowd(running.peer(), ground, most, options.rate())) {
            double before = meter.residentBytes();
            int inside = 0;
            for (int people : sizes) {
                setup.progress("%s, %,d visitors, %s, run %d".formatted(name(), people, contender.name(), number));
                crowd.enter(people - inside);
                if (inside == 0) {
                    crowd.walk();
                    WarmUp.await(options, meter);
                } else {
                    WarmUp.awaitAgain(options, meter);
                }
                inside = people;
                results.computeIfAbsent(people, _ -> new ArrayList<>())
                        .add(count(crowd, people, contender, meter, before));
            }
        }
    }

    private CrowdResult count(Crowd crowd, int people, Contender contender, ServerMeter meter, double residentBefore)
            throws IOException, InterruptedException {
        meter.begin();
        crowd.beginCounting(people);
        Thread.sleep(options.seconds());
        Counts counts = crowd.counts();
        if (counts.useful() == 0) {
            throw new IOException("no visitor was told of another one by " + contender.name()
                    + " (expected: poses as in docs/protocol.md section 7)");
        }
        return meter.result(people, counts, residentBefore);
    }

    private String name() {
        return scene == Scene.PLAZA ? "plaza" : "city";
    }
}
