// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.rendezvous;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.StrictJson;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.transport.Transport;
import org.freehold.server.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/** One connection as JSON messages. Any thread. */
final class Line {
    /** What may wait for a host that does not read: it has many visits. */
    static final long HOST_QUEUE_BYTES = 512 * 1024;
    /** The same for a visit. */
    static final long VISIT_QUEUE_BYTES = 64 * 1024;

    private final Transport transport;
    private final Metrics metrics;
    private final long maxQueuedBytes;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param maxQueuedBytes what may wait for one who does not read */
    Line(Transport transport, Metrics metrics, long maxQueuedBytes) {
        this.transport = transport;
        this.metrics = metrics;
        this.maxQueuedBytes = maxQueuedBytes;
        transport.limitMessages(RendezvousConfig.MESSAGE_BYTES);
    }

    Transport transport() {
        return transport;
    }

    boolean isClosed() {
        return closed.get();
    }

    static ObjectNode message(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    /** The message, or null: then the line is closed, and why was said. */
    @Nullable
    ObjectNode read(ByteBuf utf8) {
        byte[] bytes = new byte[utf8.readableBytes()];
        utf8.getBytes(utf8.readerIndex(), bytes);
        try {
            return StrictJson.parse(bytes, RendezvousConfig.MESSAGE_BYTES);
        } catch (DocumentFault fault) {
            close(ErrorCode.NOT_JSON, String.valueOf(fault.getMessage()), "Send one JSON object in each message.");
            return null;
        }
    }

    void send(ObjectNode message) {
        if (closed.get()) {
            return;
        }
        if (transport.queuedBytes() > maxQueuedBytes) {
            close(ErrorCode.SLOW_READER, "What was sent has not been read.", "Read what comes.");
            return;
        }
        write(message);
    }

    void close(ErrorCode code, String message, String whatToDo) {
        close(code, message, whatToDo, 0);
    }

    /** Says why and ends the connection; {@code retryAfterSeconds} is 0 when there is nothing to wait for. */
    void close(ErrorCode code, String message, String whatToDo, int retryAfterSeconds) {
        if (closed.compareAndSet(false, true)) {
            ObjectNode last = message("close").put("code", code.code()).put("message", message).put("do", whatToDo);
            if (retryAfterSeconds > 0) {
                last.put("retryAfterSeconds", retryAfterSeconds);
            } else {
                last.putNull("retryAfterSeconds");
            }
            metrics.closed(code);
            write(last);
            transport.close(code);
        }
    }

    /** The connection is gone, or will be; nothing more is said. */
    void ended() {
        closed.set(true);
    }

    private void write(ObjectNode message) {
        transport.sendReliable(Unpooled.wrappedBuffer(message.toString().getBytes(StandardCharsets.UTF_8)));
        transport.flush();
    }
}
