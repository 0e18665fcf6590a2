// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.freehold.server.wire.Moves;
import org.freehold.server.wire.RotationCodec;

/**
 * A builder's hands (docs/protocol.md sections 5 and 7): add boxes, a few at a time, hold each, and move all that they hold. What the server
 * lets go is held again. For the event loop, but for {@link #full()}.
 */
final class Hands {
    /** So many fit into one frame. */
    static final int MOST = 100;

    private static final JsonMapper JSON = new JsonMapper();
    private static final int AT_A_TIME = 5;
    /** So large that it is seen as far as a person. */
    private static final double BOX_METRES = 0.5;
    /** From one pose to the next. */
    private static final double TURN_RADIANS = 0.03;
    private static final int NOT_HELD = 0;
    private static final int AXES = 3;

    private final Line line;
    private final ThingTally tally;
    private final Things things;
    /** The builder's things, and their ids and handles in the same order. */
    private final List<Integer> mine = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final int[] handles;
    private final Map<String, Integer> indexById = new HashMap<>();
    private final CompletableFuture<Hands> full = new CompletableFuture<>();
    private int begun;
    private int held;
    private int sequence;
    private long lastRef;

    /** What hands say, goes there. */
    interface Line {
        /** A text, whole. */
        void text(byte[] utf8);

        /** A binary message, whole; false when the line is not free. */
        boolean binary(byte[] content);
    }

    /**
     * Empty ones.
     *
     * @param builder whose, a walker by number: they are to hold the things that are given to it
     */
    Hands(Line line, int builder, ThingTally tally) {
        this.line = line;
        this.tally = tally;
        this.things = tally.things();
        for (int thing = 0; thing < things.count(); thing++) {
            if (things.builder(thing) == builder) {
                String id = "{" + UUID.randomUUID() + "}";
                indexById.put(id, mine.size());
                mine.add(thing);
                ids.add(id);
            }
        }
        handles = new int[mine.size()];
    }

    /** Done when everything is held for the first time; fails when something was refused. Any thread. */
    CompletableFuture<Hands> full() {
        return full;
    }

    /** Adds the first ones; the others follow when these are held. */
    void begin() {
        if (mine.isEmpty()) {
            full.complete(this);
        }
        for (int i = 0; i < AT_A_TIME; i++) {
            addNext();
        }
    }

    /** A message of the server. */
    void text(byte[] bytes, int from, int to) {
        JsonNode message = parse(bytes, from, to);
        switch (message.path("type").asText()) {
            case "accepted" -> accepted(message.path("ref").asLong(), message.path("id").asText());
            case "refused" -> throw new IllegalStateException(message.toString());
            case "entities" -> {
                message.path("still").forEach(id -> letGo(id.asText()));
                message.path("moving").forEach(each -> named(each.path("id").asText(), each.path("handle").asInt()));
            }
            default -> {
                // Nothing about things.
            }
        }
    }

    /** Says where everything in them is now, with the number of the builder's own pose. */
    void move(int number) {
        int count = 0;
        int[] moved = new int[held];
        float[] places = new float[held * AXES];
        for (int i = 0; i < handles.length; i++) {
            if (handles[i] != NOT_HELD) {
                moved[count] = handles[i];
                places[count * AXES] = things.x(mine.get(i), number);
                places[count * AXES + 1] = PoseNumber.heightMetres(number);
                places[count * AXES + 2] = things.z(mine.get(i), number);
                count++;
            }
        }
        if (count == 0) {
            return;
        }
        int[] rotations = new int[count];
        double half = number * TURN_RADIANS / 2;
        Arrays.fill(rotations, RotationCodec.toSmallestThree(0, Math.sin(half), 0, Math.cos(half)));
        ByteBuf frame = Unpooled.buffer();
        new Moves(sequence++ & 0xffff, moved, places, rotations).write(frame);
        byte[] content = new byte[frame.readableBytes()];
        frame.readBytes(content);
        if (line.binary(content)) {
            tally.moved(count);
        }
    }

    /** An add has odd refs, a hold even ones. */
    private void accepted(long ref, String id) {
        if (ref % 2 == 1) {
            hold(id);
        } else {
            addNext();
        }
    }

    private void addNext() {
        if (begun == mine.size()) {
            return;
        }
        int thing = mine.get(begun);
        ObjectNode request = JSON.createObjectNode().put("type", "add").put("ref", nextRef(1));
        ObjectNode box = request.putObject("entity").put("type", "Box").put("id", ids.get(begun));
        xyz(box, "position", things.x(thing, 0), PoseNumber.ARRIVAL_METRES, things.z(thing, 0));
        xyz(box, "dimensions", BOX_METRES, BOX_METRES, BOX_METRES);
        begun++;
        send(request);
    }

    private void hold(String id) {
        send(JSON.createObjectNode().put("type", "hold").put("ref", nextRef(0)).put("id", id));
    }

    private void named(String id, int handle) {
        Integer index = indexById.get(id);
        if (index == null) {
            return;
        }
        held += handles[index] == NOT_HELD ? 1 : 0;
        handles[index] = handle;
        things.name(mine.get(index), handle);
        if (held == handles.length) {
            full.complete(this);
        }
    }

    private void letGo(String id) {
        Integer index = indexById.get(id);
        if (index == null || handles[index] == NOT_HELD) {
            return;
        }
        things.forget(handles[index]);
        handles[index] = NOT_HELD;
        held--;
        hold(id);
    }

    /** The next ref with this remainder by two. */
    private long nextRef(int remainder) {
        lastRef += lastRef % 2 == remainder ? 2 : 1;
        return lastRef;
    }

    private void send(ObjectNode request) {
        try {
            line.text(JSON.writeValueAsBytes(request));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void xyz(ObjectNode of, String name, double x, double y, double z) {
        of.putObject(name).put("x", x).put("y", y).put("z", z);
    }

    private static JsonNode parse(byte[] bytes, int from, int to) {
        try {
            return JSON.readTree(bytes, from, to - from);
        } catch (IOException e) {
            throw new IllegalStateException("not JSON: " + e.getMessage(), e);
        }
    }
}
