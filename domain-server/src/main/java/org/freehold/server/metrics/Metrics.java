// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.freehold.server.wire.ErrorCode;

/**
 * All metrics of a domain: names, help texts and the methods that count. Any thread; nothing here blocks. Labels come from
 * enums and constants only, so that no visitor can make the list longer.
 */
public final class Metrics {

    /** Media type of {@link #writeText}. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    /** Delivery of a message, which is also its form on the wire. */
    public enum Delivery {
        /** JSON, reliable and ordered. */
        TEXT,
        /** A pose frame, newest wins. */
        BINARY
    }

    /** Why a visitor's pose was not used. */
    public enum IgnoredPose {
        /** Wrong length, unknown flags, not finite, or out of the world. */
        MALFORMED,
        /** Sent before one that came already. */
        OLD,
        /** Over the rate of section 10. */
        TOO_MANY,
        /** Sent before the visitor was in the world. */
        NOT_ENTERED
    }

    /** Why a connection was turned away or given up before anybody entered over it. */
    public enum FailedHandshake {
        /** More connections than the configuration allows. */
        TOO_MANY_CONNECTIONS,
        /** More connections from one address than the configuration allows. */
        TOO_MANY_FROM_ADDRESS,
        /** No whole HTTP request in time. */
        REQUEST_TIMEOUT,
        /** TLS could not be agreed on. */
        TLS,
        /** An upgrade that is not a WebSocket of our protocol. */
        UPGRADE,
        /** No hello in time. */
        HELLO_TIMEOUT,
        /** The connection ended before hello. */
        GONE,
        /** More proofs than are checked. */
        BUSY
    }

    /** Why the server gave up a WebSocket without a word of the protocol. */
    public enum BrokenConnection {
        /** Not a WebSocket frame, or one that the standard forbids. */
        BAD_FRAME,
        /** Text that is not UTF-8. */
        BAD_UTF8,
        /** A ping was not answered. */
        SILENT,
        /** Far more unread output than any limit allows. */
        OVERFULL,
        /** More control frames or empty fragments than anybody needs. */
        FRAME_FLOOD
    }

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

    private final Gauge connections = Gauge.builder()
            .name("freehold_connections")
            .help("Open TCP connections, HTTP and WebSocket")
            .register(registry);
    private final Gauge webSockets = Gauge.builder()
            .name("freehold_websockets")
            .help("Open WebSocket connections, before and after hello")
            .register(registry);
    private final Counter messagesIn = Counter.builder().withoutExemplars()
            .name("freehold_messages_received")
            .help("Messages received, by kind; 'unreadable' could not be understood")
            .labelNames("kind")
            .register(registry);
    private final Counter messagesOut = Counter.builder().withoutExemplars()
            .name("freehold_messages_sent")
            .help("Messages sent, by kind; 'shared' was encoded once for many visitors")
            .labelNames("kind")
            .register(registry);
    /** The same by kind, because looking one up in the counter allocates. */
    private final Map<String, CounterDataPoint> messagesInByKind = new ConcurrentHashMap<>();
    private final Map<String, CounterDataPoint> messagesOutByKind = new ConcurrentHashMap<>();
    private final Map<Delivery, CounterDataPoint> bytesIn = byEnum(Delivery.class, Counter.builder().withoutExemplars()
            .name("freehold_received_bytes")
            .help("Payload of WebSocket messages received, by form")
            .labelNames("form")
            .register(registry));
    private final Map<Delivery, CounterDataPoint> bytesOut = byEnum(Delivery.class, Counter.builder().withoutExemplars()
            .name("freehold_sent_bytes")
            .help("Payload of WebSocket messages sent, before compression, by form")
            .labelNames("form")
            .register(registry));
    private final Counter posesSkipped = Counter.builder().withoutExemplars()
            .name("freehold_pose_frames_skipped")
            .help("Pose frames left out because the visitor's line was behind")
            .register(registry);
    private final Map<ErrorCode, CounterDataPoint> refused = byCode(Counter.builder().withoutExemplars()
            .name("freehold_refused")
            .help("Requests refused, by error code")
            .labelNames("code")
            .register(registry));
    private final Map<ErrorCode, CounterDataPoint> closed = byCode(Counter.builder().withoutExemplars()
            .name("freehold_closed")
            .help("Connections closed by the server with a reason, by error code")
            .labelNames("code")
            .register(registry));
    private final Map<IgnoredPose, CounterDataPoint> posesIgnored = byEnum(IgnoredPose.class,
            Counter.builder().withoutExemplars()
                    .name("freehold_poses_ignored")
                    .help("Poses of visitors that were not used, by reason")
                    .labelNames("reason")
                    .register(registry));
    private final Map<FailedHandshake, CounterDataPoint> failedHandshakes =
            byEnum(FailedHandshake.class, Counter.builder().withoutExemplars()
                    .name("freehold_failed_handshakes")
                    .help("Connections that ended before anybody entered, by reason")
                    .labelNames("reason")
                    .register(registry));
    private final Counter acceptingPaused = Counter.builder().withoutExemplars()
            .name("freehold_accepting_paused")
            .help("How often more connections came than are accepted beside the work for those inside; they waited outside")
            .register(registry);
    private final Map<BrokenConnection, CounterDataPoint> broken = byEnum(BrokenConnection.class,
            Counter.builder().withoutExemplars()
                    .name("freehold_broken_connections")
                    .help("WebSockets ended by the server without a message, by reason")
                    .labelNames("reason")
                    .register(registry));
    private final Counter faults = Counter.builder().withoutExemplars()
            .name("freehold_faults")
            .help("Faults of the server's own while it handled a connection")
            .register(registry);
    private final FaultKinds faultKinds = new FaultKinds();
    private final Counter httpRequests = Counter.builder().withoutExemplars()
            .name("freehold_http_requests")
            .help("HTTP requests answered, by class of status")
            .labelNames("status")
            .register(registry);
    private final Counter sessionsOpened = Counter.builder().withoutExemplars()
            .name("freehold_sessions_opened")
            .help("Visitors let in, by whether a session was resumed")
            .labelNames("resumed")
            .register(registry);
    private final Histogram tickSeconds = Histogram.builder().withoutExemplars()
            .name("freehold_tick_seconds")
            .help("Time that one tick of the world took")
            .classicOnly()
            .classicUpperBounds(
                    0.0001, 0.00025, 0.0005, 0.001, 0.0015, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.0333,
                    0.05,
                    0.1, 0.25, 1)
            .register(registry);
    private final StreamMetrics streams = new StreamMetrics(registry, posesSkipped);
    private final PeerMetrics peers = new PeerMetrics(registry);
    private final CounterDataPoint freshSessions = sessionsOpened.labelValues("no");
    private final CounterDataPoint resumedSessions = sessionsOpened.labelValues("yes");

    /** What goes out to visitors, and how their lines take it. */
    public StreamMetrics streams() {
        return streams;
    }

    /** Sessions over WebRTC, and what all run over. */
    public PeerMetrics peers() {
        return peers;
    }

    /** Adds the numbers that others own; once. */
    public void observe(Gauges gauges) {
        gauge("freehold_sessions", "Sessions, among them lost ones that may still resume", gauges.sessions());
        gauge("freehold_people", "Visitors in the world", gauges.people());
        gauge("freehold_entities", "Entities in the world", gauges.entities());
        gauge("freehold_world_inbox", "Commands that wait for the next tick", gauges.worldInbox());
        CounterWithCallback.builder()
                .name("freehold_world_cpu_seconds")
                .help("Processor time of the world thread and its helpers")
                .callback(callback -> {
                    double seconds = gauges.worldCpuSeconds().getAsDouble();
                    if (seconds >= 0) {
                        callback.call(seconds);
                    }
                })
                .register(registry);
        gauge("freehold_tick_hertz", "Ticks a second that the world is to make", gauges.tickHz());
        counter("freehold_late_ticks", "Ticks that began later than they should", gauges.lateTicks());
        counter("freehold_storage_commits", "Transactions written to disk", gauges.storageCommits());
        counter("freehold_storage_entries", "Changes written to disk", gauges.storageEntries());
        gauge("freehold_storage_queue", "Changes that wait to be written", gauges.storageQueue());
        GaugeWithCallback.builder()
                .name("freehold_storage_bytes")
                .help("Size of the world's store on disk")
                .callback(callback -> callback.call(gauges.storageBytes().getAsDouble()))
                .register(registry);
        gauge("freehold_storage_writable", "1 while changes are stored, 0 while the world is read-only",
                () -> gauges.storageWritable().getAsBoolean() ? 1 : 0);
    }

    /** Adds the numbers of a rendezvous; once, by a domain that is one. */
    public void observeRendezvous(
            LongSupplier hosts, LongSupplier visits, LongSupplier stunAnswered, LongSupplier stunDropped) {
        gauge("freehold_rendezvous_hosts", "Hosts registered", hosts);
        gauge("freehold_rendezvous_visits", "Visitors who are being introduced", visits);
        counter("freehold_stun_answered", "STUN requests answered", stunAnswered);
        counter("freehold_stun_dropped", "UDP packets that were no STUN requests, or too many", stunDropped);
    }

    public void connectionOpened() {
        connections.inc();
    }

    public void connectionClosed() {
        connections.dec();
    }

    public void webSocketOpened() {
        webSockets.inc();
    }

    public void webSocketClosed() {
        webSockets.dec();
    }

    /** Counts a message received; {@code kind} is a constant of the server's, never text of a visitor. */
    public void messageIn(String kind) {
        byKind(messagesInByKind, messagesIn, kind).inc();
    }

    /** Counts a message sent; {@code kind} is a constant of the server's. */
    public void messageOut(String kind) {
        byKind(messagesOutByKind, messagesOut, kind).inc();
    }

    public void bytesIn(Delivery delivery, long bytes) {
        count(bytesIn, delivery, bytes);
    }

    public void bytesOut(Delivery delivery, long bytes) {
        count(bytesOut, delivery, bytes);
    }

    public void poseFrameSkipped() {
        posesSkipped.inc();
    }

    public void refused(ErrorCode code) {
        count(refused, code, 1);
    }

    public void closed(ErrorCode code) {
        count(closed, code, 1);
    }

    public void poseIgnored(IgnoredPose reason) {
        count(posesIgnored, reason, 1);
    }

    public void acceptingPaused() {
        acceptingPaused.inc();
    }

    public void handshakeFailed(FailedHandshake reason) {
        count(failedHandshakes, reason, 1);
    }

    public void connectionBroken(BrokenConnection reason) {
        count(broken, reason, 1);
    }

    /** Counts a fault of the server's own; true for the first of its kind, which is to be logged. */
    public boolean fault(Throwable fault) {
        faults.inc();
        return faultKinds.isNew(fault);
    }

    public void sessionOpened(boolean resumed) {
        (resumed ? resumedSessions : freshSessions).inc();
    }

    /** Counts a request answered with a status such as 404. */
    public void httpAnswered(int status) {
        httpRequests.labelValues(status / 100 + "xx").inc();
    }

    /** Counts a tick that took this many nanoseconds. */
    public void ticked(long nanos) {
        tickSeconds.observe(nanos / 1e9);
    }

    /** Writes everything in Prometheus' text format. */
    public void writeText(OutputStream out) throws IOException {
        writer.write(out, registry.scrape());
    }

    private void gauge(String name, String help, LongSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call((double) value.getAsLong()))
                .register(registry);
    }

    private void counter(String name, String help, LongSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call((double) value.getAsLong()))
                .register(registry);
    }

    private static CounterDataPoint byKind(Map<String, CounterDataPoint> known, Counter counter, String kind) {
        CounterDataPoint point = known.get(kind);
        return point != null ? point : known.computeIfAbsent(kind, counter::labelValues);
    }

    private static <E extends Enum<E>> void count(Map<E, CounterDataPoint> counters, E which, long amount) {
        CounterDataPoint counter = counters.get(which);
        if (counter != null) {
            counter.inc(amount);
        }
    }

    private static Map<ErrorCode, CounterDataPoint> byCode(Counter counter) {
        var counters = new EnumMap<ErrorCode, CounterDataPoint>(ErrorCode.class);
        for (ErrorCode code : ErrorCode.values()) {
            counters.put(code, counter.labelValues(code.code()));
        }
        return counters;
    }

    private static <E extends Enum<E>> Map<E, CounterDataPoint> byEnum(Class<E> type, Counter counter) {
        var counters = new EnumMap<E, CounterDataPoint>(type);
        for (E value : type.getEnumConstants()) {
            counters.put(value, counter.labelValues(value.name().toLowerCase(Locale.ROOT)));
        }
        return counters;
    }
}
