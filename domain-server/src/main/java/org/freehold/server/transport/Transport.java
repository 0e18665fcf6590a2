// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.time.Duration;
import org.freehold.server.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * One connection that carries messages, whatever the network beneath. All methods may be called on any thread; messages
 * from one thread keep their order.
 */
public interface Transport {

    /** Queues a JSON message: delivered, in order, or the connection ends. Takes over the reference. */
    void sendReliable(ByteBuf utf8Json);

    /**
     * Sends the newest poses: one that the network was not given yet is replaced, and one that comes while the line is behind is left
     * out, because a newer one follows. Takes over the reference; never changes the indices of the buffer that a duplicate shares.
     *
     * @param webSocketFrame one whole binary WebSocket frame, as {@link org.freehold.server.wire.WebSocketHeader} begins it; where there is
     *     no WebSocket, only what is in it is sent
     */
    void sendNewest(ByteBuf webSocketFrame);

    /**
     * Sends poses that nothing newer replaces, in order with what is reliable; left out when the line is behind. Otherwise like
     * {@link #sendNewest}.
     */
    void sendOnce(ByteBuf webSocketFrame);

    /** Hands everything queued so far to the network. */
    void flush();

    /** World thread only. Hands everything queued so far to the network when the tick is over: {@link NetworkServer#flushTick}. */
    void flushWithTick();

    /** Bytes queued and not yet taken by the network, without what {@link #sendNewest} may still replace; an estimate. */
    long queuedBytes();

    /** Allows messages of this size from now on, bytes: strangers are given less than members. */
    void limitMessages(int bytes);

    /** Ends the connection after what was queued, with the status that belongs to the code. */
    void close(ErrorCode code);

    /** Ends the connection after what was queued, in the ordinary way and for no particular reason. */
    void finish();

    /** Ends the connection at once and without a word. */
    void abort();

    /**
     * True when the other end is surely a person or program on this very machine: a loopback address, no proxy between, and
     * no web page of another origin speaking through the browser.
     */
    boolean isFromThisMachine();

    /** The address at the other end, a proxy's perhaps; null where there is none. For limits only, never to be stored. */
    @Nullable
    InetAddress remote();

    /** What it runs over, and how that is doing. */
    Line line();

    /** Runs the task on the connection's event loop after the delay, whether or not the connection is still there. */
    void schedule(Runnable task, Duration delay);
}
