// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.home;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/** What was used up and would still be good. Bounded: when it is full it takes no more. Any thread. */
final class UsedNonces {
    private final int capacity;
    private final Set<String> used = new HashSet<>();
    private final PriorityQueue<Use> byEnd = new PriorityQueue<>(Comparator.comparing(Use::until));

    private record Use(String what, Instant until) {}

    UsedNonces(int capacity) {
        this.capacity = capacity;
    }

    /** Uses it up; false when it was used before, or no more can be remembered. */
    synchronized boolean use(String what, Instant until, Instant now) {
        for (Use first = byEnd.peek(); first != null && first.until().isBefore(now); first = byEnd.peek()) {
            byEnd.remove();
            used.remove(first.what());
        }
        if (used.size() >= capacity || !used.add(what)) {
            return false;
        }
        byEnd.add(new Use(what, until));
        return true;
    }
}
