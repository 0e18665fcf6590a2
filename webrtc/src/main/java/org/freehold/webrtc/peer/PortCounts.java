// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.peer;

import java.util.concurrent.atomic.LongAdder;

/** What came to a port and was dropped, or could not be dealt with, since it was opened. Any thread. */
public final class PortCounts {
    private final LongAdder malformed = new LongAdder();
    private final LongAdder forNobody = new LongAdder();
    private final LongAdder forged = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /** Packets that are neither STUN nor DTLS, or not well-formed. */
    public long malformed() {
        return malformed.sum();
    }

    /** Packets from addresses, or to names, that no peer has. */
    public long forNobody() {
        return forNobody.sum();
    }

    /** Checks signed with the wrong password, from too many addresses, or too many at once. */
    public long forged() {
        return forged.sum();
    }

    /** Packets, or batches of them, that met with a fault of this program. None is expected. */
    public long failed() {
        return failed.sum();
    }

    void countMalformed() {
        malformed.increment();
    }

    void countForNobody() {
        forNobody.increment();
    }

    void countForged() {
        forged.increment();
    }

    void countFailed() {
        failed.increment();
    }
}
