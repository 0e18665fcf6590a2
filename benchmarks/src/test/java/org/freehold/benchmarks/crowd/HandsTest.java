// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.freehold.server.wire.Moves;
import org.junit.jupiter.api.Test;

class HandsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int BUILDER = 1;
    private static final int MINE = 8;
    private static final int FIRST_HANDLE = 100;

    private final Things things = new Things(Ground.plaza(), 2 * MINE, List.of(0, BUILDER));
    private final ThingTally tally = new ThingTally(things, new Walkers(Ground.plaza(), 2, 0.05));
    private final Queue<JsonNode> asked = new ArrayDeque<>();
    private final List<Moves> moved = new ArrayList<>();
    private final Hands hands = new Hands(new Recorder(), BUILDER, tally);
    private int nextHandle = FIRST_HANDLE;

    private final class Recorder implements Hands.Line {
        @Override
        public void text(byte[] utf8) {
            try {
                asked.add(JSON.readTree(utf8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean binary(byte[] content) {
            moved.add(Objects.requireNonNull(Moves.read(Unpooled.wrappedBuffer(content))));
            return true;
        }
    }

    private void hear(String message) {
        byte[] bytes = message.getBytes(UTF_8);
        hands.text(bytes, 0, bytes.length);
    }

    /** Answers as a server does until nothing more is asked; tells how many adds that took. */
    private int answerAll() {
        int adds = 0;
        for (JsonNode next = asked.poll(); next != null; next = asked.poll()) {
            boolean add = next.get("type").textValue().equals("add");
            String id = (add ? next.get("entity") : next).get("id").textValue();
            if (add) {
                adds++;
            } else {
                hear("{'type':'entities','moving':[{'id':'%s','handle':%d}]}".replace('\'', '"').formatted(id,
                        nextHandle++));
            }
            hear("{'type':'accepted','ref':%d,'id':'%s'}".replace('\'', '"').formatted(next.get("ref").longValue(),
                    id));
        }
        return adds;
    }

    @Test
    void addsAFewAtATimeUntilAllAreHeld() {
        hands.begin();
        assertTrue(asked.size() < MINE);

        assertEquals(MINE, answerAll());

        assertTrue(hands.full().isDone());
    }

    @Test
    void movesWhatTheyHoldAndNothingElse() {
        hands.begin();
        hands.move(1);
        assertEquals(List.of(), moved);
        answerAll();

        hands.move(2);
        hands.move(3);

        assertEquals(List.of(0, 1), moved.stream().map(Moves::sequence).toList());
        assertEquals(MINE, moved.getLast().count());
        assertEquals(PoseNumber.heightMetres(3), moved.getLast().positions()[1]);
        assertEquals(BUILDER, things.builder(things.at(moved.getLast().handles()[0])));
        assertEquals(2 * MINE, tally.counts(1).moved());
    }

    @Test
    void holdAgainWhatTheServerLetsGo() {
        hands.begin();
        String id = asked.element().get("entity").get("id").textValue();
        answerAll();

        hear("{\"type\":\"entities\",\"still\":[\"" + id + "\"]}");
        hands.move(1);
        assertEquals(MINE - 1, moved.getLast().count());
        assertEquals(-1, things.at(FIRST_HANDLE));
        answerAll();
        hands.move(2);

        assertEquals(MINE, moved.getLast().count());
    }

    @Test
    void endWithWhatTheServerRefuses() {
        hands.begin();

        IllegalStateException refused = assertThrows(IllegalStateException.class,
                () -> hear("{\"type\":\"refused\",\"ref\":1,\"code\":\"not-permitted\"}"));

        assertTrue(String.valueOf(refused.getMessage()).contains("not-permitted"));
        assertFalse(hands.full().isDone());
    }
}
