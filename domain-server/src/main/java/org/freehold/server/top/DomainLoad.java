// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.top;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How busy a domain was between two readings of its metrics. Each figure that the domain does not tell is not a number.
 *
 * @param people in the world
 * @param sessions with lost ones that may resume
 * @param connections open, of browsers that only load the page too
 * @param waitingForEntities people for whom things in sight are still on their way
 * @param tickHz ticks a second that the world is to make
 * @param ticksPerSecond that it made
 * @param tickP50Millis half of the ticks took less
 * @param tickP99Millis one tick in a hundred took more
 * @param lateTicks left out in this time, because the world was behind
 * @param lateTicksInAll since the start
 * @param worldCpuPercent of one core's time that the world thread and its helpers used
 * @param bytesPerSecond given to visitors' lines before compression, by kind: {@code posesNear}, {@code posesFar},
 *     {@code entities}, {@code otherText}
 * @param posesNearPerSecond of full detail, each counted for each who was to have it
 * @param posesFarPerSecond of little detail
 * @param poseFramesSkippedPerSecond messages of poses left out because a line was behind
 * @param inbox commands that wait for the next tick
 * @param storageQueue changes that wait to be written
 * @param queuedBytes that wait for visitors' lines, of all sessions
 * @param sessionsByBudget by kilobytes a second
 * @param worstSessionHandle of the session in which most waits; 0 when nothing waits
 * @param worstSessionBytes what waits in it
 * @param storageWritable 1 while changes are stored, 0 while they cannot be
 * @param storageBytes size on disk
 * @param storedPerSecond changes written
 */
public record DomainLoad(
        double people,
        double sessions,
        double connections,
        double waitingForEntities,
        double tickHz,
        double ticksPerSecond,
        double tickP50Millis,
        double tickP99Millis,
        double lateTicks,
        double lateTicksInAll,
        double worldCpuPercent,
        Map<String, Double> bytesPerSecond,
        double posesNearPerSecond,
        double posesFarPerSecond,
        double poseFramesSkippedPerSecond,
        double inbox,
        double storageQueue,
        double queuedBytes,
        SortedMap<Double, Double> sessionsByBudget,
        double worstSessionHandle,
        double worstSessionBytes,
        double storageWritable,
        double storageBytes,
        double storedPerSecond) {

    private static final double MILLIS = 1000;
    private static final String TICKS = "freehold_tick_seconds_bucket";

    public DomainLoad {
        bytesPerSecond = new LinkedHashMap<>(bytesPerSecond);
        sessionsByBudget = new TreeMap<>(sessionsByBudget);
    }

    /** What happened between two readings that were so far apart. */
    static DomainLoad between(MetricsPage before, MetricsPage after, double seconds) {
        Rates rates = new Rates(before, after, seconds);
        SortedMap<Double, Double> ticksBefore = before.byNumber(TICKS, "le");
        SortedMap<Double, Double> ticksAfter = after.byNumber(TICKS, "le");
        Map<String, Double> bytes = new LinkedHashMap<>();
        bytes.put("posesNear", rates.of("freehold_streamed_bytes_total", "kind", "poses_near"));
        bytes.put("posesFar", rates.of("freehold_streamed_bytes_total", "kind", "poses_far"));
        bytes.put("entities", rates.of("freehold_streamed_bytes_total", "kind", "entities"));
        bytes.put("otherText", rates.of("freehold_streamed_bytes_total", "kind", "other_text"));
        return new DomainLoad(
                after.value("freehold_people"),
                after.value("freehold_sessions"),
                after.value("freehold_connections"),
                after.value("freehold_waiting_for_entities"),
                after.value("freehold_tick_hertz"),
                rates.of("freehold_tick_seconds_count"),
                Histogram.quantile(ticksBefore, ticksAfter, 0.5) * MILLIS,
                Histogram.quantile(ticksBefore, ticksAfter, 0.99) * MILLIS,
                rates.of("freehold_late_ticks_total") * seconds,
                after.value("freehold_late_ticks_total"),
                rates.of("freehold_world_cpu_seconds_total") * 100,
                bytes,
                rates.of("freehold_poses_delivered_total", "detail", "near"),
                rates.of("freehold_poses_delivered_total", "detail", "far"),
                rates.of("freehold_pose_frames_skipped_total"),
                after.value("freehold_world_inbox"),
                after.value("freehold_storage_queue"),
                after.value("freehold_queued_bytes"),
                after.byNumber("freehold_sessions_by_budget", "kilobytes"),
                after.value("freehold_worst_session_handle"),
                after.value("freehold_worst_session_queued_bytes"),
                after.value("freehold_storage_writable"),
                after.value("freehold_storage_bytes"),
                rates.of("freehold_storage_entries_total"));
    }

    private record Rates(MetricsPage before, MetricsPage after, double seconds) {

        double of(String counter) {
            // A server that was started anew counts from zero.
            return Math.max(0, after.value(counter) - before.value(counter)) / seconds;
        }

        double of(String counter, String label, String of) {
            return Math.max(0, after.value(counter, label, of) - before.value(counter, label, of)) / seconds;
        }
    }
}
