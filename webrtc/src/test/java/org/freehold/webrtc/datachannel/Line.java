// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.datachannel;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.freehold.webrtc.sctp.Limits;
import org.freehold.webrtc.sctp.Packet;
import org.freehold.webrtc.sctp.PacketSink;

/** Two sides and a line between them that loses, delays, reorders and doubles packets as a seed says; the time is its own. */
final class Line {
    private static final long MILLI = 1_000_000;

    /** What the line does to packets. */
    record Weather(double loss, double duplicates, long delayNanos, long jitterNanos) {
        static final Weather CLEAR = new Weather(0, 0, 20 * MILLI, 0);

        static Weather of(double loss, double duplicates, long delayMillis, long jitterMillis) {
            return new Weather(loss, duplicates, delayMillis * MILLI, jitterMillis * MILLI);
        }
    }

    private record Flight(long arrivesNanos, long number, boolean toClient, byte[] packet) {}

    final Side client;
    final Side server;
    Predicate<byte[]> toServer = packet -> true;
    Predicate<byte[]> toClient = packet -> true;
    Weather weather;

    /** Bytes; longer packets get lost. */
    int carries = Integer.MAX_VALUE;

    /** Of a packet that was not too long, bytes. */
    int largest;

    int packets;
    private final PriorityQueue<Flight> flights = new PriorityQueue<>((a, b) -> a.arrivesNanos != b.arrivesNanos
            ? Long.compare(a.arrivesNanos, b.arrivesNanos)
            : Long.compare(a.number, b.number));
    private final Random random;
    private long now;
    private long number;

    Line(long seed, Weather weather) {
        this(seed, weather, Limits.DEFAULT, Limits.DEFAULT);
    }

    Line(long seed, Weather weather, Limits clientLimits, Limits serverLimits) {
        this.weather = weather;
        random = new Random(seed);
        // Any number may be the origin of a clock.
        now = random.nextLong() >> 8;
        client = new Side(DtlsRole.CLIENT, clientLimits, random, new Sink(false));
        server = new Side(DtlsRole.SERVER, serverLimits, random, new Sink(true));
    }

    /** A line on which both sides have met. */
    static Line connected(long seed, Weather weather) {
        Line line = new Line(seed, weather);
        line.client.channels.connect();
        line.runUntil(() -> line.client.connected > 0 && line.server.connected > 0, 60_000);
        return line;
    }

    long now() {
        return now;
    }

    private final class Sink implements PacketSink {
        private final boolean toClientSide;

        Sink(boolean toClientSide) {
            this.toClientSide = toClientSide;
        }

        @Override
        public void send(byte[] packet, int offset, int length) {
            Line.this.send(toClientSide, packet, offset, length);
        }

        @Override
        public void sendWhole(byte[] packet, int offset, int length) {
            send(packet, offset, length);
        }
    }

    private void send(boolean toClientSide, byte[] packet, int at, int length) {
        packets++;
        if (length > carries) {
            return;
        }
        largest = Math.max(largest, length);
        byte[] copy = Arrays.copyOfRange(packet, at, at + length);
        // Says so if it is not as it should be.
        Packet.read(copy);
        if (!(toClientSide ? toClient : toServer).test(copy)) {
            return;
        }
        int copies = random.nextDouble() < weather.duplicates ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            if (random.nextDouble() >= weather.loss) {
                long jitter = weather.jitterNanos == 0 ? 0 : random.nextLong(weather.jitterNanos);
                flights.add(new Flight(now + weather.delayNanos + jitter, number++, toClientSide, copy));
            }
        }
    }

    void flush() {
        client.channels.flush(now);
        server.channels.flush(now);
    }

    /** Hands a packet over as if it came from the other side. */
    void inject(Side to, byte[] packet) {
        to.channels.receive(packet, 0, packet.length, now);
    }

    /** Lets time pass until this holds; fails when it does not after so many milliseconds. */
    void runUntil(BooleanSupplier condition, long mostMillis) {
        long end = now + mostMillis * MILLI;
        while (!condition.getAsBoolean()) {
            if (!step(end)) {
                throw new AssertionError("not within " + mostMillis + " ms; client " + client.channels.statistics()
                        + " " + client.ended + ", server " + server.channels.statistics() + " " + server.ended);
            }
        }
    }

    /** Lets so many milliseconds pass. */
    void run(long millis) {
        long end = now + millis * MILLI;
        while (step(end)) {
            // Goes on.
        }
        now = end;
    }

    /** Goes on to what happens next; false if that is after the end. */
    private boolean step(long end) {
        flush();
        long next = Math.min(in(client), in(server));
        Flight flight = flights.peek();
        if (flight != null) {
            next = Math.min(next, flight.arrivesNanos - now);
        }
        if (next == DataChannels.NEVER || now + next > end) {
            return false;
        }
        now += Math.max(0, next);
        while (flight != null && flight.arrivesNanos <= now) {
            flights.remove();
            Side to = flight.toClient ? client : server;
            to.channels.receive(flight.packet, 0, flight.packet.length, now);
            flight = flights.peek();
        }
        client.channels.timeout(now);
        server.channels.timeout(now);
        return true;
    }

    private long in(Side side) {
        return side.channels.timeoutIn(now);
    }
}
