// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

/**
 * Finds out how large a packet the path carries whole (RFC 8899, by HEARTBEAT and PAD as its section 6.2.1 says): the fewer packets, the less work for both ends. It begins with what every path
 * carries, and tries a larger one once there is much to send: whoever only talks needs none. A size counts when a packet of it was answered; what is lost
 * meanwhile is nobody's data.
 */
final class PathMtu {
    /**
     * SCTP packets, bytes: with 37 of DTLS, 8 of UDP and those of IP as large as a line by DSL carries (1492, IPv6), an Ethernet by IPv6 and by IPv4
     * (1500), and the most of all, which is for this machine itself and for networks with larger frames.
     */
    private static final int[] TRIED = {1404, 1412, 1432, Limits.MAX_PACKET_BYTES};

    private static final int ATTEMPTS = 3;

    /** For an answer: no less than a second (PROBE_TIMER, RFC 8899 section 5.1.1). */
    private static final long PATIENCE_NANOS = 1_000_000_000;

    /** Until more is tried again than the path carried last (PMTU_RAISE_TIMER, RFC 8899 section 5.1.1). */
    private static final long REST_NANOS = 600_000_000_000L;

    private static final int INFO_TYPE = 1;
    private static final int INFO_BYTES = Tlv.HEADER_BYTES + 8;

    private final int safe;
    private final int largest;
    private final Timer answer = new Timer();
    private final Timer rest = new Timer();
    private int size;

    /** Which size is tried next; one more than there are when none is. */
    private int step;

    private int attempts;
    private int number;
    private boolean wanted;

    /**
     * Nothing is known of the path.
     *
     * @param safe bytes of an SCTP packet that every path carries
     * @param largest to be tried
     */
    PathMtu(int safe, int largest) {
        this.safe = safe;
        this.largest = largest;
        size = safe;
    }

    /** Of the largest SCTP packet that the path is known to carry, bytes. */
    int size() {
        return size;
    }

    /** There is so much to send that larger packets are worth a try. */
    void want() {
        wanted = true;
    }

    /** The path is another one: begins anew. */
    void pathChanged() {
        forget();
        rest.stop();
    }

    /** The path does not carry any more what it did, or seems so: begins anew after a while. */
    void carriesLess(long now) {
        forget();
        rest.start(now, REST_NANOS);
    }

    private void forget() {
        size = safe;
        step = 0;
        attempts = 0;
        wanted = false;
        number++;
        answer.stop();
    }

    /** Tries a size, if one is to be tried now; sends before that what was begun. */
    void flush(PacketWriter writer, long now) {
        if (!wanted || answer.isRunning() || (rest.isRunning() && !rest.takeDue(now))) {
            return;
        }
        if (attempts == ATTEMPTS || step == TRIED.length || TRIED[step] > largest) {
            // It carries no more. But who knows for how long.
            attempts = 0;
            wanted = false;
            rest.start(now, REST_NANOS);
            return;
        }
        attempts++;
        answer.start(now, PATIENCE_NANOS);
        writer.send();
        writer.packetBytes(TRIED[step]);
        int at = writer.chunk(ChunkType.HEARTBEAT, 0, INFO_BYTES);
        byte[] bytes = writer.bytes();
        NetworkOrder.put16(bytes, at, INFO_TYPE);
        NetworkOrder.put16(bytes, at + 2, INFO_BYTES);
        NetworkOrder.put32(bytes, at + 4, TRIED[step]);
        NetworkOrder.put32(bytes, at + 8, number);
        writer.pad();
        writer.sendWhole();
        writer.packetBytes(size);
    }

    /**
     * A HEARTBEAT was answered.
     *
     * @return whether packets may be larger now
     */
    boolean answered(byte[] packet, int start, int length) {
        if (length != INFO_BYTES || !answer.isRunning()
                || NetworkOrder.int32(packet, start + 4) != TRIED[step]
                || NetworkOrder.int32(packet, start + 8) != number) {
            return false;
        }
        size = TRIED[step];
        step++;
        attempts = 0;
        answer.stop();
        return true;
    }

    long timeoutIn(long now) {
        return answer.in(now);
    }

    /** Does what is due. */
    void timeout(long now) {
        var _ = answer.takeDue(now);
    }
}
