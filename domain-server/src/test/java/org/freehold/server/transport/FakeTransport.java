// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.freehold.server.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Keeps what is sent, and runs what is due when the test says so. */
public final class FakeTransport implements Transport {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private record Due(long atMillis, Runnable task) {}

    private final Queue<ObjectNode> sent = new ArrayDeque<>();
    private final List<Due> due = new ArrayList<>();
    private long nowMillis;

    /** What it says of itself; a test may change it. */
    public boolean fromThisMachine;

    /** What it says of itself; a test may change it. */
    public InetAddress remote = InetAddress.ofLiteral("192.0.2.1");

    /** What it says of itself; a test may change it. */
    public long queuedBytes;

    /** As it was told last, bytes. */
    public int messageLimit = 8192;

    /** How many came for {@link #sendNewest} and {@link #sendOnce}. */
    public int poseFrames;

    /** Null until it is told to close. */
    public @Nullable ErrorCode closedWith;

    /** Whether it was told to. */
    public boolean finished;

    /** Whether it was told to. */
    public boolean aborted;

    /** The oldest message that was not looked at, which must be of this type. */
    public ObjectNode next(String type) {
        ObjectNode message = sent.poll();
        if (message == null) {
            throw new AssertionError("nothing was sent (expected: " + type + ")");
        }
        if (!message.path("type").asText().equals(type)) {
            throw new AssertionError(message + " (expected: " + type + ")");
        }
        return message;
    }

    /** Whether all that was sent was looked at. */
    public boolean isSilent() {
        return sent.isEmpty();
    }

    /** Lets time pass, and runs what is due. */
    public void advance(Duration time) {
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
            sent.add(JSON.readValue(utf8Json.toString(StandardCharsets.UTF_8), ObjectNode.class));
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
        return queuedBytes;
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
