// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.metrics;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The kinds of faults of the server's own that were seen. Whoever finds a message that makes the server stumble can send it a
 * thousand times: a log that has each kind once, with its stack trace, tells as much and cannot be flooded. Any thread.
 */
public final class FaultKinds {
    /** More than that tell nothing new. */
    private static final int MAX_KINDS = 100;

    private static final String OURS = "org.freehold.";

    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    /** True for the first fault of its kind, and only for so many kinds: the ones to log. */
    public boolean isNew(Throwable fault) {
        return seen.size() < MAX_KINDS && seen.add(kind(fault));
    }

    /** What was thrown, and the place in our own code that it came through. */
    public static String kind(Throwable fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        return fault.getClass().getName()
                + Arrays.stream(trace)
                        .filter(frame -> frame.getClassName().startsWith(OURS))
                        .findFirst()
                        .or(() -> Arrays.stream(trace).findFirst())
                        .map(frame -> " at " + frame)
                        .orElse("");
    }
}
