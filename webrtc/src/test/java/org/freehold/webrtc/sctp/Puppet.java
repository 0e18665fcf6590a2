// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.freehold.webrtc.sctp.Packet.Chunk;
import org.jspecify.annotations.Nullable;

/** An association, and a peer of it that is moved by hand: it says exactly what a test wants it to. */
final class Puppet implements AssociationListener {
    static final long MILLI = 1_000_000;

    /** What the peer wants to see in packets. */
    static final int TAG = 0x11223344;

    /** The first TSN of the peer; soon they wrap around. */
    static final int TSN = -3;

    static final int FRAGMENT_BEGINS = DataChunk.BEGIN;
    static final int FRAGMENT_ENDS = DataChunk.END;
    static final int WHOLE = DataChunk.BEGIN | DataChunk.END;

    final Association association;
    final List<Packet> packets = new ArrayList<>();
    final List<byte[]> raw = new ArrayList<>();
    final List<String> messages = new ArrayList<>();
    final List<Integer> incomingResets = new ArrayList<>();
    final List<Integer> outgoingResets = new ArrayList<>();
    int connected;
    @Nullable
    EndReason ended;
    long now = -5 * MILLI;

    /** What the association wants to see in packets. */
    int tag;

    /** The first TSN of the association. */
    int firstTsn;

    Puppet(Limits limits) {
        association = new Association(
                limits, new Random(1), (packet, at, length) -> sent(Arrays.copyOfRange(packet, at, at + length)), this);
    }

    /** The peer has connected, and the association has said all it had to say. */
    static Puppet standing() {
        return standing(Limits.DEFAULT, 1 << 20);
    }

    static Puppet standing(Limits limits, int windowBytes) {
        Puppet puppet = new Puppet(limits);
        puppet.receive(puppet.cookieEcho(init(windowBytes)));
        puppet.flush();
        puppet.packets.clear();
        puppet.raw.clear();
        return puppet;
    }

    /** An INIT with everything that browsers say. */
    static Chunk init(int windowBytes) {
        return new Chunk(ChunkType.INIT, 0, Packet.join(
                Packet.ints(TAG, windowBytes, 0xFFFF_FFFF, TSN), Packet.ints(0xC0000004, 0x80010008, 1),
                Packet.ints(0x80080006, 0x82C00000)));
    }

    /** Sends an INIT, and returns the COOKIE ECHO that follows from the answer. */
    Chunk cookieEcho(Chunk init) {
        inject(new Packet(0, List.of(init)).bytes());
        flush();
        Chunk answer = packets.getLast().chunks().getFirst();
        tag = answer.int32(0);
        firstTsn = answer.int32(12);
        return new Chunk(ChunkType.COOKIE_ECHO, 0, cookie(answer.value()));
    }

    private static byte[] cookie(byte[] initAck) {
        Tlv parameter = new Tlv();
        parameter.walk(initAck, 16, initAck.length);
        while (parameter.next()) {
            if (parameter.kind() == 7) {
                return Arrays.copyOfRange(initAck, parameter.start(), parameter.start() + parameter.length());
            }
        }
        throw new AssertionError("no cookie in " + Arrays.toString(initAck));
    }

    /** The peer sends these in one packet. */
    void receive(Chunk... chunks) {
        inject(new Packet(tag, List.of(chunks)).bytes());
    }

    void inject(byte[] packet) {
        association.receive(packet, 0, packet.length, now);
    }

    void flush() {
        association.flush(now);
    }

    /** The peer sends these in one packet, and the association answers. */
    List<Packet> answers(Chunk... chunks) {
        packets.clear();
        receive(chunks);
        flush();
        return List.copyOf(packets);
    }

    /** Lets time pass as far as the association wants to be woken, and wakes it. */
    List<Packet> pass(long millis) {
        packets.clear();
        long end = now + millis * MILLI;
        for (long in = association.timeoutIn(now); in <= end - now; in = association.timeoutIn(now)) {
            now += in;
            association.timeout(now);
        }
        now = end;
        return List.copyOf(packets);
    }

    void send(int stream, boolean ordered, Reliability reliability, String message) {
        association.send(
                stream, 51, ordered, reliability, Unpooled.copiedBuffer(message, StandardCharsets.UTF_8), now);
    }

    /** A DATA chunk. */
    static Chunk data(int tsn, int flags, int stream, int ssn, String text) {
        return new Chunk(ChunkType.DATA, flags, Packet.join(
                Packet.ints(tsn, (stream << 16) | ssn, 51), text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A SACK; of ranges two numbers each, as offsets. */
    static Chunk sack(int cumulative, int windowBytes, int... ranges) {
        byte[] value = Packet.join(
                Packet.ints(cumulative, windowBytes, (ranges.length / 2) << 16), new byte[2 * ranges.length]);
        for (int i = 0; i < ranges.length; i++) {
            NetworkOrder.put16(value, 12 + 2 * i, ranges[i]);
        }
        return new Chunk(ChunkType.SACK, 0, value);
    }

    /** A FORWARD-TSN; of ordered streams two numbers each. */
    static Chunk forward(int point, int... streamsAndSsns) {
        byte[] value = Packet.join(Packet.ints(point), new byte[2 * streamsAndSsns.length]);
        for (int i = 0; i < streamsAndSsns.length; i++) {
            NetworkOrder.put16(value, 4 + 2 * i, streamsAndSsns[i]);
        }
        return new Chunk(ChunkType.FORWARD_TSN, 0, value);
    }

    /** A request to begin streams anew. */
    static Chunk reset(int number, int lastTsn, int... streams) {
        byte[] value = Packet.join(
                Packet.ints((ReConfig.OUTGOING_RESET << 16) | (16 + 2 * streams.length), number, 0, lastTsn),
                new byte[2 * streams.length]);
        for (int i = 0; i < streams.length; i++) {
            NetworkOrder.put16(value, 16 + 2 * i, streams[i]);
        }
        return new Chunk(ChunkType.RE_CONFIG, 0, value);
    }

    /** The answer to a request. */
    static Chunk resetAnswer(int number, int result) {
        return new Chunk(ChunkType.RE_CONFIG, 0, Packet.ints((ReConfig.RESPONSE << 16) | 12, number, result));
    }

    /** What was sent since packets were last cleared, of one type. */
    List<Chunk> all(int type) {
        return packets.stream().flatMap(packet -> packet.all(type)).toList();
    }

    private void sent(byte[] bytes) {
        raw.add(bytes);
        packets.add(Packet.read(bytes));
    }

    @Override
    public void connected() {
        connected++;
    }

    @Override
    public void message(int stream, int protocolId, ByteBuf message) {
        messages.add(message.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void sent(int stream) {
        // Of no interest here.
    }

    @Override
    public void incomingReset(int stream) {
        incomingResets.add(stream);
    }

    @Override
    public void outgoingReset(int stream) {
        outgoingResets.add(stream);
    }

    @Override
    public void ended(EndReason reason) {
        ended = reason;
    }
}
