// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.laboratory;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import org.freehold.benchmarks.crowd.Ages;
import org.freehold.benchmarks.crowd.PoseNumber;
import org.freehold.server.visit.VisitorClient;
import org.freehold.server.wire.AvatarPose;
import org.freehold.server.wire.PoseMessage;

/**
 * Somebody whose poses have numbers, told by the height at which they stand, and who looks how old those of others are. Two ages: of a pose
 * when it comes, and of the newest pose there is of somebody, seen each time before a newer one comes and so at its oldest. A pose that is older
 * than one that was there before is left out, as by every client. Steps on one thread, hears on another.
 */
final class PoseWalker {
    private final VisitorClient client;
    private final int handle;
    private final AtomicLongArray sentAt = new AtomicLongArray(PoseNumber.COUNT);
    private volatile Map<Integer, PoseWalker> others = Map.of();
    private volatile long countedFrom = Long.MAX_VALUE;
    private int steps;
    private long sent;

    // The thread of the connection only.
    private final Map<Integer, Integer> newest = new HashMap<>();
    private final Ages arrived = new Ages();
    private final Ages oldest = new Ages();
    private long came;
    private long overtaken;

    PoseWalker(VisitorClient client, int handle) {
        this.client = client;
        this.handle = handle;
        client.hearPoses(this::heard);
    }

    VisitorClient client() {
        return client;
    }

    /** Whom to look at. */
    void watch(List<PoseWalker> kind) {
        Map<Integer, PoseWalker> watched = new HashMap<>();
        kind.stream().filter(other -> other != this).forEach(other -> watched.put(other.handle, other));
        others = Map.copyOf(watched);
    }

    /** Poses that are made from now on count. */
    void beginCounting() {
        countedFrom = System.nanoTime();
        sent = 0;
    }

    /** Sends a pose, a little further along a circle of 2 m. */
    void step() {
        int number = steps++ % PoseNumber.COUNT;
        double angle = steps / 30.0;
        sentAt.set(number, System.nanoTime());
        client.pose(new AvatarPose(
                AvatarPose.UPRIGHT, 0, (float) (2 * Math.cos(angle)), PoseNumber.heightMetres(number),
                (float) (2 * Math.sin(angle)),
                0, 0, 0, 1, 0, 0, 0));
        sent++;
    }

    private void heard(PoseMessage message) {
        long now = System.nanoTime();
        for (PoseMessage.Pose pose : message.poses()) {
            PoseWalker other = others.get(pose.handle());
            int number = PoseNumber.atMetres(pose.y());
            if (other == null || number < 0 || other.sentAt.get(number) < countedFrom) {
                continue;
            }
            Integer before = newest.get(pose.handle());
            if (before != null && Math.floorMod(number - before, PoseNumber.COUNT) >= PoseNumber.COUNT / 2) {
                overtaken++;
            } else if (before == null || number != before) {
                came++;
                arrived.add(now - other.sentAt.get(number));
                if (before != null) {
                    oldest.add(now - other.sentAt.get(before));
                }
                newest.put(pose.handle(), number);
            }
        }
    }

    /** What all of these saw of each other; they have ceased to walk. */
    static ObjectNode figures(List<PoseWalker> kind) {
        Ages arrived = new Ages();
        Ages oldest = new Ages();
        long came = 0;
        long overtaken = 0;
        long sent = 0;
        for (PoseWalker walker : kind) {
            arrived.addAll(walker.arrived);
            oldest.addAll(walker.oldest);
            came += walker.came;
            overtaken += walker.overtaken;
            sent += walker.sent * (kind.size() - 1);
        }
        return JsonNodeFactory.instance.objectNode()
                .put("sent", sent).put("came", came).put("overtaken", overtaken)
                .put("medianMillis", arrived.quantileMillis(0.5))
                .put("p99Millis", arrived.quantileMillis(0.99))
                .put("worstMillis", arrived.quantileMillis(1))
                .put("newestMedianMillis", oldest.quantileMillis(0.5))
                .put("newestP99Millis", oldest.quantileMillis(0.99));
    }
}
