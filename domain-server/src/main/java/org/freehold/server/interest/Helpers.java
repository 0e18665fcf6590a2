// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * On the hot path: threads that help the world thread between two points of a tick. The world thread hands out work in parts, does parts
 * itself until none is left, and waits for those that others have begun; so nothing is at work when {@link #run} returns, and what the world
 * thread wrote before is seen by all, and the other way round. Without locks, and without allocating. The threads are made when
 * there is work for them for the first time. {@link #run} is for the world thread, the rest for any.
 */
public final class Helpers implements AutoCloseable {
    /** More threads at once than this would wait for memory, and for each other. */
    private static final int MOST = 7;

    private static final int SPINS = 1000;
    private static final long LOOK_AGAIN_NANOS = 100_000;

    /** Work that can be done in parts at the same time. */
    @FunctionalInterface
    interface Work {
        /**
         * Does one part.
         *
         * @param part from 0
         * @param worker 0 for the world thread, and a number of its own for each helper: for what each of them needs for itself
         */
        void doPart(int part, int worker);
    }

    private final int count;
    /** The number of parts in the upper half, the next one to be done in the lower: told and taken in one step. */
    private final AtomicLong next = new AtomicLong();

    private final AtomicInteger done = new AtomicInteger();
    private volatile List<Thread> threads = List.of();
    private volatile boolean closed;
    private volatile @Nullable Throwable fault;
    private volatile @Nullable Thread waiter;
    private Work work = (part, worker) -> {};

    /** @param count how many threads; 0 for the world thread alone */
    public Helpers(int count) {
        this.count = count;
    }

    /** One for each further core that this process may use. */
    public static Helpers forThisMachine() {
        return new Helpers(Math.min(MOST, Runtime.getRuntime().availableProcessors() - 1));
    }

    /** How many threads there may be, without the world's. */
    int count() {
        return count;
    }

    /** Ids of the threads, as {@link Thread#threadId}; of none while there was nothing to do for them. */
    public List<Long> threadIds() {
        return threads.stream().map(Thread::threadId).toList();
    }

    /**
     * Does all parts; returns when they are done.
     *
     * @throws RuntimeException what a part threw; the others were done all the same
     */
    void run(int parts, Work parallel) {
        if (threads.isEmpty() && count > 0 && parts > 1) {
            threads = begin();
        }
        work = parallel;
        waiter = Thread.currentThread();
        done.set(0);
        next.set((long) parts << Integer.SIZE);
        List<Thread> helping = threads;
        for (int i = 0; i < Math.min(helping.size(), parts - 1); i++) {
            LockSupport.unpark(helping.get(i));
        }
        takeParts(0);
        // Soon, for what is left has been begun; unless the machine has other things to do.
        for (int spins = 0; done.get() < parts; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
            }
        }
        Throwable thrown = fault;
        if (thrown != null) {
            fault = null;
            switch (thrown) {
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                default -> throw new IllegalStateException(thrown);
            }
        }
    }

    /** Ends the threads. Whoever calls {@link #run} afterwards does everything alone. */
    @Override
    public void close() {
        closed = true;
        threads.forEach(LockSupport::unpark);
    }

    private List<Thread> begin() {
        List<Thread> begun = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            int worker = i;
            begun.add(Thread.ofPlatform().name("world-helper-" + worker).daemon().start(() -> help(worker)));
        }
        return List.copyOf(begun);
    }

    private void help(int worker) {
        while (!closed) {
            takeParts(worker);
            LockSupport.park(this);
        }
    }

    private void takeParts(int worker) {
        while (true) {
            long taken = next.get();
            int parts = (int) (taken >>> Integer.SIZE);
            int part = (int) taken;
            if (part >= parts) {
                return;
            }
            if (next.compareAndSet(taken, taken + 1)) {
                doPart(part, worker);
                if (done.incrementAndGet() == parts && worker != 0) {
                    LockSupport.unpark(waiter);
                }
            }
        }
    }

    private void doPart(int part, int worker) {
        try {
            work.doPart(part, worker);
        } catch (Throwable thrown) { // told to the world thread, whose work it is
            fault = thrown;
        }
    }
}
