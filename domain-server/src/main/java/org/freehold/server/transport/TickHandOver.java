// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.channel.EventLoop;
import java.util.Arrays;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * On the hot path. Takes all transports of one event loop that have output at the end of a tick over to that loop, with one task
 * however many they are. {@link #mark} and {@link #handOver} are for the world thread; what runs on the loop is this. A loop that
 * is late finds the transports of several ticks in one batch, each once. Allocates only until the batches have grown.
 */
final class TickHandOver implements Runnable {
    private static final int FIRST_CAPACITY = 64;

    /** Transports, each once; owned by whoever took it. */
    private static final class Batch {
        private @Nullable TickOutput[] transports = new TickOutput[FIRST_CAPACITY];
        private int size;

        private void add(TickOutput transport) {
            if (size == transports.length) {
                transports = Arrays.copyOf(transports, size * 2);
            }
            transports[size++] = transport;
        }

        private void addAll(Batch other) {
            for (int i = 0; i < other.size; i++) {
                TickOutput transport = other.transports[i];
                if (transport != null) {
                    add(transport);
                }
            }
            other.clear();
        }

        /** So that nobody who has gone is kept in memory by it. */
        private void clear() {
            Arrays.fill(transports, 0, size, null);
            size = 0;
        }
    }

    private final EventLoop loop;
    private final AtomicReference<@Nullable Batch> waiting = new AtomicReference<>();
    private final AtomicReference<@Nullable Batch> spare = new AtomicReference<>();
    private Batch filling = new Batch();

    TickHandOver(EventLoop loop) {
        this.loop = loop;
    }

    /** World thread. The transport has output; it must not be marked again before {@link TickOutput#takeTick}. */
    void mark(TickOutput transport) {
        filling.add(transport);
    }

    /** World thread, at the end of a tick. */
    void handOver() {
        if (filling.size == 0) {
            return;
        }
        Batch late = waiting.getAndSet(null);
        if (late == null) {
            waiting.set(filling);
            Batch next = spare.getAndSet(null);
            filling = next == null ? new Batch() : next;
        } else {
            late.addAll(filling);
            waiting.set(late);
        }
        try {
            // Also after a late one: its task may have run while the batch was here, and found nothing.
            loop.execute(this);
        } catch (RejectedExecutionException e) {
            giveUp(); // the server is stopping and the event loop is gone
        }
    }

    /** Event loop. */
    @Override
    public void run() {
        Batch batch = waiting.getAndSet(null);
        if (batch == null) {
            return;
        }
        for (int i = 0; i < batch.size; i++) {
            TickOutput transport = batch.transports[i];
            if (transport != null) {
                transport.takeTick();
            }
        }
        batch.clear();
        spare.set(batch);
    }

    private void giveUp() {
        Batch batch = waiting.getAndSet(null);
        if (batch != null) {
            for (int i = 0; i < batch.size; i++) {
                TickOutput transport = batch.transports[i];
                if (transport != null) {
                    transport.ended();
                }
            }
            batch.clear();
        }
    }
}
