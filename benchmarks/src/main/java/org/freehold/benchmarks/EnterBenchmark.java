// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.freehold.server.visit.VisitorClient;

/** How soon a visitor has the world, from connecting on. */
final class EnterBenchmark implements Setup.Benchmark {
    private static final double HUNDRED_MILLIS = 100;
    private static final double ALL_MILLIS = 400;
    private static final int HUNDRED = 100;

    /** Milliseconds from connecting: the first entity, the hundredth and the last. */
    private record Times(double first, double hundredth, double last) {}

    @Override
    public List<Figure> run(Setup setup) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        measure(setup, setup.bigWorld(), "%,d generated entities".formatted(setup.sizes().big()), figures);
        Path given = setup.given();
        if (given != null) {
            measure(setup, given, given.getFileName().toString(), figures);
        }
        return figures;
    }

    private static void measure(Setup setup, Path world, String name, List<Figure> figures)
            throws IOException, InterruptedException {
        setup.progress("entering " + name);
        Path data = setup.fresh("enter");
        int hundred = Math.min(HUNDRED, setup.sizes().big());
        try (Visits visits = new Visits()) {
            // The domain is measured fresh from its start, but not the visitor: it has entered another before.
            try (Domain other = Domain.start(setup.program(), setup.fresh("other"), Map.of())) {
                for (int i = 0; i < setup.sizes().visits(); i++) {
                    visit(visits, other, 1);
                }
            }
            try (Domain domain = Domain.start(setup.program(), data, Map.of(), "--world", world.toString())) {
                Times fresh = visit(visits, domain, hundred);
                figures.add(Figure.atMost("First visitor after the start, " + name + ", 100 nearest", HUNDRED_MILLIS,
                        fresh.hundredth(), "ms", ""));
                figures.add(Figure.atMost("First visitor after the start, " + name + ", all", ALL_MILLIS,
                        fresh.last(), "ms", ""));
                List<Times> later = new ArrayList<>();
                for (int i = 0; i < setup.sizes().visits(); i++) {
                    later.add(visit(visits, domain, hundred));
                }
                add(name + ", later visitors", later, figures);
                List<Times> programs = new ArrayList<>();
                for (int i = 0; i < setup.sizes().visits(); i++) {
                    programs.add(program(setup, domain));
                }
                add(name + ", `freehold visit --all`, a Java just started", programs, figures);
            }
        }
    }

    private static Times visit(Visits visits, Domain domain, int hundred) throws IOException, InterruptedException {
        VisitorClient client = visits.enterAndLoad(domain.link(), true);
        Times times = new Times(
                millis(client.millisUntil(1)), millis(client.millisUntil(hundred)), millis(client.millisUntilLast()));
        visits.leave();
        return times;
    }

    private static double millis(OptionalLong measured) {
        return measured.isPresent() ? (double) measured.getAsLong() : Double.POSITIVE_INFINITY;
    }

    private static Times program(Setup setup, Domain domain) throws IOException, InterruptedException {
        Program.Finished visit = setup.program().run("visit", domain.link(), "--all", "--json");
        JsonNode report = new JsonMapper().readTree(visit.output().strip().lines().toList().getLast());
        return new Times(
                report.path("firstEntityMs").asDouble(),
                report.path("hundredthEntityMs").asDouble(),
                report.path("lastEntityMs").asDouble());
    }

    private static void add(String who, List<Times> times, List<Figure> figures) {
        Samples first = new Samples(times.stream().map(Times::first).toList());
        Samples hundredth = new Samples(times.stream().map(Times::hundredth).toList());
        Samples last = new Samples(times.stream().map(Times::last).toList());
        figures.add(Figure.atMost("100 nearest, " + who, HUNDRED_MILLIS, hundredth.median(), "ms",
                "median of " + times.size() + ", max " + Figure.number(hundredth.max()) + "; the first after "
                        + Figure.number(first.median())));
        figures.add(Figure.atMost("All, " + who, ALL_MILLIS, last.median(), "ms",
                "median of " + times.size() + ", max " + Figure.number(last.max())));
    }
}
