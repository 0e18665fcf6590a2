// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.freehold.server.entity.MergePatch;
import org.freehold.server.wire.AvatarPose;
import org.freehold.server.wire.ClientMessage;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.MessageWriter;
import org.freehold.server.wire.PoseCodec;
import org.freehold.server.wire.PoseMessage;
import org.freehold.server.wire.PoseMessageReader;
import org.freehold.server.wire.QuantisedPose;
import org.freehold.server.wire.ServerMessage;
import org.freehold.server.wire.WebSocketHeader;
import org.jspecify.annotations.Nullable;

/** A session that remembers what it was sent, and keeps the mirror of the world that a client would. */
public class FakeLink implements VisitorLink {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Everything in JSON, in order; {@code entered} as {@code welcome}. */
    public final List<JsonNode> messages = new ArrayList<>();
    /** Every message of poses, in order. */
    public final List<PoseMessage> frames = new ArrayList<>();
    /** Without the header of its WebSocket frame. */
    public int lastPoseBytes;
    /** What a client would know, by id. */
    public final Map<String, JsonNode> known = new HashMap<>();
    /** Faults of the stream that a client would meet. */
    public final List<String> faults = new ArrayList<>();

    /** What went with each report. */
    public final List<Scene> reported = new ArrayList<>();

    public long queuedBytes;
    public @Nullable ErrorCode ended;
    public int flushes;
    public int sharedMessages;
    private ServerMessage.@Nullable You you;
    private @Nullable AvatarPose pose;

    @Override
    public void entered(boolean resumed, ServerMessage.You enteredAs, ServerMessage.WorldInfo world) {
        you = enteredAs;
        ObjectNode welcome = MAPPER.createObjectNode()
                .put("type", "welcome")
                .put("resumed", resumed)
                .put("name", enteredAs.name())
                .put("entities", world.entities());
        for (double each : world.entryPosition()) {
            welcome.withArray("entry").add(each);
        }
        messages.add(welcome);
    }

    @Override
    public void send(ServerMessage message) {
        if (message instanceof ServerMessage.You again) {
            you = again;
        }
        ByteBuf encoded = Unpooled.buffer();
        MessageWriter.write(message, encoded);
        receive(encoded);
    }

    @Override
    public void sendReliable(ByteBuf utf8Json) {
        sharedMessages++;
        receive(utf8Json);
    }

    @Override
    public void sendNewest(ByteBuf webSocketFrame) {
        try {
            webSocketFrame.skipBytes(WebSocketHeader.payloadOffset(webSocketFrame));
            lastPoseBytes = webSocketFrame.readableBytes();
            frames.add(Objects.requireNonNull(PoseMessageReader.read(webSocketFrame)));
        } finally {
            webSocketFrame.release();
        }
    }

    @Override
    public void sendOnce(ByteBuf webSocketFrame) {
        sendNewest(webSocketFrame);
    }

    @Override
    public void flushWithTick() {
        flushes++;
    }

    @Override
    public long queuedBytes() {
        return queuedBytes;
    }

    @Override
    public boolean takePose(QuantisedPose into) {
        AvatarPose taken = pose;
        if (taken == null) {
            return false;
        }
        pose = null;
        ByteBuf frame = Unpooled.buffer();
        PoseCodec.writeAvatarPose(taken, frame);
        return PoseCodec.read(frame, into);
    }

    @Override
    public void reported(ClientMessage.Report report, Scene scene) {
        reported.add(scene);
    }

    @Override
    public void end(ErrorCode code, String message, String whatToDo) {
        ended = code;
    }

    public ServerMessage.You you() {
        return Objects.requireNonNull(you, "has not entered");
    }

    /** Walks there: the pose of the next tick. */
    public void stand(double x, double y, double z) {
        pose = new AvatarPose(
                AvatarPose.UPRIGHT, 0, (float) x, (float) y, (float) z, 0, 0, 0, 1, 0, 0, 0);
    }

    public void pose(AvatarPose next) {
        pose = next;
    }

    /** The messages of one type, in order. */
    public List<JsonNode> of(String type) {
        return messages.stream()
                .filter(message -> message.path("type").asText().equals(type))
                .toList();
    }

    public JsonNode last(String type) {
        return of(type).getLast();
    }

    /** What a client would know of this entity. */
    public JsonNode knows(String id) {
        return Objects.requireNonNull(known.get(id), () -> "does not know " + id);
    }

    public void forgetMessages() {
        messages.clear();
        frames.clear();
    }

    /** The poses of this handle, in order. */
    public List<PoseMessage.Pose> posesOf(int handle) {
        return frames.stream()
                .flatMap(frame -> frame.poses().stream())
                .filter(each -> each.handle() == handle)
                .toList();
    }

    private void receive(ByteBuf utf8) {
        try {
            JsonNode message = MAPPER.readTree(utf8.toString(StandardCharsets.UTF_8));
            messages.add(message);
            if (message.path("type").asText().equals("entities")) {
                mirror(message);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            utf8.release();
        }
    }

    private void mirror(JsonNode message) {
        for (String gone : List.of("remove", "hide")) {
            for (JsonNode id : message.path(gone)) {
                if (known.remove(id.asText()) == null) {
                    faults.add(gone + " of what is not known: " + id);
                }
            }
        }
        for (JsonNode entity : message.path("add")) {
            known.put(entity.path("id").asText(), entity);
        }
        for (JsonNode patch : message.path("change")) {
            JsonNode target = known.get(patch.path("id").asText());
            if (target == null) {
                faults.add("change of what is not known: " + patch);
            } else {
                MergePatch.apply(
                        (ObjectNode) target,
                        (ObjectNode) patch);
            }
        }
    }
}
