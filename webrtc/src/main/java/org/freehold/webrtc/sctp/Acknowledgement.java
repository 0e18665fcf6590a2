// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

/**
 * When the peer is told what has come (RFC 9260 section 6.2): at once where it waits for that or something is missing, else for every second packet or after
 * {@link #DELAY_NANOS}. On the hot path.
 */
final class Acknowledgement {
    /** Less than the 200 ms of RFC 9260, and than the time after which any stack sends again. */
    static final long DELAY_NANOS = 100_000_000;

    private static final int MAX_DUPLICATES = 16;
    private static final int FIXED_BYTES = 12;
    private static final int RANGE_BYTES = 4;
    private static final int DUPLICATE_BYTES = 4;

    private final int[] duplicates = new int[MAX_DUPLICATES];
    private final Timer timer = new Timer();
    private int duplicateCount;
    private int packets;

    /** At first, so that the peer soon knows that its data arrive. */
    private boolean firstIsOwed = true;

    private boolean owed;
    private boolean inPacket;

    /** A packet is read from here on. */
    void packetBegins() {
        inPacket = false;
    }

    /** Data has come. */
    void data(boolean immediate) {
        if (!inPacket) {
            inPacket = true;
            packets++;
        }
        owed |= immediate || firstIsOwed;
        firstIsOwed = false;
    }

    /** Data has come a second time. */
    void duplicate(int tsn) {
        data(true);
        if (duplicateCount < MAX_DUPLICATES) {
            duplicates[duplicateCount++] = tsn;
        }
    }

    /** The peer waits for an answer. */
    void owe() {
        owed = true;
    }

    /** Whether a SACK is to be sent now; else it is to be waited for. */
    boolean isDue(long now, boolean dataIsGoing) {
        if (owed || packets > 1 || (packets == 1 && dataIsGoing) || timer.takeDue(now)) {
            return true;
        }
        if (packets == 1 && !timer.isRunning()) {
            timer.start(now, DELAY_NANOS);
        }
        return false;
    }

    long timeoutIn(long now) {
        return timer.in(now);
    }

    /** Writes a SACK with as much as has room. */
    void write(PacketWriter writer, ReceivedTsns received, int windowBytes) {
        if (FIXED_BYTES > writer.room()) {
            writer.send();
        }
        int room = writer.room() - FIXED_BYTES;
        int ranges = Math.min(received.ranges(), room / RANGE_BYTES);
        int twice = Math.min(duplicateCount, (room - ranges * RANGE_BYTES) / DUPLICATE_BYTES);
        int at = writer.chunk(ChunkType.SACK, 0, FIXED_BYTES + ranges * RANGE_BYTES + twice * DUPLICATE_BYTES);
        byte[] bytes = writer.bytes();
        int cumulative = received.cumulative();
        NetworkOrder.put32(bytes, at, cumulative);
        NetworkOrder.put32(bytes, at + 4, windowBytes);
        NetworkOrder.put16(bytes, at + 8, ranges);
        NetworkOrder.put16(bytes, at + 10, twice);
        at += FIXED_BYTES;
        for (int i = 0; i < ranges; i++) {
            NetworkOrder.put16(bytes, at, received.first(i) - cumulative);
            NetworkOrder.put16(bytes, at + 2, received.last(i) - cumulative);
            at += RANGE_BYTES;
        }
        for (int i = 0; i < twice; i++) {
            NetworkOrder.put32(bytes, at, duplicates[i]);
            at += DUPLICATE_BYTES;
        }
        duplicateCount = 0;
        packets = 0;
        owed = false;
        timer.stop();
    }
}
