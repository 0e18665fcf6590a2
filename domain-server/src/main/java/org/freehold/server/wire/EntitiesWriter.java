// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * On the hot path of the world thread: the {@code entities} message (docs/protocol.md section 4) from pieces that are JSON
 * already. All that is added is ASCII that needs no escaping.
 */
final class EntitiesWriter {
    private static final byte[] START = ascii("{\"type\":\"entities\"");
    private static final byte[] ADD = ascii(",\"add\":[");
    private static final byte[] CHANGE = ascii(",\"change\":[");
    private static final byte[] REMOVE = ascii(",\"remove\":[");
    private static final byte[] HIDE = ascii(",\"hide\":[");
    private static final byte[] MOVING = ascii(",\"moving\":[");
    private static final byte[] STILL = ascii(",\"still\":[");
    private static final byte[] MOVING_ID = ascii("{\"id\":");
    private static final byte[] MOVING_HANDLE = ascii(",\"handle\":");

    private EntitiesWriter() {}

    static void write(ServerMessage.Entities entities, ByteBuf out) {
        out.writeBytes(START);
        writeObjects(ADD, entities.add(), out);
        writeObjects(CHANGE, entities.change(), out);
        writeIds(REMOVE, entities.remove(), out);
        writeIds(HIDE, entities.hide(), out);
        writeMoving(entities.moving(), out);
        writeIds(STILL, entities.still(), out);
        out.writeByte('}');
    }

    private static void writeObjects(byte[] start, List<byte[]> objects, ByteBuf out) {
        if (objects.isEmpty()) {
            return;
        }
        out.writeBytes(start);
        for (byte[] object : objects) {
            out.writeBytes(object).writeByte(',');
        }
        endArray(out);
    }

    private static void writeIds(byte[] start, List<UUID> ids, ByteBuf out) {
        if (ids.isEmpty()) {
            return;
        }
        out.writeBytes(start);
        for (UUID id : ids) {
            writeId(id, out);
            out.writeByte(',');
        }
        endArray(out);
    }

    private static void writeMoving(List<ServerMessage.Moving> moving, ByteBuf out) {
        if (moving.isEmpty()) {
            return;
        }
        out.writeBytes(MOVING);
        for (ServerMessage.Moving one : moving) {
            out.writeBytes(MOVING_ID);
            writeId(one.id(), out);
            out.writeBytes(MOVING_HANDLE);
            out.writeCharSequence(Integer.toString(one.handle()), StandardCharsets.US_ASCII);
            out.writeByte('}').writeByte(',');
        }
        endArray(out);
    }

    private static void writeId(UUID id, ByteBuf out) {
        out.writeByte('"');
        out.writeCharSequence(IdCodec.text(id), StandardCharsets.US_ASCII);
        out.writeByte('"');
    }

    /** Turns the comma after the last element into the end of the array. */
    private static void endArray(ByteBuf out) {
        out.setByte(out.writerIndex() - 1, ']');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
