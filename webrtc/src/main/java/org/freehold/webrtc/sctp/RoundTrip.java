// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

/** How long the peer takes to answer, and after what time a packet is taken for lost (RFC 9260 section 6.3.1). */
final class RoundTrip {
    /** Also while nothing is known. */
    private static final long FIRST_TIMEOUT_NANOS = 1_000_000_000;

    /**
     * Longer than a peer delays its acknowledgement (200 ms in dcSCTP and usrsctp): else nearly each idle line looks as if it lost the packet, and starts over with one
     * packet.
     */
    private static final long MIN_TIMEOUT_NANOS = 400_000_000;

    /** Shorter than the minute of RFC 9260: somebody waits. */
    private static final long MAX_TIMEOUT_NANOS = 3_000_000_000L;

    private long smoothed;
    private long variation;
    private long timeout = FIRST_TIMEOUT_NANOS;

    /** A packet that was sent once was acknowledged after this time. */
    void measured(long nanos) {
        if (smoothed == 0) {
            smoothed = Math.max(1, nanos);
            variation = nanos / 2;
        } else {
            variation += (Math.abs(smoothed - nanos) - variation) / 4;
            smoothed = Math.max(1, smoothed + (nanos - smoothed) / 8);
        }
        timeout = Math.clamp(smoothed + 4 * variation, MIN_TIMEOUT_NANOS, MAX_TIMEOUT_NANOS);
    }

    /** Nothing was acknowledged in time. */
    void backOff() {
        timeout = Math.min(2 * timeout, MAX_TIMEOUT_NANOS);
    }

    /** How often nothing was acknowledged says nothing of another path. */
    void startOver() {
        timeout = MIN_TIMEOUT_NANOS;
    }

    long timeoutNanos() {
        return timeout;
    }

    /** 0 while unknown. */
    long smoothedNanos() {
        return smoothed;
    }
}
