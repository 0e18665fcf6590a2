// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long a domain takes from the command to letting people in, and how much memory it needs with visitors. */
final class StartBenchmark implements Setup.Benchmark {
    private static final double STARTER_MILLIS = 1500;
    private static final double BIG_MILLIS = 2500;
    private static final double MEGABYTES = 250;

    @Override
    public List<Figure> run(Setup setup) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        setup.progress("starting with the starter world");
        List<Double> first = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        for (int i = 0; i < setup.sizes().starts(); i++) {
            Path data = setup.fresh("starter");
            first.add(start(setup, data));
            again.add(start(setup, data));
        }
        figures.add(figure("Start, starter world, new domain", STARTER_MILLIS, first));
        figures.add(figure("Start, starter world, domain of before", STARTER_MILLIS, again));
        big(setup, setup.bigWorld(), "%,d generated entities".formatted(setup.sizes().big()), figures);
        Path given = setup.given();
        if (given != null) {
            big(setup, given, given.getFileName().toString(), figures);
        }
        return figures;
    }

    private static void big(Setup setup, Path world, String name, List<Figure> figures)
            throws IOException, InterruptedException {
        setup.progress("starting with " + name);
        List<Double> first = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        Path data = setup.fresh("big");
        for (int i = 0; i < setup.sizes().starts(); i++) {
            data = setup.fresh("big");
            first.add(start(setup, data, "--world", world.toString()));
            again.add(start(setup, data, "--world", world.toString()));
        }
        figures.add(figure("Start, " + name + ", put in at this start", BIG_MILLIS, first));
        figures.add(figure("Start, " + name + ", put in before", BIG_MILLIS, again));
        setup.progress(setup.sizes().company() + " visitors for " + setup.sizes().stay().toSeconds() + " s");
        try (Domain domain = Domain.start(setup.program(), data, Map.of()); Visits visits = new Visits()) {
            double alone = domain.residentMegabytes();
            for (int i = 0; i < setup.sizes().company(); i++) {
                visits.enterAndLoad(domain.link(), true);
            }
            visits.walk(setup.sizes().stay());
            figures.add(Figure.atMost(
                    "Server memory (RSS), " + name + ", " + setup.sizes().company() + " visitors walking",
                    MEGABYTES, domain.residentMegabytes(), "MB", Figure.number(alone) + " without visitors"));
        }
    }

    private static double start(Setup setup, Path data, String... arguments) throws IOException {
        try (Domain domain = Domain.start(setup.program(), data, Map.of(), arguments)) {
            return domain.startMillis();
        }
    }

    private static Figure figure(String name, double limit, List<Double> millis) {
        Samples samples = new Samples(millis);
        return Figure.atMost(name, limit, samples.median(), "ms",
                "median of " + millis.size() + ", max " + Figure.number(samples.max()));
    }
}
