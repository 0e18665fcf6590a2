// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

/** Something that is due at a time, or not waited for at all. */
final class Timer {
    private boolean running;
    private long dueNanos;

    void start(long now, long delayNanos) {
        running = true;
        dueNanos = now + delayNanos;
    }

    void stop() {
        running = false;
    }

    boolean isRunning() {
        return running;
    }

    /** Nanoseconds from now, 0 or more; {@link Association#NEVER} when it is not running. */
    long in(long now) {
        return running ? Math.max(0, dueNanos - now) : Association.NEVER;
    }

    /** Whether it was due; then it is stopped. */
    boolean takeDue(long now) {
        if (!running || dueNanos - now > 0) {
            return false;
        }
        running = false;
        return true;
    }
}
