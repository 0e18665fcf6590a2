// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells whether the other end of a connection is still there: who is silent is asked, and who does not answer is given up. A machine
 * that vanishes says nothing; and the JDK's WebSocket (up to 25 at least) loses the end of a connection that comes while its listener is
 * busy with a message: its {@code TransportImpl.acknowledgeReception} fails then, because nobody has asked for more yet.
 */
final class Liveness {
    private final LongSupplier nanoClock;
    private final long silenceNanos;
    private volatile long heardNanos;
    /** The last time something was heard before it was asked. */
    private long askedAfterNanos;

    private boolean asked;

    /**
     * The other end was heard just now.
     *
     * @param silence after which it is asked; after twice as long it is given up
     */
    Liveness(LongSupplier nanoClock, Duration silence) {
        this.nanoClock = nanoClock;
        this.silenceNanos = silence.toNanos();
        this.heardNanos = nanoClock.getAsLong();
    }

    /** What is to be done now. */
    enum Step {
        NOTHING,
        /** Something that will be answered is to be sent. */
        ASK,
        GIVE_UP
    }

    /** Something came. Any thread. */
    void heard() {
        heardNanos = nanoClock.getAsLong();
    }

    /** To be called every now and then, always by the same thread. */
    Step check() {
        long heard = heardNanos;
        long silentNanos = nanoClock.getAsLong() - heard;
        if (silentNanos >= 2 * silenceNanos) {
            return Step.GIVE_UP;
        }
        if (silentNanos < silenceNanos || (asked && askedAfterNanos == heard)) {
            return Step.NOTHING;
        }
        asked = true;
        askedAfterNanos = heard;
        return Step.ASK;
    }

    /** How long {@link #check} may wait for its next call. */
    Duration step() {
        return Duration.ofNanos(Math.min(Duration.ofSeconds(1).toNanos(), silenceNanos / 2));
    }
}
