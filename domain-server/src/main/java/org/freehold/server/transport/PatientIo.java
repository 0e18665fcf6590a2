// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * On the hot path of an event loop. Where much comes in, it waits a little before it looks again, so that what has come meanwhile is read
 * in one go: each time a loop goes to sleep and is woken costs as much as reading several poses, and a pose is not needed before the next
 * tick. What the loop is asked to do ends the wait at once, and so does {@link #readNow} before a tick; a loop with little to read never waits.
 */
final class PatientIo implements IoHandler {
    /**
     * Between reading and reading again, while there is much to read: a quarter of a tick. With 400 people who send poses it cost a fifth less of the loop's
     * processor time than 2 ms (docs/performance.md). The longer, the more is left to be read in the half millisecond that {@link #readNow} gives it.
     */
    static final long PAUSE_NANOS = 8_000_000;

    /** More events than this in a {@link #WINDOW_NANOS} are much. */
    static final int MUCH = 100;

    static final long WINDOW_NANOS = 100_000_000;

    private final IoHandler io;
    private final LongSupplier nanoClock;
    private final LongConsumer park;
    private @Nullable Thread loop;
    private volatile @Nullable Thread waiting;
    private boolean busy;
    private int events;
    private long windowEnds;
    private long readAgain;

    /**
     * Makes an event loop's own way of reading patient.
     *
     * @param park waits for so many nanoseconds, or until its thread is unparked
     */
    PatientIo(IoHandler io, LongSupplier nanoClock, LongConsumer park) {
        this.io = io;
        this.nanoClock = nanoClock;
        this.park = park;
        this.windowEnds = nanoClock.getAsLong() + WINDOW_NANOS;
        this.readAgain = nanoClock.getAsLong();
    }

    /** Makes them, and tells of each. */
    static IoHandlerFactory of(IoHandlerFactory io, Consumer<PatientIo> made) {
        return executor -> {
            PatientIo patient = new PatientIo(io.newHandler(executor), System::nanoTime, LockSupport::parkNanos);
            made.accept(patient);
            return patient;
        };
    }

    /** Ends a wait: what comes later would be read after the tick that is near. Any thread. */
    void readNow() {
        Thread thread = waiting;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void initialize() {
        loop = Thread.currentThread();
        io.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        if (busy && context.canBlock()) {
            long now = nanoClock.getAsLong();
            long pause = Math.min(readAgain - now, context.delayNanos(now));
            if (pause > 0) {
                waiting = loop;
                park.accept(pause);
                waiting = null;
            }
        }
        int handled = io.run(context);
        note(handled);
        return handled;
    }

    private void note(int handled) {
        if (handled == 0) {
            return;
        }
        long now = nanoClock.getAsLong();
        readAgain = now + PAUSE_NANOS;
        if (now - windowEnds >= 0) {
            // Nothing at all for a whole window is not much, whatever came before.
            busy = events > MUCH && now - windowEnds < WINDOW_NANOS;
            events = 0;
            windowEnds = now + WINDOW_NANOS;
        }
        events += handled;
    }

    @Override
    public void wakeup() {
        io.wakeup();
        LockSupport.unpark(loop);
    }

    @Override
    public void prepareToDestroy() {
        io.prepareToDestroy();
    }

    @Override
    public void destroy() {
        io.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return io.register(handle);
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return io.isCompatible(handleType);
    }
}
