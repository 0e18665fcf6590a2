// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.signature;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Remembers which signed requests came, for as long as their {@code created} would let them in again. Bounded: when it is full it
 * takes no more until something is old enough, because to forget one would let it in twice. Any thread.
 */
public final class NonceMemory {
    private final int capacity;
    private final InstantSource clock;
    private final Set<String> seen = new HashSet<>();
    private final PriorityQueue<Seen> byAge = new PriorityQueue<>(Comparator.comparingLong(Seen::created));

    /** What became of {@link #remember}. */
    public enum Answer {
        NEW,
        SEEN,
        FULL
    }

    private record Seen(String keyAndNonce, long created) {}

    /** Holds at most so many. */
    public NonceMemory(int capacity, InstantSource clock) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity: " + capacity + " (expected: >= 1)");
        }
        this.capacity = capacity;
        this.clock = clock;
    }

    /** Remembers a request that was just verified, unless it came before. */
    public synchronized Answer remember(RequestVerifier.Signed request) {
        forgetOld();
        Seen one = new Seen(request.key() + " " + request.nonce(), request.created());
        if (seen.contains(one.keyAndNonce())) {
            return Answer.SEEN;
        }
        if (seen.size() >= capacity) {
            return Answer.FULL;
        }
        seen.add(one.keyAndNonce());
        byAge.add(one);
        return Answer.NEW;
    }

    private void forgetOld() {
        long oldest = clock.instant().getEpochSecond() - RequestVerifier.TOLERANCE.toSeconds();
        for (Seen first = byAge.peek(); first != null && first.created() < oldest; first = byAge.peek()) {
            byAge.remove();
            seen.remove(first.keyAndNonce());
        }
    }
}
