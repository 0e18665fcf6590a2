// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.freehold.server.visit.VisitorClient;

/** A world far larger than people have built so far. */
final class LargeBenchmark implements Setup.Benchmark {
    private static final double IMPORT_PER_SECOND = 20_000;
    private static final double MEGABYTES = 1200;
    private static final double NEAREST_MILLIS = 200;
    private static final int NEAREST = 200;

    @Override
    public List<Figure> run(Setup setup) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        int entities = setup.sizes().large();
        String name = "%,d generated entities".formatted(entities);
        setup.progress("importing " + name);
        Path file = setup.work().resolve("large.json");
        GeneratedWorld.write(file, entities);
        Path data = setup.fresh("large");
        Program.Finished imported = setup.program().run("import", file.toString(), "--data", data.toString());
        double megabytes = Files.size(file) / 1e6;
        figures.add(Figure.atLeast("Import, " + name, IMPORT_PER_SECOND, entities / imported.seconds(), "a second",
                "%.3g MB of JSON in %.3g s, start of the program included".formatted(megabytes, imported.seconds())));
        Files.delete(file);
        figures.add(Figure.of("World file (`world.db`), " + name,
                Figure.number(Files.size(data.resolve("world.db")) / 1e6) + " MB"));
        setup.progress("starting with " + name);
        try (Domain domain = Domain.start(setup.program(), data, Map.of()); Visits visits = new Visits()) {
            figures.add(Figure.of("Start, " + name, Figure.number(domain.startMillis()) + " ms"));
            List<Long> millis = new ArrayList<>();
            int inSight = 0;
            int nearest = Math.min(NEAREST, entities / 4);
            for (int i = 0; i < setup.sizes().visits(); i++) {
                VisitorClient client = visits.enterAndLoad(domain.link(), false);
                millis.add(client.millisUntil(nearest).orElse(Long.MAX_VALUE));
                inSight = client.mirror().entities().size();
                visits.leave();
            }
            Samples samples = new Samples(millis);
            figures.add(Figure.atMost("200 nearest, " + name, NEAREST_MILLIS, samples.median(), "ms",
                    "median of %d, first %d, max %s; %,d in sight".formatted(
                            millis.size(), millis.getFirst(), Figure.number(samples.max()), inSight)));
            figures.add(Figure.atMost("Server memory (RSS), " + name, MEGABYTES, domain.residentMegabytes(), "MB",
                    "after " + millis.size() + " visits"));
        }
        Setup.delete(data);
        return figures;
    }
}
