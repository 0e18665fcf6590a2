// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.rendezvous;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicBoolean;
import org.freehold.server.transport.TokenBucket;
import org.freehold.server.transport.TransportHandler;
import org.freehold.server.wire.ErrorCode;

/** The connection of a visitor who is introduced to a host. Event loop, unless a method says otherwise. */
final class VisitLine implements TransportHandler {
    private static final int RETRY_SECONDS = 3;

    private final Rendezvous rendezvous;
    private final Line line;
    private final HostLine host;
    private final String id;
    private final TokenBucket rate;
    private final AtomicBoolean begun = new AtomicBoolean();
    private int messages;

    VisitLine(Rendezvous rendezvous, Line line, HostLine host, String id) {
        this.rendezvous = rendezvous;
        this.line = line;
        this.host = host;
        this.id = id;
        this.rate = new TokenBucket(rendezvous.config().messages(), rendezvous.nanoClock().getAsLong());
    }

    /** Says who the host is. */
    void begin(ObjectNode greeting) {
        line.send(greeting);
        line.transport().schedule(this::hasNothingToSay, rendezvous.config().proofTime());
        line.transport().schedule(this::timeIsUp, rendezvous.config().visitTime());
    }

    /** A place is for who says something. */
    private void hasNothingToSay() {
        if (!begun.get()) {
            end(ErrorCode.VISIT_OVER, "The visitor said nothing.", "Try again.", 0);
        }
    }

    private void timeIsUp() {
        end(ErrorCode.VISIT_OVER, "The visit took too long to begin.", "Try again.", 0);
    }

    @Override
    public void text(ByteBuf utf8) {
        if (line.isClosed()) {
            return;
        }
        if (++messages > rendezvous.config().maxMessages() || !rate.take(rendezvous.nanoClock().getAsLong())) {
            end(ErrorCode.FLOODING, "More messages than a visit needs.", "Send fewer.", 0);
            return;
        }
        ObjectNode message = line.read(utf8);
        if (message == null) {
            forget();
        } else if (!message.path("type").asText().equals("introduce")) {
            end(ErrorCode.UNKNOWN_TYPE, "type: unknown (expected: introduce)", "Use a client of the same version.", 0);
        } else if (message.get("introduction") instanceof ObjectNode introduction) {
            begun.set(true);
            host.introduce(id, introduction);
        } else {
            end(ErrorCode.BAD_VALUE, "introduction: missing (expected: an object)", "Send the whole introduction.", 0);
        }
    }

    /** Any thread. To the visitor, from the host. */
    void introduce(ObjectNode introduction) {
        ObjectNode message = Line.message("introduce");
        message.set("introduction", introduction);
        line.send(message);
    }

    /** Any thread. */
    void hostLeft() {
        host.end(id);
        line.close(ErrorCode.HOST_LEFT, "The host went away just now.", "Try again in a moment.", RETRY_SECONDS);
    }

    /** Any thread. */
    void hostEnds() {
        host.end(id);
        line.close(ErrorCode.VISIT_OVER, "The host ended the introduction.", "Try again.");
    }

    @Override
    public void binary(ByteBuf frame) {
        end(ErrorCode.NOT_JSON, "a binary message (expected: JSON in text)", "Send text.", 0);
    }

    @Override
    public void tooLarge(long bytes, int limit) {
        end(ErrorCode.TOO_LARGE, "message: %d bytes (expected: at most %d)".formatted(bytes, limit), "Send less.", 0);
    }

    @Override
    public void closed() {
        line.ended();
        forget();
        rendezvous.visitEnded();
    }

    private void end(ErrorCode code, String message, String whatToDo, int retryAfterSeconds) {
        forget();
        line.close(code, message, whatToDo, retryAfterSeconds);
    }

    /** The host hears only of the end of what it heard the beginning of. */
    private void forget() {
        if (host.end(id) && begun.get()) {
            host.gone(id);
        }
    }
}
