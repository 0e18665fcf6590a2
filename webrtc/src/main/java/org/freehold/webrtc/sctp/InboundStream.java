// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The order of messages on one stream of the peer: which is the next, and those that came before their turn. */
final class InboundStream {

    /** A whole message that waits for one before it. */
    record Early(int protocolId, byte[] bytes, int length) {}

    private final TreeMap<Long, Early> early = new TreeMap<>();

    /** Counted on beyond 65535, so that numbers that wrap around stay in order. */
    private long next;

    /** How far this SSN is after the one whose turn it is; less than 0 when that one has had its turn. */
    int ahead(int ssn) {
        return Serial.distance16(ssn, (int) next);
    }

    /** The one whose turn it was is done. */
    void advance() {
        next++;
    }

    /** Keeps a message that is ahead; false if there is one of that number. */
    boolean keep(int ahead, Early message) {
        return early.putIfAbsent(next + ahead, message) == null;
    }

    /** Takes the message whose turn it is, if it has come, and goes on to the next. */
    @Nullable
    Early takeNext() {
        Early message = early.isEmpty() ? null : early.remove(next);
        if (message != null) {
            next++;
        }
        return message;
    }

    /** Takes the first of the messages that are at most so far ahead, and goes on to the one after it; without one, goes on to the end. */
    @Nullable
    Early skip(long beyond) {
        Map.Entry<Long, Early> first = early.firstEntry();
        if (first == null || first.getKey() >= beyond) {
            next = Math.max(next, beyond);
            return null;
        }
        early.pollFirstEntry();
        next = first.getKey() + 1;
        return first.getValue();
    }

    /** The number, counted on, of the one after an SSN that is not waited for any more. */
    long beyond(int ssn) {
        return next + ahead(ssn) + 1;
    }

    /** Everything that is kept. */
    Iterable<Early> kept() {
        return early.values();
    }
}
