// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of request bodies may be on their way in at a time, over all connections. Any thread. */
final class BodyBudget {
    static final long DEFAULT_BYTES = 64L << 20;

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    BodyBudget(long limitBytes) {
        this.limit = limitBytes;
    }

    /** Takes the bytes if they are there; whoever got them gives them {@link #back}. */
    boolean take(long bytes) {
        if (taken.addAndGet(bytes) > limit) {
            taken.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void back(long bytes) {
        taken.addAndGet(-bytes);
    }
}
