// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Queue;
import org.freehold.server.transport.Line;
import org.freehold.server.transport.Transport;
import org.freehold.server.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Keeps what is sent, and runs what is due when the test says so. */
final class FakeTransport implements Transport {
    private static final JsonMapper JSON = new JsonMapper();

    private record Due(long atMillis, Runnable task) {}

    private final Queue<JsonNode> sent = new ArrayDeque<>();
    private final List<Due> due = new ArrayList<>();
    private long nowMillis;
    boolean fromThisMachine;
    InetAddress remote = InetAddress.ofLiteral("192.0.2.1");
    int messageLimit = 8192;
    int poseFrames;
    @Nullable
    ErrorCode closedWith;
    boolean finished;
    boolean aborted;

    /** The oldest message that was not looked at, which must be of this type. */
    JsonNode next(String type) {
        JsonNode message = sent.poll();
        if (message == null) {
            throw new AssertionError("nothing was sent (expected: " + type + ")");
        }
        if (!message.path("type").asText().equals(type)) {
            throw new AssertionError(message + " (expected: " + type + ")");
        }
        return message;
    }

    boolean isSilent() {
        return sent.isEmpty();
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
            sent.add(JSON.readTree(utf8Json.toString(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            utf8Json.release();
        }
    }

    @Override
    public void sendNewest(ByteBuf frame) {
        poseFrames++;
        frame.release();
    }

    @Override
    public void sendOnce(ByteBuf webSocketFrame) {
        sendNewest(webSocketFrame);
    }

    @Override
    public void flush() {}

    @Override
    public void flushWithTick() {}

    @Override
    public long queuedBytes() {
        return sent.size();
    }

    @Override
    public void limitMessages(int bytes) {
        messageLimit = bytes;
    }

    @Override
    public void close(ErrorCode code) {
        closedWith = code;
    }

    @Override
    public void finish() {
        finished = true;
    }

    @Override
    public void abort() {
        aborted = true;
    }

    @Override
    public boolean isFromThisMachine() {
        return fromThisMachine;
    }

    @Override
    public Line line() {
        return new Line(
                Line.Kind.WEBSOCKET, Line.Path.DIRECT, Line.Family.IPV4, OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    @Override
    public InetAddress remote() {
        return remote;
    }

    @Override
    public void schedule(Runnable task, Duration delay) {
        due.add(new Due(nowMillis + delay.toMillis(), task));
    }
}
