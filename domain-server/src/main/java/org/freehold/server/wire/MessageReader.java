// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a client says, strictly by the form of docs/protocol.md: types, ranges, lengths. Whether a name, a text or an
 * entity is acceptable is for others to say. Any thread; never an exception, whatever the bytes.
 */
public final class MessageReader {
    /** The version of the protocol spoken here. */
    public static final int PROTOCOL = 1;

    /** Largest coordinate of the world in either direction, metres. */
    public static final double WORLD_LIMIT = 16_384;

    /** Whom a visitor may name to see them first. */
    public static final int MAX_FRIENDS = 64;

    private static final int MAX_HANDLE = 65_535;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 32;
    private static final int SIGNATURE_BYTES = 64;

    private MessageReader() {}

    /** What came of reading. */
    public sealed interface Result {}

    /** The message is of the right form. */
    public record Read(ClientMessage message) implements Result {}

    /**
     * It is not; the members are those of {@link ServerMessage.Refused}.
     *
     * @param ref of the message, null where it could not be read
     */
    public record Unreadable(@Nullable Long ref, ErrorCode code, String message, String whatToDo) implements Result {}

    /** Reads one message from the readable bytes, without moving the reader index. */
    public static Result read(ByteBuf utf8) {
        JsonMessage json = JsonMessage.read(utf8);
        try {
            FormException fault = json.fault();
            if (fault != null) {
                throw fault;
            }
            return new Read(message(new Members(json.members())));
        } catch (FormException e) {
            return new Unreadable(refIn(json.members()), e.code(), e.fault(), e.whatToDo());
        }
    }

    private static ClientMessage message(Members in) throws FormException {
        JsonNode type = in.get("type");
        return switch (type == null || !type.isTextual() ? "" : type.textValue()) {
            case "hello" -> hello(in);
            case "add" -> add(in);
            case "edit" -> new ClientMessage.Edit(ref(in), in.id("id"), in.object("properties"));
            case "delete" -> new ClientMessage.Delete(ref(in), in.id("id"));
            case "hold" -> new ClientMessage.Hold(ref(in), in.id("id"));
            case "chat" -> new ClientMessage.Chat(ref(in), in.text("text"));
            case "name" -> new ClientMessage.Name(ref(in), in.text("name"));
            case "friends" ->
                    new ClientMessage.Friends(ref(in), in.integers("handles", MAX_FRIENDS, 1, MAX_HANDLE));
            case "report" -> new ClientMessage.Report(ref(in), handle(in), in.text("reason"), in.text("category"));
            case "ping" -> new ClientMessage.Ping(ref(in));
            case "leave" -> new ClientMessage.Leave();
            default -> throw new FormException(
                    ErrorCode.UNKNOWN_TYPE,
                    "type: " + ShownValue.of(type)
                            + " (expected: hello, add, edit, delete, hold, chat, name, friends, report, ping or leave)",
                    "Send a type that version " + PROTOCOL + " of the protocol has.");
        };
    }

    private static ClientMessage hello(Members in) throws FormException {
        long protocol = in.integer("protocol", 0, Integer.MAX_VALUE);
        if (protocol != PROTOCOL) {
            // Before anything else: what else a hello of another version holds is not known here.
            throw new FormException(
                    ErrorCode.PROTOCOL_VERSION,
                    "protocol: " + protocol + " (expected: " + PROTOCOL + ", the only version this server speaks)",
                    "Use a client that speaks version " + PROTOCOL + ".");
        }
        return new ClientMessage.Hello(
                PROTOCOL,
                in.bytesAsText("key", KEY_BYTES),
                in.bytesAsText("nonce", NONCE_BYTES),
                in.bytes("signature", SIGNATURE_BYTES),
                in.integer("time", 0, Members.MAX_INTEGER),
                in.optionalText("name"),
                position(in),
                in.flag("everything"),
                in.optionalText("claim"),
                resume(in),
                in.optionalText("software"),
                portable(in),
                in.optionalText("vouch"));
    }

    private static ClientMessage.@Nullable Portable portable(Members in) throws FormException {
        if (in.get("portable") == null) {
            return null;
        }
        Members portable = in.inside("portable");
        return new ClientMessage.Portable(
                portable.bytesAsText("key", KEY_BYTES), portable.bytes("signature", SIGNATURE_BYTES));
    }

    private static @Nullable Integer handle(Members in) throws FormException {
        return in.get("handle") == null ? null : Integer.valueOf((int) in.integer("handle", 1, MAX_HANDLE));
    }

    private static double @Nullable [] position(Members in) throws FormException {
        if (in.get("position") == null) {
            return null;
        }
        Members position = in.inside("position");
        return new double[] {
                position.number("x", WORLD_LIMIT), position.number("y", WORLD_LIMIT), position.number("z", WORLD_LIMIT)
        };
    }

    private static ClientMessage.@Nullable Resume resume(Members in) throws FormException {
        if (in.get("resume") == null) {
            return null;
        }
        Members resume = in.inside("resume");
        return new ClientMessage.Resume(resume.text("session"), resume.integer("chat", 0, Members.MAX_INTEGER));
    }

    private static ClientMessage add(Members in) throws FormException {
        long ref = ref(in);
        ObjectNode entity = in.object("entity");
        Members members = in.inside("entity");
        members.text("type");
        UUID id = members.optionalId("id");
        if (id != null && (id.getMostSignificantBits() | id.getLeastSignificantBits()) == 0) {
            // As a parentID it means "none".
            throw members.bad("id", "a fresh UUID that is not all zeros");
        }
        return new ClientMessage.Add(ref, id, entity);
    }

    private static long ref(Members in) throws FormException {
        return in.integer("ref", 1, Members.MAX_INTEGER);
    }

    private static @Nullable Long refIn(ObjectNode members) {
        try {
            return ref(new Members(members));
        } catch (FormException e) {
            return null;
        }
    }
}
