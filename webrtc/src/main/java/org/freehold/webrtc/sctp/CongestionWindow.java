// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

/**
 * How much may be on its way at once (RFC 9260 section 7.2). Begins with ten packets (RFC 6928), as browsers do. While it starts slowly it grows by as much as was
 * acknowledged, for one acknowledgement may stand for a whole batch of packets.
 */
final class CongestionWindow {
    private static final int FIRST_PACKETS = 10;
    private static final int MIN_PACKETS = 4;
    private static final int MAX_BYTES = 1 << 26;

    private int packetBytes;
    private int window;
    private int slowStartUpTo = MAX_BYTES;
    private int acknowledged;

    CongestionWindow(int packetBytes) {
        this.packetBytes = packetBytes;
        window = FIRST_PACKETS * packetBytes;
    }

    /** Packets are of another size from now on. */
    void packetBytes(int bytes) {
        packetBytes = bytes;
    }

    int bytes() {
        return window;
    }

    /**
     * So much arrived.
     *
     * @param wasFull whether more would have been sent if it had been larger: otherwise nothing is learnt
     */
    void acknowledged(int bytes, boolean wasFull) {
        if (!wasFull) {
            return;
        }
        if (window < slowStartUpTo) {
            window = Math.min(MAX_BYTES, window + bytes);
            return;
        }
        acknowledged += bytes;
        if (acknowledged >= window) {
            acknowledged -= window;
            window = Math.min(MAX_BYTES, window + packetBytes);
        }
    }

    /** Packets were lost, others after them arrived: once for each time that as much was on its way. */
    void lost() {
        halve();
        window = slowStartUpTo;
    }

    /** Nothing arrived for a long time. */
    void timedOut() {
        halve();
        window = packetBytes;
    }

    private void halve() {
        slowStartUpTo = Math.max(window / 2, MIN_PACKETS * packetBytes);
        acknowledged = 0;
    }
}
