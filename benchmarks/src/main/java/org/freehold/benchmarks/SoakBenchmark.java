// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.freehold.benchmarks.crowd.Counts;
import org.freehold.benchmarks.crowd.Crowd;
import org.freehold.benchmarks.crowd.Ground;
import org.freehold.benchmarks.crowd.Peer;
import org.freehold.server.visit.VisitLink;

/**
 * A crowd that wanders about a city for a long time while others come and go and two build: whether memory stays flat, Netty finds no buffer
 * that was forgotten, and nothing is lost.
 */
final class SoakBenchmark implements Setup.Benchmark {
    private static final int VISITORS = 200;
    private static final int BUILDERS = 2;
    private static final int EDITS_PER_SECOND = 50;
    private static final double DELIVERED = 0.95;
    /** Memory of the last third against that of the second. */
    private static final double GROWTH = 1.1;
    private static final int SAMPLES = 60;
    private static final Duration STAY = Duration.ofSeconds(8);
    /** A lost session is kept for 30 s. */
    private static final int GONE_SECONDS = 40;
    private static final Pattern PEOPLE = Pattern.compile("\"people\":(\\d+)");

    private final CrowdOptions options;

    SoakBenchmark(CrowdOptions options) {
        this.options = options;
    }

    @Override
    public List<Figure> run(Setup setup) throws IOException, InterruptedException {
        int visitors = options.visitors(VISITORS).getFirst();
        // A fifth of them come and go.
        int coming = Math.max(1, visitors / 5);
        Path data = setup.fresh("soak");
        Map<String, String> settings = new HashMap<>(Contender.settings(options, options.tick(20)));
        settings.put("FREEHOLD_JAVA_OPTS", "-Dio.netty.leakDetection.level=paranoid");
        try (Domain domain = Domain.start(setup.program(), data, settings);
                Visits visits = new Visits()) {
            Peer peer = Contender.running(domain, null, options).peer();
            List<Builder> builders = builders(domain, visits);
            List<Thread> building = builders.stream().map(Thread.ofPlatform()::start).toList();
            Counts counts;
            Memory memory;
            int rounds;
            try (JavaFigures heap = JavaFigures.of(domain.process().pid());
                    Crowd wandering = new Crowd(peer, Ground.city(visitors), visitors - coming, options.rate())) {
                wandering.enter(visitors - coming);
                wandering.walk();
                Thread.sleep(options.warmUp());
                wandering.beginCounting(visitors - coming);
                memory = new Memory(domain, heap);
                rounds = comeAndGo(setup, peer, coming, visitors, memory);
                counts = wandering.counts();
            }
            int left = leftBehind(domain);
            builders.forEach(Builder::stop);
            for (Thread thread : building) {
                thread.join();
            }
            domain.kill();
            return figures(visitors, coming * rounds, counts, memory, left, domain.process().complaints(),
                    EditsBenchmark.lost(data, builders), builders);
        }
    }

    private static List<Builder> builders(Domain domain, Visits visits) throws IOException, InterruptedException {
        List<Builder> builders = new ArrayList<>();
        for (int i = 0; i < BUILDERS; i++) {
            Builder builder = new Builder(visits.enter(VisitLink.parse(domain.link()), false), i, EDITS_PER_SECOND);
            builder.prepare();
            builder.count(true);
            builders.add(builder);
        }
        return builders;
    }

    /** Others enter, walk a little and leave, again and again; returns how often. */
    private int comeAndGo(Setup setup, Peer peer, int coming, int visitors, Memory memory)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + options.seconds().toNanos();
        Duration stay = STAY.compareTo(options.seconds()) < 0 ? STAY : options.seconds();
        int rounds = 0;
        do {
            setup.progress("%d wander, %d come and go for the %d. time, %,.0f s are left".formatted(
                    visitors - coming, coming, rounds + 1, (end - System.nanoTime()) / 1e9));
            try (Crowd guests = new Crowd(peer, Ground.city(visitors), coming, options.rate())) {
                guests.enter(coming);
                guests.walk();
                Thread.sleep(stay);
            }
            memory.sample(options.seconds().dividedBy(SAMPLES));
            rounds++;
        } while (System.nanoTime() < end);
        return rounds;
    }

    /** How many people the domain still counts besides the builders, after the time that it keeps lost sessions. */
    private static int leftBehind(Domain domain) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                    URI.create(domain.link()).resolve("/.well-known/freehold"))
                    .build();
            int left = 0;
            for (int second = 0; second < GONE_SECONDS; second++) {
                Matcher people =
                        PEOPLE.matcher(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
                left = people.find() ? Integer.parseInt(people.group(1)) - BUILDERS : -BUILDERS;
                if (left == 0) {
                    break;
                }
                Thread.sleep(Duration.ofSeconds(1));
            }
            return left;
        }
    }

    private List<Figure> figures(
            int visitors, int came, Counts counts, Memory memory, int left, int complaints, int lost,
            List<Builder> builders) {
        String where = ", %d visitors for %,d s".formatted(visitors, options.seconds().toSeconds());
        long edits =
                builders.stream().mapToLong(builder -> builder.millis().size()).sum();
        return List.of(
                Figure.of("Came and went" + where, "%,d, and %,d edits were acknowledged".formatted(came, edits)),
                Figure.atLeast("Delivered of expected to those who stayed" + where, DELIVERED,
                        counts.ofExpected(), "of 1",
                        "age p50 %s, p99 %s ms".formatted(
                                Figure.number(counts.medianMillis()), Figure.number(counts.p99Millis()))),
                memory.live().figure("Heap in use after a collection" + where),
                memory.resident().figure("Resident memory" + where),
                none("Buffers that Netty found forgotten, and errors in the log" + where, complaints),
                none("People left behind" + where, left),
                none("Acknowledged edits not found after SIGKILL" + where, lost));
    }

    private static Figure none(String name, int measured) {
        return new Figure(name, "0", Integer.toString(measured), measured == 0);
    }

    /** Memory over time. */
    private record Memory(Domain domain, JavaFigures heap, Course live, Course resident, AtomicLong next) {

        Memory(Domain domain, JavaFigures heap) {
            this(domain, heap, new Course(new ArrayList<>()), new Course(new ArrayList<>()),
                    new AtomicLong(System.nanoTime()));
        }

        void sample(Duration every) throws IOException {
            if (System.nanoTime() >= next.get()) {
                live.megabytes().add(heap.liveBytes() / 1e6);
                resident.megabytes().add(domain.residentMegabytes());
                next.set(System.nanoTime() + every.toNanos());
            }
        }
    }

    /** How one measure of memory went. */
    private record Course(List<Double> megabytes) {

        /** Its last third against the second. */
        Figure figure(String name) {
            int size = megabytes.size();
            double middle = new Samples(megabytes.subList(size / 3, Math.max(size / 3 + 1, 2 * size / 3))).median();
            double last = new Samples(megabytes.subList(2 * size / 3, size)).median();
            return Figure.noMore(name + ", last third against the second", GROWTH, last / middle,
                    "times of " + Figure.number(middle) + " MB");
        }
    }
}
