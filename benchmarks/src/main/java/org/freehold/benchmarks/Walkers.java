// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.freehold.server.visit.VisitorClient;
import org.freehold.server.wire.AvatarPose;

/** Visitors who walk in a circle, with 20 poses a second, whenever they are asked to. For one thread. */
final class Walkers {
    private static final long POSE_MILLIS = 50;

    private final List<VisitorClient> present = new ArrayList<>();

    void add(VisitorClient client) {
        present.add(client);
    }

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

    /** Everybody leaves; others may come. */
    void leave() {
        present.forEach(VisitorClient::close);
        present.clear();
    }
}
