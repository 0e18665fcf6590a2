// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** A router on this machine's loopback that speaks PCP or NAT-PMP, written against the RFCs and not with our codecs. */
final class FakeRouter implements AutoCloseable {
    static final byte[] OUTSIDE = {(byte) 198, 51, 100, 2};

    private final DatagramSocket socket;
    private final boolean speaksPcp;
    private final LongSupplier nanoClock;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile long begunAtNanos;
    private volatile int refusal;
    private final AtomicInteger dropped = new AtomicInteger();
    private volatile int lifetimeSeconds = Integer.MAX_VALUE;
    private volatile byte[] outside = OUTSIDE;

    private FakeRouter(boolean speaksPcp, LongSupplier nanoClock) throws IOException {
        this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.speaksPcp = speaksPcp;
        this.nanoClock = nanoClock;
        this.begunAtNanos = nanoClock.getAsLong();
        Thread.ofVirtual().start(this::serve);
    }

    static FakeRouter pcp(LongSupplier nanoClock) throws IOException {
        return new FakeRouter(true, nanoClock);
    }

    static FakeRouter natPmp(LongSupplier nanoClock) throws IOException {
        return new FakeRouter(false, nanoClock);
    }

    /** Questions to it that are sent twice, at once. */
    RouterLine line() {
        return new RouterLine(
                (InetSocketAddress) socket.getLocalSocketAddress(), InetAddress.getLoopbackAddress(),
                Duration.ofMillis(300), 2, nanoClock);
    }

    /** Open ports such as {@code "UDP 4080"}, and the port outside. */
    Map<String, Integer> open() {
        return Map.copyOf(open);
    }

    /** How many questions came. */
    int asked() {
        return asked.get();
    }

    void reboot() {
        open.clear();
        begunAtNanos = nanoClock.getAsLong();
    }

    void refuse(int code) {
        refusal = code;
    }

    /** Does not hear the next few. */
    void drop(int packets) {
        dropped.set(packets);
    }

    void grantAtMost(int seconds) {
        lifetimeSeconds = seconds;
    }

    void moveTo(byte[] address) {
        outside = address;
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        byte[] buffer = new byte[2000];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                asked.incrementAndGet();
                if (dropped.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    continue;
                }
                ByteBuffer question = ByteBuffer.wrap(Arrays.copyOf(buffer, packet.getLength()));
                byte[] answer = speaksPcp ? pcp(question) : natPmp(question);
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private int epoch() {
        return (int) ((nanoClock.getAsLong() - begunAtNanos) / 1_000_000_000L);
    }

    private byte[] pcp(ByteBuffer question) {
        if (question.get(0) != 2) {
            // RFC 6887 section 9: a refusal of the version.
            return ByteBuffer.allocate(24).put((byte) 2).put((byte) (0x80 | question.get(1))).put((byte) 0)
                    .put((byte) 1).array();
        }
        ByteBuffer answer = ByteBuffer.allocate(question.limit());
        answer.put(question.duplicate().position(0)).put(1, (byte) (0x80 | question.get(1)));
        answer.putInt(8, epoch()).putLong(12, 0).putInt(20, 0).put(3, (byte) refusal);
        if (question.get(1) == 1 && refusal == 0) {
            int lifetime = Math.min(question.getInt(4), lifetimeSeconds);
            String key = (question.get(36) == 17 ? "UDP " : "TCP ") + Short.toUnsignedInt(question.getShort(40));
            int given = give(key, Short.toUnsignedInt(question.getShort(42)), lifetime);
            answer.putInt(4, lifetime).putShort(42, (short) given);
            answer.putLong(44, 0).putInt(52, 0xFFFF).put(56, outside);
        }
        return answer.array();
    }

    private byte[] natPmp(ByteBuffer question) {
        int opcode = question.get(1);
        if (question.get(0) != 0) {
            return natPmp(8, opcode, 1).array();
        }
        if (opcode == 0 || refusal != 0) {
            return natPmp(12, opcode, refusal).put(8, outside).array();
        }
        int lifetime = Math.min(question.getInt(8), lifetimeSeconds);
        String key = (opcode == 1 ? "UDP " : "TCP ") + Short.toUnsignedInt(question.getShort(4));
        int given = give(key, Short.toUnsignedInt(question.getShort(6)), lifetime);
        return natPmp(16, opcode, 0).putShort(8, question.getShort(4)).putShort(10, (short) given).putInt(12, lifetime)
                .array();
    }

    private ByteBuffer natPmp(int size, int opcode, int code) {
        return ByteBuffer.allocate(size).put(1, (byte) (0x80 | opcode)).putShort(2, (short) code).putInt(4, epoch());
    }

    /** Gives another port than was asked for, as some do. */
    private int give(String key, int suggested, int lifetime) {
        if (lifetime == 0) {
            open.remove(key);
            return 0;
        }
        int given = open.getOrDefault(key, suggested == 0 || suggested == 4080 ? 50_000 : suggested);
        open.put(key, given);
        return given;
    }
}
