// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

/** Tells when a line is so far behind that poses are left out, or that it is to be given up. Owned by the world thread. */
final class SlowReader {
    /** Above this poses are left out; newer ones follow. */
    static final long SKIP_POSES_BYTES = 256 << 10;

    /** Above this for {@link #PATIENCE_SECONDS} the session ends. */
    static final long STUCK_BYTES = 4 << 20;

    /** Above this it ends at once. */
    static final long MAX_BYTES = 64 << 20;

    static final int PATIENCE_SECONDS = 20;

    private final long patienceTicks;
    private long stuckTicks;
    private long unchangedTicks;
    private long lastQueuedBytes;
    private boolean behind;

    SlowReader(int tickHz) {
        this.patienceTicks = (long) PATIENCE_SECONDS * tickHz;
    }

    /** Takes note of what waits for the network; once a tick. True when the session is to end. */
    boolean isHopeless(long queuedBytes) {
        behind = queuedBytes > SKIP_POSES_BYTES;
        stuckTicks = queuedBytes > STUCK_BYTES ? stuckTicks + 1 : 0;
        // Nothing is added to a line that is behind but what must be; so one that takes nothing at all stays as it is.
        unchangedTicks = queuedBytes > 0 && queuedBytes == lastQueuedBytes ? unchangedTicks + 1 : 0;
        lastQueuedBytes = queuedBytes;
        return stuckTicks > patienceTicks || unchangedTicks > patienceTicks || queuedBytes > MAX_BYTES;
    }

    boolean skipsPoses() {
        return behind;
    }
}
