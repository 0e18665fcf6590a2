// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.laboratory;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.freehold.server.visit.Mirror;
import org.freehold.server.visit.Signalling;
import org.freehold.server.visit.VisitLink;
import org.freehold.server.visit.VisitorClient;
import org.freehold.server.visit.VisitorKey;
import org.freehold.server.visit.Wishes;
import org.freehold.webrtc.peer.PeerLoop;

/**
 * {@code freehold bench poses URL SECONDS}: as many people by WebSocket as by WebRTC walk in the same domain at the same time. Says how old
 * the poses of each kind were when others of that kind had them. All are in this process, so one clock tells.
 */
public final class LossyPoses {
    private static final int PEOPLE = 4;
    private static final int PINGS = 40;
    private static final long POSE_MILLIS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private LossyPoses() {}

    /** Measures; prints one object. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("freehold bench poses URL SECONDS");
        }
        VisitLink link = VisitLink.parse(arguments[0]);
        Duration duration = Duration.ofSeconds(Integer.parseInt(arguments[1]));
        try (HttpClient http = HttpClient.newHttpClient(); PeerLoop loop = new PeerLoop("walkers")) {
            List<PoseWalker> overWebSocket = new ArrayList<>();
            List<PoseWalker> overPeers = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                overWebSocket.add(enter(new VisitorClient(http, wishes(link))));
                overPeers.add(enter(new VisitorClient(
                        Signalling.overHttp(http, link), loop, wishes(link), InstantSource.system())));
            }
            List<PoseWalker> all = new ArrayList<>(overWebSocket);
            all.addAll(overPeers);
            // Whoever has just come is told everything first.
            walk(all, Duration.ofSeconds(5));
            all.forEach(PoseWalker::beginCounting);
            for (List<PoseWalker> kind : List.of(overWebSocket, overPeers)) {
                kind.forEach(walker -> walker.watch(kind));
            }
            walk(all, duration);
            ObjectNode told = JsonNodeFactory.instance.objectNode();
            told.put("roundTripMillis", roundTripMillis(overPeers.getFirst().client()));
            told.set("websocket", PoseWalker.figures(overWebSocket));
            told.set("webrtc", PoseWalker.figures(overPeers));
            System.out.println(told);
            for (PoseWalker walker : all) {
                walker.client().leave();
            }
        }
    }

    private static Wishes wishes(VisitLink link) {
        return new Wishes(link, VisitorKey.generate(), null, false);
    }

    private static PoseWalker enter(VisitorClient client) throws IOException, InterruptedException {
        if (!(client.enter() instanceof VisitorClient.Entered entered)) {
            throw new IOException("not let in: " + client.ended().join().message());
        }
        if (!client.mirror().await(Mirror::isLoaded, PATIENCE)) {
            throw new IOException("not everything came within " + PATIENCE.toSeconds() + " s");
        }
        return new PoseWalker(client, entered.welcome().raw().path("you").path("handle").asInt());
    }

    private static void walk(List<PoseWalker> walkers, Duration duration) throws IOException, InterruptedException {
        try (ScheduledExecutorService pace = Executors.newScheduledThreadPool(2)) {
            // Not all in the same instant: poses come to the domain at all times between two ticks.
            for (int i = 0; i < walkers.size(); i++) {
                var _ = pace.scheduleAtFixedRate(
                        walkers.get(i)::step, POSE_MILLIS * 1000 * i / walkers.size(), POSE_MILLIS * 1000,
                        TimeUnit.MICROSECONDS);
            }
            Thread.sleep(duration);
            pace.shutdownNow();
        }
        for (PoseWalker walker : walkers) {
            if (walker.client().ended().isDone()) {
                throw new IOException("somebody was lost: " + walker.client().ended().join().message());
            }
        }
    }

    /** The median; what is lost and sent again is in the upper half. */
    private static double roundTripMillis(VisitorClient client) throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < PINGS; i++) {
            long begin = System.nanoTime();
            try {
                client.ping().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("a ping was not answered", e);
            }
            millis.add((System.nanoTime() - begin) / 1e6);
        }
        return millis.stream().sorted().toList().get(PINGS / 2);
    }
}
