// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The work on whole lists, one after the other however many are due: verifying, reading, comparing, making the part of the index. So memory
 * holds the work of one list, and of the few threads that carry all virtual ones, one works. Nobody who does it waits for another change of a
 * subscription, only the other way round.
 */
final class ListWork {
    private final ReentrantLock one = new ReentrantLock(true);

    /** Work that may fail. */
    @FunctionalInterface
    interface Work<T extends @Nullable Object, E extends Exception> {
        T done() throws E;
    }

    /** Waits for its turn, then does this; within such work at once. */
    <T extends @Nullable Object, E extends Exception> T alone(Work<T, E> work) throws E {
        one.lock();
        try {
            return work.done();
        } finally {
            one.unlock();
        }
    }
}
