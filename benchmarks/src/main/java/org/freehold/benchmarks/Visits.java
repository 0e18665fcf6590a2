// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.freehold.server.visit.Mirror;
import org.freehold.server.visit.VisitLink;
import org.freehold.server.visit.VisitorClient;
import org.freehold.server.visit.VisitorKey;
import org.freehold.server.visit.Wishes;
import org.freehold.server.wire.AvatarPose;

/** Visitors from this process, each with a key and a connection of its own. */
final class Visits implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POSE_MILLIS = 50;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<VisitorClient> present = new ArrayList<>();

    /** Enters; the visitor stays until this is closed. */
    VisitorClient enter(VisitLink link, boolean everything) throws IOException, InterruptedException {
        VisitorClient client = new VisitorClient(http, new Wishes(link, VisitorKey.generate(), null, everything));
        VisitorClient.Entry entry = client.enter();
        if (!(entry instanceof VisitorClient.Entered)) {
            throw new IOException("not let in: " + entry);
        }
        present.add(client);
        return client;
    }

    /** Enters and waits until everything in sight has come. */
    VisitorClient enterAndLoad(String link, boolean everything) throws IOException, InterruptedException {
        VisitorClient client = enter(VisitLink.parse(link), everything);
        if (!client.mirror().await(Mirror::isLoaded, PATIENCE)) {
            throw new IOException("not everything came within " + PATIENCE.toSeconds() + " s");
        }
        return client;
    }

    /** Everybody who is here walks in a circle, with 20 poses a second, for so long. */
    void walk(Duration duration) throws InterruptedException {
        AtomicLong steps = new AtomicLong();
        try (ScheduledExecutorService walkers = Executors.newSingleThreadScheduledExecutor()) {
            var _ = walkers.scheduleAtFixedRate(() -> {
                double angle = steps.getAndIncrement() * POSE_MILLIS / 1500.0;
                present.forEach(client -> client.pose(new AvatarPose(
                        AvatarPose.UPRIGHT, 0, (float) (2 * Math.cos(angle)), 0, (float) (2 * Math.sin(angle)),
                        0, (float) Math.sin(-angle / 2), 0, (float) Math.cos(-angle / 2), 0, 0, 0)));
            }, 0, POSE_MILLIS, TimeUnit.MILLISECONDS);
            Thread.sleep(duration);
            walkers.shutdownNow();
        }
    }

    /** Everybody leaves; others may enter. */
    void leave() {
        present.forEach(VisitorClient::close);
        present.clear();
    }

    @Override
    public void close() {
        leave();
        http.shutdownNow();
    }
}
