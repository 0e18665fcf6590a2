// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.LongSupplier;

/**
 * On the hot path: what goes out to visitors, by kind, and how their lines take it. Counters may be called on any thread, the rest
 * on the world's; nothing here blocks or allocates. Nobody is named: the worst session is told by its handle, which means something to
 * those inside only, and not for long.
 */
public final class StreamMetrics {
    /** Budgets of poses are powers of two: class 0 has so many kilobytes a second, each one above twice as many. */
    public static final int SMALLEST_BUDGET_KILOBYTES = 16;

    /** Classes of budgets. */
    public static final int BUDGETS = 7;

    private static final int HANDLE_BITS = 16;

    private final CounterDataPoint nearBytes;
    private final CounterDataPoint farBytes;
    private final CounterDataPoint entityBytes;
    private final CounterDataPoint otherBytes;
    private final CounterDataPoint nearPoses;
    private final CounterDataPoint farPoses;
    private final CounterDataPoint skipped;
    private final AtomicIntegerArray sessionsByBudget = new AtomicIntegerArray(BUDGETS);
    /** Bytes, with the handle in the lowest bits: one value, so that both are of the same session. */
    private volatile long worstSession;

    private volatile long queuedBytes;
    private volatile int waitingToLook;
    private volatile int waitingForEntities;

    StreamMetrics(PrometheusRegistry registry, CounterDataPoint posesSkipped) {
        Counter bytes = Counter.builder().withoutExemplars()
                .name("freehold_streamed_bytes")
                .help("Bytes given to visitors' lines, before compression, by what they tell")
                .labelNames("kind")
                .register(registry);
        nearBytes = bytes.labelValues("poses_near");
        farBytes = bytes.labelValues("poses_far");
        entityBytes = bytes.labelValues("entities");
        otherBytes = bytes.labelValues("other_text");
        Counter poses = Counter.builder().withoutExemplars()
                .name("freehold_poses_delivered")
                .help("Poses given to visitors' lines, each counted for each who was to have it, by detail")
                .labelNames("detail")
                .register(registry);
        nearPoses = poses.labelValues("near");
        farPoses = poses.labelValues("far");
        skipped = posesSkipped;
        observe(registry);
    }

    private void observe(PrometheusRegistry registry) {
        GaugeWithCallback.builder()
                .name("freehold_sessions_by_budget")
                .help("Sessions by what their lines are given for poses, kilobytes a second")
                .labelNames("kilobytes")
                .callback(callback -> {
                    for (int i = 0; i < BUDGETS; i++) {
                        callback.call(sessionsByBudget.get(i), Integer.toString(SMALLEST_BUDGET_KILOBYTES << i));
                    }
                })
                .register(registry);
        gauge(registry, "freehold_queued_bytes", "Bytes that wait for visitors' lines to take them, of all sessions",
                () -> queuedBytes);
        gauge(registry, "freehold_worst_session_queued_bytes", "Bytes that wait in the session that has most of them",
                () -> worstSession >>> HANDLE_BITS);
        gauge(registry, "freehold_worst_session_handle", "Handle of that session's avatar; 0 when nothing waits",
                () -> worstSession & ((1 << HANDLE_BITS) - 1));
        gauge(registry, "freehold_waiting_to_look", "Visitors who wait for their turn to look around",
                () -> waitingToLook);
        gauge(registry, "freehold_waiting_for_entities", "Visitors for whom entities wait to be sent",
                () -> waitingForEntities);
    }

    /**
     * One message of poses was given to so many sessions.
     *
     * @param near poses of full detail in it
     * @param far poses of little detail in it
     * @param bytes of the whole, headers included
     * @param farPart bytes of it that are about the far
     */
    public void poses(int near, int far, int bytes, int farPart, int sessions) {
        nearPoses.inc((long) near * sessions);
        farPoses.inc((long) far * sessions);
        nearBytes.inc((long) (bytes - farPart) * sessions);
        farBytes.inc((long) farPart * sessions);
    }

    /** Messages of poses were left out for so many sessions whose lines are behind. */
    public void posesSkipped(int sessions) {
        skipped.inc(sessions);
    }

    /** A message about entities was given to one session. */
    public void entities(int bytes) {
        entityBytes.inc(bytes);
    }

    /** Any other text was given to one session. */
    public void otherText(int bytes) {
        otherBytes.inc(bytes);
    }

    /** How many wait for their turns. World thread. */
    public void waiting(int toLook, int forEntities) {
        waitingToLook = toLook;
        waitingForEntities = forEntities;
    }

    /** How many sessions have which budget, by class. World thread; the array stays the caller's. */
    public void sessionsByBudget(int[] counts) {
        for (int i = 0; i < BUDGETS; i++) {
            sessionsByBudget.setOpaque(i, counts[i]);
        }
    }

    /**
     * What waits for lines. World thread.
     *
     * @param allBytes of all sessions
     * @param worstHandle of the session with the most; 0 when nothing waits
     * @param worstBytes what waits in that one
     */
    public void lines(long allBytes, int worstHandle, long worstBytes) {
        queuedBytes = allBytes;
        worstSession = worstBytes << HANDLE_BITS | worstHandle;
    }

    private static void gauge(PrometheusRegistry registry, String name, String help, LongSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call((double) value.getAsLong()))
                .register(registry);
    }
}
