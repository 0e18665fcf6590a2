// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import io.netty.buffer.ByteBuf;
import org.freehold.server.transport.Transport;
import org.freehold.server.transport.TransportHandler;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.ServerMessage;
import org.jspecify.annotations.Nullable;

/** One connection and the state that it is in. Event loop, unless a method says otherwise. */
final class Connection implements TransportHandler {
    private final Services services;
    private final Transport transport;
    private final Runnable whenGone;
    private ConnectionState state;
    private volatile boolean welcomed;
    private volatile boolean closed;

    /** Says hello; {@code whenGone} is called once, when the connection is gone. */
    Connection(Services services, Transport transport, Runnable whenGone) {
        this.services = services;
        this.transport = transport;
        this.whenGone = whenGone;
        this.state = new Ended();
    }

    /** Says hello and waits for the answer. */
    void begin() {
        AwaitingHello first = new AwaitingHello(services, this);
        become(first);
        first.begin();
    }

    Transport transport() {
        return transport;
    }

    /** The state is another from now on. */
    void become(ConnectionState next) {
        if (state instanceof AwaitingHello) {
            services.waitingForHello().decrementAndGet();
        }
        if (next instanceof AwaitingHello) {
            services.waitingForHello().incrementAndGet();
        }
        state = next;
    }

    boolean isIn(ConnectionState candidate) {
        return state == candidate;
    }

    /** Whether this server said why it ends the connection. */
    boolean wasClosed() {
        return closed;
    }

    /** World thread. {@code welcome} is on its way. */
    void welcomed() {
        welcomed = true;
    }

    boolean isWelcomed() {
        return welcomed;
    }

    /** Any thread. Says why, and ends the connection. */
    void close(ErrorCode code, String message, String whatToDo) {
        close(code, message, whatToDo, null);
    }

    /** Any thread. Says why and when to come back, and ends the connection. */
    void close(ErrorCode code, String message, String whatToDo, @Nullable Integer retryAfterSeconds) {
        close(new ServerMessage.Close(code, message, whatToDo, retryAfterSeconds));
    }

    /** Any thread. Says this, and ends the connection. */
    void close(ServerMessage.Close last) {
        if (!closed) {
            closed = true;
            services.outbox().close(transport, last);
        }
    }

    @Override
    public void text(ByteBuf utf8) {
        if (!closed) {
            state.text(utf8);
        }
    }

    @Override
    public void binary(ByteBuf frame) {
        if (!closed) {
            state.binary(frame);
        }
    }

    @Override
    public void tooLarge(long bytes, int limit) {
        close(ErrorCode.TOO_LARGE,
                "message: %d bytes (expected: at most %d)".formatted(bytes, limit),
                "Send it in smaller parts.");
    }

    @Override
    public void closed() {
        ConnectionState last = state;
        become(new Ended());
        last.lost();
        closed = true;
        whenGone.run();
    }
}
