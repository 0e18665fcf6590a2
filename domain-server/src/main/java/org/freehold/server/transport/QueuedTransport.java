// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCounted;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.metrics.Metrics.BrokenConnection;
import org.jspecify.annotations.Nullable;

/**
 * On the hot path. What every {@link Transport} does before anything goes out: any thread queues what is reliable and replaces what is newest,
 * and one task of the event loop takes both, {@link #writeOut}. Whoever comes when the connection is gone throws away what is left.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is due runs or does not matter any more
abstract class QueuedTransport implements Transport, TickOutput {
    static final int STRANGER_MESSAGE_BYTES = 8192;

    /** Behind this much, in front of what the kernel keeps, a pose would be old when it arrives. */
    static final long BEHIND_BYTES = 64 * 1024;

    /** Beyond the 64 MiB at which the world ends a session with a word; only a fault or an attack gets here. */
    private static final long HARD_LIMIT_BYTES = 96L * 1024 * 1024;

    final Metrics metrics;
    private final TickHandOver handOver;
    private final boolean fromThisMachine;
    private final Queue<ReferenceCounted> outgoing = new ConcurrentLinkedQueue<>();
    private final AtomicLong outgoingBytes = new AtomicLong();
    private final AtomicReference<@Nullable ByteBuf> newest = new AtomicReference<>();
    private final Runnable drain = this::drain;
    private final AtomicBoolean drainPlanned = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile boolean markedForTick;
    private volatile int messageLimit = STRANGER_MESSAGE_BYTES;
    private volatile boolean ended;

    QueuedTransport(TickHandOver handOver, boolean fromThisMachine, Metrics metrics) {
        this.handOver = handOver;
        this.fromThisMachine = fromThisMachine;
        this.metrics = metrics;
    }

    /** Where everything goes out. */
    abstract EventLoop loop();

    /** Event loop: takes what waits. */
    abstract void writeOut();

    /** Bytes that were taken and are not on their way yet. Any thread. */
    abstract long takenBytes();

    /** Whether the newest frame before has gone, and another would not be old when it arrives. Any thread. */
    abstract boolean takesNewest();

    @Override
    public final void sendReliable(ByteBuf utf8Json) {
        if (closing.get()) {
            utf8Json.release();
            return;
        }
        queue(new TextWebSocketFrame(utf8Json));
        if (queuedBytes() > HARD_LIMIT_BYTES && beginsClosing()) {
            metrics.connectionBroken(BrokenConnection.OVERFULL);
            abort();
        }
    }

    @Override
    public final void sendNewest(ByteBuf webSocketFrame) {
        if (closing.get()) {
            webSocketFrame.release();
        } else if (!takesNewest()) {
            webSocketFrame.release();
            metrics.poseFrameSkipped();
        } else {
            ByteBuf replaced = newest.getAndSet(webSocketFrame);
            if (replaced != null) {
                replaced.release();
                metrics.poseFrameSkipped();
            }
            discardIfEnded();
        }
    }

    @Override
    public final void sendOnce(ByteBuf webSocketFrame) {
        if (closing.get()) {
            webSocketFrame.release();
        } else if (isBehind()) {
            webSocketFrame.release();
            metrics.poseFrameSkipped();
        } else {
            queue(webSocketFrame);
        }
    }

    @Override
    public final void flush() {
        if (hasOutput() && drainPlanned.compareAndSet(false, true)) {
            try {
                loop().execute(drain);
            } catch (RejectedExecutionException e) {
                ended(); // the server is stopping and the event loop is gone
            }
        }
    }

    @Override
    public final void flushWithTick() {
        if (!markedForTick && hasOutput()) {
            markedForTick = true;
            handOver.mark(this);
        }
    }

    @Override
    public final long queuedBytes() {
        return outgoingBytes.get() + takenBytes();
    }

    @Override
    public void limitMessages(int bytes) {
        messageLimit = Math.min(bytes, WebSocketUpgrade.MAX_MESSAGE_BYTES);
    }

    /** Largest text that is let in now. */
    final int messageLimit() {
        return messageLimit;
    }

    @Override
    public final boolean isFromThisMachine() {
        return fromThisMachine;
    }

    @Override
    public final void schedule(Runnable task, Duration delay) {
        try {
            loop().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            ended(); // the server is stopping: nothing is due any more
        }
    }

    /** Nothing is sent any more, and nothing stays queued. */
    @Override
    public final void ended() {
        closing.set(true);
        ended = true;
        discard();
    }

    @Override
    public final void takeTick() {
        // First, so that whatever comes from here on marks it for the next.
        markedForTick = false;
        writeOut();
    }

    private void drain() {
        // First, so that what is queued from here on plans the next time.
        drainPlanned.set(false);
        writeOut();
    }

    /** Event loop: the loop comes here again when it has done what others want. */
    final void drainAgain() {
        if (drainPlanned.compareAndSet(false, true)) {
            loop().execute(drain);
        }
    }

    /** A {@link WebSocketFrame}, or the bytes of one. */
    final void queue(ReferenceCounted frame) {
        outgoingBytes.addAndGet(bytes(frame));
        outgoing.add(frame);
        discardIfEnded();
    }

    /** Event loop: what waits longest, which stays; null for nothing. */
    final @Nullable ReferenceCounted first() {
        return outgoing.peek();
    }

    /** Event loop: the same, which waits no more; whoever takes it says {@link #left}. */
    final @Nullable ReferenceCounted takeFirst() {
        return outgoing.poll();
    }

    /** So many bytes of what was taken off the queue count as queued no more. */
    final void left(int bytes) {
        outgoingBytes.addAndGet(-bytes);
    }

    /** Event loop: the newest frame, which waits no more; null for none. */
    final @Nullable ByteBuf takeNewest() {
        return newest.get() == null ? null : newest.getAndSet(null);
    }

    final boolean isQueueEmpty() {
        return outgoing.isEmpty();
    }

    final boolean isBehind() {
        return queuedBytes() > BEHIND_BYTES;
    }

    final boolean isClosing() {
        return closing.get();
    }

    /** Nothing is queued from now on. */
    final void takeNoMore() {
        closing.set(true);
    }

    /** True for the first who closes: nothing else is queued from now on, but what ends the connection. */
    final boolean beginsClosing() {
        return closing.compareAndSet(false, true);
    }

    final boolean isEnded() {
        return ended;
    }

    static int bytes(ReferenceCounted frame) {
        return frame instanceof WebSocketFrame message ? message.content().readableBytes()
                : frame instanceof ByteBuf encoded ? encoded.readableBytes() : 0;
    }

    private boolean hasOutput() {
        return newest.get() != null || !outgoing.isEmpty();
    }

    /** The end may have come between: whoever sees both throws away what is left. */
    private void discardIfEnded() {
        if (ended) {
            discard();
        }
    }

    final void discard() {
        for (ReferenceCounted frame = outgoing.poll(); frame != null; frame = outgoing.poll()) {
            left(bytes(frame));
            frame.release();
        }
        ByteBuf poses = newest.getAndSet(null);
        if (poses != null) {
            poses.release();
        }
    }
}
