// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.freehold.server.wire.ErrorCode;

/**
 * One connection that carries messages, whatever the network beneath. All methods may be called on any thread; messages
 * from one thread keep their order.
 */
public interface Transport {

    /** Queues a JSON message: delivered, in order, or the connection ends. Takes over the reference. */
    void sendReliable(ByteBuf utf8Json);

    /**
     * Queues a pose frame: may be left out when the line is behind, because a newer one follows. Takes over the reference;
     * does not change the buffer's indices if it is a duplicate.
     */
    void sendNewest(ByteBuf frame);

    /** Hands everything queued so far to the network. */
    void flush();

    /** Bytes queued and not yet taken by the network; an estimate. */
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

    /** Runs the task on the connection's event loop after the delay, whether or not the connection is still there. */
    void schedule(Runnable task, Duration delay);
}
