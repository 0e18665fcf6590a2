// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.freehold.server.visit.Mirror;
import org.freehold.server.visit.Signalling;
import org.freehold.server.visit.TrustedCertificates;
import org.freehold.server.visit.VisitLink;
import org.freehold.server.visit.VisitorClient;
import org.freehold.server.visit.VisitorKey;
import org.freehold.server.visit.Wishes;
import org.freehold.webrtc.peer.PeerLoop;

/** What a session over WebRTC costs beside one over a WebSocket with TLS: round trip, throughput, processor, memory and threads, in one run. */
final class WebrtcBenchmark implements Setup.Benchmark {
    private static final int CROWD_PER_COMPANY = 20;
    private static final int PINGS = 300;
    private static final int WARM_UP_PINGS = 100;
    private static final double ROUND_TRIP_RATIO = 2;
    private static final double PROCESSOR_RATIO = 3;
    private static final double MEGABYTES_PER_SECOND = 30;
    private static final double SESSION_KILOBYTES = 400;
    private static final long MANY_BYTES = 256L << 20;
    private static final long FEW_BYTES = 1L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How visitors come in. */
    private enum Transport {
        WEBSOCKET,
        WEBRTC
    }

    /** What so many sessions cost. */
    private record Cost(double microsPerPose, double kilobytesPerSession, long threads) {}

    @Override
    public List<Figure> run(Setup setup) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        Certificate certificate = Certificate.make(setup.work());
        Map<String, String> settings = Map.of(
                "FREEHOLD_TLS_CERT", certificate.chain().toString(),
                "FREEHOLD_TLS_KEY", certificate.key().toString(),
                "FREEHOLD_SERVER_MAX_SESSIONS", "2000",
                "FREEHOLD_SERVER_MAX_WAITING", "1000");
        try (HttpClient http = HttpClient.newBuilder()
                .sslContext(TrustedCertificates.only(certificate.chain()))
                .build();
                PeerLoop loop = new PeerLoop("bench-visitors")) {
            try (Domain domain = Domain.start(setup.program(), setup.fresh("webrtc"), settings)) {
                setup.progress("round trips");
                roundTrips(new Crowd(domain, http, loop), figures);
            }
            try (Domain domain = Domain.start(
                    setup.program(), setup.fresh("webrtc-world"), settings, "--world", setup.bigWorld().toString())) {
                setup.progress("entering a large world");
                entering(new Crowd(domain, http, loop), figures);
            }
            setup.progress("throughput to Chromium");
            long bytes = setup.sizes().equals(Sizes.TINY) ? FEW_BYTES : MANY_BYTES;
            BrowserThroughput.fill(setup.fresh("chromium"), bytes).ifPresentOrElse(
                    filled -> figures.add(Figure.atLeast(
                            "A reliable channel to Chromium", MEGABYTES_PER_SECOND, filled.megabytesPerSecond(),
                            "MB/s",
                            "%d MiB in packets of up to %,d bytes".formatted(bytes >> 20, filled.packetBytes()))),
                    () -> figures.add(Figure.of("A reliable channel to Chromium", "not measured: no Chromium here")));
            int people = setup.sizes().company() * CROWD_PER_COMPANY;
            setup.progress(people + " people over WebSockets with TLS, then over WebRTC");
            Cost webSocket = cost(setup, settings, http, loop, Transport.WEBSOCKET, people);
            Cost webrtc = cost(setup, settings, http, loop, Transport.WEBRTC, people);
            figures.add(Figure.atMost(people + " people, processor time for each delivered pose, times that of wss",
                    PROCESSOR_RATIO, webrtc.microsPerPose() / webSocket.microsPerPose(), "",
                    "%.2f against %.2f µs".formatted(webrtc.microsPerPose(), webSocket.microsPerPose())));
            figures.add(Figure.atMost(people + " people, memory for each session over WebRTC", SESSION_KILOBYTES,
                    webrtc.kilobytesPerSession(), "kB",
                    "%.0f over wss".formatted(webSocket.kilobytesPerSession())));
            figures.add(Figure.of(people + " people over WebRTC, threads of the server",
                    webrtc.threads() + " (" + webSocket.threads() + " over wss)"));
        }
        return figures;
    }

    private static void roundTrips(Crowd crowd, List<Figure> figures) throws IOException, InterruptedException {
        VisitorClient webSocket = crowd.enter(Transport.WEBSOCKET);
        VisitorClient peer = crowd.enter(Transport.WEBRTC);
        List<Double> overWebSocket = new ArrayList<>();
        List<Double> overWebrtc = new ArrayList<>();
        for (int i = 0; i < WARM_UP_PINGS + PINGS; i++) {
            double first = ping(webSocket);
            double second = ping(peer);
            if (i >= WARM_UP_PINGS) {
                overWebSocket.add(first);
                overWebrtc.add(second);
            }
        }
        crowd.leave();
        double base = new Samples(overWebSocket).median();
        double median = new Samples(overWebrtc).median();
        figures.add(
                Figure.atMost("Round trip over WebRTC, times that of wss, loopback", ROUND_TRIP_RATIO, median / base,
                        "", "%.0f against %.0f µs, medians of %d".formatted(median, base, PINGS)));
    }

    /** Microseconds. */
    private static double ping(VisitorClient visitor) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try {
            visitor.ping().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("a ping was not answered", e);
        }
        return (System.nanoTime() - begin) / 1e3;
    }

    private static void entering(Crowd crowd, List<Figure> figures) throws IOException, InterruptedException {
        double best = 0;
        double bestOverWebSocket = 0;
        for (int i = 0; i < 3; i++) {
            best = Math.max(best, megabytesPerSecond(crowd, Transport.WEBRTC));
            bestOverWebSocket = Math.max(bestOverWebSocket, megabytesPerSecond(crowd, Transport.WEBSOCKET));
        }
        figures.add(Figure.of("Entering a large world over WebRTC, a visitor in Java, best of 3",
                "%.1f MB/s (%.1f over wss)".formatted(best, bestOverWebSocket)));
    }

    private static double megabytesPerSecond(Crowd crowd, Transport transport)
            throws IOException, InterruptedException {
        VisitorClient visitor = crowd.enter(transport);
        double megabytes = visitor.bytesIn() / 1e6;
        double millis = visitor.millisUntilLast().orElseThrow() - visitor.millisUntil(1).orElseThrow();
        crowd.leave();
        return megabytes / Math.max(millis, 1) * 1e3;
    }

    private static Cost cost(
            Setup setup, Map<String, String> settings, HttpClient http, PeerLoop loop, Transport transport, int people)
            throws IOException, InterruptedException {
        try (Domain domain = Domain.start(setup.program(), setup.fresh("webrtc-crowd"), settings)) {
            Crowd crowd = new Crowd(domain, http, loop);
            // What is loaded and compiled once, for the first half, is not what a session costs.
            int first = people / 2;
            crowd.enter(transport, first);
            crowd.walk(setup.sizes().warmUp());
            double before = megabytesInUse(domain);
            crowd.enter(transport, people - first);
            crowd.walk(setup.sizes().warmUp());
            double after = megabytesInUse(domain);
            double poses = crowd.posesDelivered();
            double seconds = domain.cpuSeconds();
            crowd.walk(setup.sizes().edits());
            double used = domain.cpuSeconds() - seconds;
            double delivered = Math.max(1, crowd.posesDelivered() - poses);
            Cost cost = new Cost(
                    used * 1e6 / delivered,
                    (after - before) * 1e3 / (people - first),
                    threads(domain.process().pid()));
            crowd.leave();
            return cost;
        }
    }

    /** Resident memory after a collection, for garbage is no session's either. */
    private static double megabytesInUse(Domain domain) throws IOException {
        try (JavaFigures heap = JavaFigures.of(domain.process().pid())) {
            heap.liveBytes();
            return domain.residentMegabytes();
        }
    }

    private static long threads(long pid) throws IOException {
        Path tasks = Path.of("/proc", Long.toString(pid), "task");
        if (!Files.exists(tasks)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(tasks)) {
            return all.count();
        }
    }

    /** Visitors of one domain, by either way. */
    private static final class Crowd {
        private final VisitLink link;
        private final URI metrics;
        private final HttpClient http;
        private final PeerLoop loop;
        private final Walkers walkers = new Walkers();

        Crowd(Domain domain, HttpClient http, PeerLoop loop) {
            this.link = VisitLink.parse(domain.link());
            this.metrics = URI.create(domain.link()).resolve("/metrics");
            this.http = http;
            this.loop = loop;
        }

        void enter(Transport transport, int people) throws IOException, InterruptedException {
            for (int i = 0; i < people; i++) {
                enter(transport);
            }
        }

        VisitorClient enter(Transport transport) throws IOException, InterruptedException {
            Wishes wishes = new Wishes(link, VisitorKey.generate(), null, false);
            VisitorClient client = transport == Transport.WEBSOCKET
                    ? new VisitorClient(http, wishes)
                    : new VisitorClient(Signalling.overHttp(http, link), loop, wishes, InstantSource.system());
            VisitorClient.Entry entry = client.enter();
            if (!(entry instanceof VisitorClient.Entered)) {
                throw new IOException("not let in: " + entry);
            }
            walkers.add(client);
            if (!client.mirror().await(Mirror::isLoaded, PATIENCE)) {
                throw new IOException("not everything came within " + PATIENCE.toSeconds() + " s");
            }
            return client;
        }

        void walk(Duration duration) throws InterruptedException {
            walkers.walk(duration);
        }

        double posesDelivered() throws IOException, InterruptedException {
            return http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith("freehold_poses_delivered_total"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }

        void leave() {
            walkers.leave();
        }
    }
}
