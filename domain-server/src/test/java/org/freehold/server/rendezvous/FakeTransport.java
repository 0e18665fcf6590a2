// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.rendezvous;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Queue;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.StrictJson;
import org.freehold.server.transport.Line;
import org.freehold.server.transport.Transport;
import org.freehold.server.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Keeps what is sent, and runs what is due when the test says so. */
final class FakeTransport implements Transport {
    private record Due(long atMillis, Runnable task) {}

    private final Queue<ObjectNode> sent = new ArrayDeque<>();
    private final List<Due> due = new ArrayList<>();
    private long nowMillis;
    long queuedBytes;
    @Nullable
    ErrorCode closedWith;

    /** The oldest message that was not looked at, which must be of this type. */
    ObjectNode next(String type) {
        ObjectNode message = sent.poll();
        if (message == null || !message.path("type").asText().equals(type)) {
            throw new AssertionError(message + " (expected: " + type + ")");
        }
        return message;
    }

    void advance(Duration time) {
        nowMillis += time.toMillis();
        for (Due task : List.copyOf(due)) {
            if (task.atMillis <= nowMillis && due.remove(task)) {
                task.task.run();
            }
        }
    }

    @Override
    public void sendReliable(ByteBuf utf8Json) {
        try {
            byte[] bytes = utf8Json.toString(StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
            sent.add(StrictJson.parse(bytes, 100_000));
        } catch (DocumentFault fault) {
            throw new AssertionError(fault);
        } finally {
            utf8Json.release();
        }
    }

    @Override
    public void sendNewest(ByteBuf frame) {
        frame.release();
        throw new AssertionError("no poses here");
    }

    @Override
    public void sendOnce(ByteBuf frame) {
        sendNewest(frame);
    }

    @Override
    public void flush() {}

    @Override
    public void flushWithTick() {}

    @Override
    public long queuedBytes() {
        return queuedBytes;
    }

    @Override
    public void limitMessages(int bytes) {}

    @Override
    public void close(ErrorCode code) {
        closedWith = code;
    }

    @Override
    public void finish() {}

    @Override
    public void abort() {}

    @Override
    public boolean isFromThisMachine() {
        return false;
    }

    @Override
    public Line line() {
        return new Line(
                Line.Kind.WEBSOCKET, Line.Path.DIRECT, Line.Family.IPV4, OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    @Override
    public InetAddress remote() {
        return InetAddress.ofLiteral("192.0.2.1");
    }

    @Override
    public void schedule(Runnable task, Duration delay) {
        due.add(new Due(nowMillis + delay.toMillis(), task));
    }
}
