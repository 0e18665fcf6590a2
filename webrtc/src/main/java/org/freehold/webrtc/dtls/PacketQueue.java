// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.bouncycastle.tls.DatagramTransport;
import org.jspecify.annotations.Nullable;

/**
 * Packets of one connection between whoever has the socket and Bouncy Castle. While a handshake goes on, reading waits, for as long as there
 * is time; after it, reading never waits.
 */
final class PacketQueue implements DatagramTransport {
    /** More come in a handshake only from somebody who wants to fill the memory. */
    private static final int MAX_WAITING = 32;

    /** The most that WebRTC takes in one packet. */
    static final int MAX_PACKET_BYTES = 2048;

    /** The whole of a packet that IPv6 always carries, without the headers of IPv6 and UDP: in a handshake nothing is known of the path. */
    static final int SAFE_BYTES = 1280 - 40 - 8;

    private static final byte[] END = {};

    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final InterruptedIOException nothingThere = new NothingThere();
    private final PacketSink out;
    private final LongSupplier nanoClock;
    private final long deadline;
    private volatile boolean shaking = true;
    private volatile boolean closed;

    PacketQueue(PacketSink out, LongSupplier nanoClock, long patienceNanos) {
        this.out = out;
        this.nanoClock = nanoClock;
        this.deadline = nanoClock.getAsLong() + patienceNanos;
    }

    /** Any thread. A packet that came; false when there are too many, and it is gone. */
    boolean offer(byte[] packet) {
        return packet.length > 0 && waiting.offer(packet);
    }

    /** From now on reading does not wait. */
    void stopWaiting() {
        shaking = false;
    }

    boolean isLate() {
        return nanoClock.getAsLong() - deadline >= 0;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public int getReceiveLimit() {
        return MAX_PACKET_BYTES;
    }

    @Override
    public int getSendLimit() {
        return shaking ? SAFE_BYTES : MAX_PACKET_BYTES;
    }

    @Override
    public int receive(byte[] into, int offset, int length, int waitMillis) throws IOException {
        byte[] packet = shaking ? await(waitMillis) : waiting.poll();
        if (packet == null) {
            if (shaking) {
                return -1;
            }
            throw nothingThere;
        }
        if (packet.length > length) {
            return -1;
        }
        System.arraycopy(packet, 0, into, offset, packet.length);
        return packet.length;
    }

    private byte @Nullable [] await(int waitMillis) throws IOException {
        long left = deadline - nanoClock.getAsLong();
        if (left <= 0 || closed) {
            throw new IOException(closed ? "closed" : "too late");
        }
        long wait = waitMillis <= 0 ? left : Math.min(left, TimeUnit.MILLISECONDS.toNanos(waitMillis));
        try {
            byte[] packet = waiting.poll(wait, TimeUnit.NANOSECONDS);
            if (closed) {
                throw new IOException("closed");
            }
            return packet;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void send(byte[] bytes, int offset, int length) {
        if (!closed) {
            out.take(bytes, offset, length);
        }
    }

    @Override
    public void close() {
        closed = true;
        waiting.clear();
        // Wakes whoever waits.
        var _ = waiting.offer(END);
    }

    /** Made once for each connection: it says nothing but that a queue is empty. */
    private static final class NothingThere extends InterruptedIOException {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
