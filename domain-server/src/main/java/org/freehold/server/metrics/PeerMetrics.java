// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The metrics of sessions over WebRTC, and of what all sessions run over. Any thread. */
public final class PeerMetrics {
    private final PrometheusRegistry registry;
    private final Gauge connected;
    private final Counter ended;
    private final Counter introductions;
    private final CounterDataPoint sent;
    private final CounterDataPoint lost;

    PeerMetrics(PrometheusRegistry registry) {
        this.registry = registry;
        connected = Gauge.builder()
                .name("freehold_peers")
                .help("WebRTC connections that stand, before and after hello")
                .register(registry);
        ended = Counter.builder().withoutExemplars()
                .name("freehold_peers_ended")
                .help("WebRTC connections that ended, by reason")
                .labelNames("reason")
                .register(registry);
        introductions = Counter.builder().withoutExemplars()
                .name("freehold_introductions")
                .help("Introductions asked for, by what came of it: answer, or the code of the refusal")
                .labelNames("outcome")
                .register(registry);
        Counter chunks = Counter.builder().withoutExemplars()
                .name("freehold_peer_chunks")
                .help("Parts of messages sent over WebRTC, and those of them that did not arrive at first")
                .labelNames("fate")
                .register(registry);
        sent = chunks.labelValues("sent");
        lost = chunks.labelValues("lost");
    }

    /**
     * Sessions that run over the same.
     *
     * @param transport {@code websocket} or {@code webrtc}
     * @param path {@code direct} or {@code relayed}
     * @param family {@code ipv4} or {@code ipv6}
     * @param roundTripSeconds mean of those that know it; negative when none does
     */
    public record Lines(String transport, String path, String family, int sessions, double roundTripSeconds) {}

    /** Adds what others count; once. */
    public void observe(Supplier<List<Lines>> lines) {
        GaugeWithCallback.builder()
                .name("freehold_lines")
                .help("Sessions, by what they run over")
                .labelNames("transport", "path", "family")
                .callback(callback -> lines.get().forEach(
                        each -> callback.call(each.sessions(), each.transport(), each.path(), each.family())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("freehold_line_round_trip_seconds")
                .help("Mean round trip of the sessions that know it, by what they run over")
                .labelNames("transport", "path", "family")
                .callback(callback -> lines.get().stream()
                        .filter(each -> each.roundTripSeconds() >= 0)
                        .forEach(each -> callback.call(
                                each.roundTripSeconds(), each.transport(), each.path(), each.family())))
                .register(registry);
    }

    /** Adds what the UDP port counts; once. */
    public void observePort(LongSupplier malformed, LongSupplier forNobody, LongSupplier forged, LongSupplier failed) {
        CounterWithCallback.builder()
                .name("freehold_udp_dropped")
                .help("UDP packets that were no use, by reason")
                .labelNames("reason")
                .callback(callback -> {
                    callback.call((double) malformed.getAsLong(), "malformed");
                    callback.call((double) forNobody.getAsLong(), "for_nobody");
                    callback.call((double) forged.getAsLong(), "forged");
                    callback.call((double) failed.getAsLong(), "failed");
                })
                .register(registry);
    }

    public void connected() {
        connected.inc();
    }

    /**
     * Counts an end.
     *
     * @param reason a constant
     * @param wasConnected whether {@link #connected} was counted
     */
    public void ended(String reason, boolean wasConnected) {
        if (wasConnected) {
            connected.dec();
        }
        ended.labelValues(reason.toLowerCase(Locale.ROOT)).inc();
    }

    /** {@code outcome} is a constant. */
    public void introduced(String outcome) {
        introductions.labelValues(outcome).inc();
    }

    public void chunks(long sentMore, long lostMore) {
        sent.inc(Math.max(0, sentMore));
        lost.inc(Math.max(0, lostMore));
    }
}
