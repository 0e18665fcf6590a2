// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.freehold.server.entity.EntityId;
import org.freehold.server.storage.StorageException;
import org.freehold.server.storage.StoreOptions;
import org.freehold.server.storage.WorldStore;
import org.freehold.server.visit.VisitLink;
import org.freehold.server.visit.VisitorClient;

/**
 * As many edits as a domain takes from ten builders, each acknowledged when it is on disk. Afterwards the server is killed, and
 * the last acknowledged edit of each thing is looked up in its file.
 */
final class EditsBenchmark implements Setup.Benchmark {
    private static final double EDITS_PER_SECOND = 10_000;
    private static final double METRES_BESIDE = 2;
    /** Beyond sight of a thing of 0.1 m. */
    private static final double METRES_APART = 1500;

    @Override
    public List<Figure> run(Setup setup) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        measure(setup, "each out of the others' sight", METRES_APART, figures);
        measure(setup, "all in sight of each other", METRES_BESIDE, figures);
        return figures;
    }

    private static void measure(Setup setup, String how, double distance, List<Figure> figures)
            throws IOException, InterruptedException {
        int count = setup.sizes().company();
        setup.progress(count + " builders, " + how);
        Path data = setup.fresh("edits");
        List<Builder> builders = new ArrayList<>();
        double serverSeconds;
        try (Domain domain = Domain.start(
                setup.program(), data,
                Map.of("FREEHOLD_LIMITS_EDITS_PER_SECOND", "1000000", "FREEHOLD_LIMITS_EDITS_IN_FLIGHT", "100000"));
                Visits visits = new Visits()) {
            for (int i = 0; i < count; i++) {
                double x = (i - count / 2.0) * distance;
                VisitorClient client = visits.enter(VisitLink.parse(domain.link() + "#/" + x + ",1,0"), false);
                Builder builder = new Builder(client, x);
                builder.prepare();
                builders.add(builder);
            }
            List<Thread> threads = builders.stream().map(Thread.ofPlatform()::start).toList();
            Thread.sleep(setup.sizes().warmUp());
            double before = domain.cpuSeconds();
            builders.forEach(builder -> builder.count(true));
            Thread.sleep(setup.sizes().edits());
            builders.forEach(builder -> builder.count(false));
            serverSeconds = domain.cpuSeconds() - before;
            builders.forEach(Builder::stop);
            for (Thread thread : threads) {
                thread.join();
            }
            domain.kill();
        }
        Samples millis = new Samples(builders.stream().flatMap(builder -> builder.millis().stream()).toList());
        long edits = builders.stream().mapToLong(builder -> builder.millis().size()).sum();
        long refused = builders.stream().mapToLong(Builder::refused).sum();
        int lost = lost(data, builders);
        figures.add(Figure.atLeast(
                "Acknowledged edits, " + count + " builders, " + how, EDITS_PER_SECOND,
                edits / (setup.sizes().edits().toNanos() / 1e9), "a second",
                "p50 %s ms, p99 %s ms with %,d in flight; server %s µs of processor time an edit; %,d refused"
                        .formatted(
                                Figure.number(millis.median()), Figure.number(millis.quantile(0.99)),
                                count * Builder.IN_FLIGHT, Figure.number(serverSeconds * 1e6 / edits), refused)));
        figures.add(new Figure(
                "Acknowledged edits not found after SIGKILL, " + how, "0", Integer.toString(lost), lost == 0));
    }

    /** How many things are not in the file as they were last acknowledged. */
    static int lost(Path data, List<Builder> builders) throws StorageException {
        Map<String, Integer> wanted = new HashMap<>();
        builders.forEach(builder -> wanted.putAll(builder.acknowledged()));
        AtomicInteger found = new AtomicInteger();
        try (WorldStore store =
                WorldStore.open(data.resolve("world.db"), StoreOptions.DEFAULT, InstantSource.system())) {
            store.load(entity -> {
                Integer number = wanted.get(EntityId.text(entity.id()));
                if (number != null && entity.properties().path("name").asText().equals(number.toString())) {
                    found.incrementAndGet();
                }
            });
        }
        return wanted.size() - found.get();
    }
}
