// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.transport.Transport;
import org.freehold.server.wire.MessageWriter;
import org.freehold.server.wire.ServerMessage;

/** Encodes messages for one visitor and counts them. Any thread. */
final class Outbox {
    private final ByteBufAllocator allocator;
    private final Metrics metrics;

    Outbox(ByteBufAllocator allocator, Metrics metrics) {
        this.allocator = allocator;
        this.metrics = metrics;
    }

    /** Queues the message; the caller flushes. */
    void send(Transport transport, ServerMessage message) {
        ByteBuf encoded = allocator.buffer();
        boolean handedOver = false;
        try {
            MessageWriter.write(message, encoded);
            count(message, encoded.readableBytes());
            handedOver = true;
            transport.sendReliable(encoded);
        } finally {
            if (!handedOver) {
                encoded.release();
            }
        }
        metrics.messageOut(MessageKinds.of(message));
        if (message instanceof ServerMessage.Refused refused) {
            metrics.refused(refused.code());
        }
    }

    private void count(ServerMessage message, int bytes) {
        if (message instanceof ServerMessage.Entities) {
            metrics.streams().entities(bytes);
        } else {
            metrics.streams().otherText(bytes);
        }
    }

    /** Says why, then ends the connection. */
    void close(Transport transport, ServerMessage.Close close) {
        metrics.closed(close.code());
        send(transport, close);
        transport.close(close.code());
    }
}
