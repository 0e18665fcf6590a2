// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.whole;

import static org.freehold.server.whole.ServerProcess.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.freehold.server.visit.Answer;
import org.freehold.server.visit.Mirror;
import org.freehold.server.visit.VisitorClient;
import org.freehold.server.wire.AvatarPose;

/**
 * Two people who are here all the time, whatever others do: one walks, builds and talks a little, the other watches, and how
 * long anything took to arrive is kept. Nothing of theirs may get lost.
 */
final class Innocents implements AutoCloseable {
    private static final long BEAT_MILLIS = 100;
    /** Under the sixty lines a minute that a visitor may say. */
    private static final int BEATS_FOR_A_LINE = 30;

    private final ServerProcess server;
    private final VisitorClient busy;
    private final VisitorClient watching;
    private final String boxId;
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> beating;
    private final List<CompletableFuture<Answer>> answers = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private int beat;
    private volatile int lastBeat;

    Innocents(ServerProcess server) throws Exception {
        this.server = server;
        this.busy = server.enter("Busy");
        this.watching = server.enter("Watching");
        ObjectNode box = JsonNodeFactory.instance.objectNode().put("type", "Box").put("name", "beat 0");
        this.boxId = String.valueOf(((Answer.Accepted) server.answer(busy, busy.add(box))).id());
        this.beating = beats.scheduleAtFixedRate(this::beat, 0, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void beat() {
        int now = ++beat;
        answers.add(busy.edit(boxId, JsonNodeFactory.instance.objectNode().put("name", "beat " + now)));
        busy.pose(new AvatarPose(AvatarPose.UPRIGHT, 0, x(now), 0, 1, 0, 0, 0, 1, 0, 0, 0));
        if (now % BEATS_FOR_A_LINE == 0) {
            said.add("line " + now);
            answers.add(busy.chat("line " + now));
        }
        lastBeat = now;
    }

    /** Whoever watches sees and hears of now within that time. */
    void assertWell(Duration within) throws InterruptedException {
        int now = lastBeat;
        assertFalse(watching.ended().isDone(), () -> "sent away: " + watching.ended().join());
        assertFalse(busy.ended().isDone(), () -> "sent away: " + busy.ended().join());
        assertArrives("an edit", within, mirror -> beatIn(mirror) > now);
        assertArrives("a pose", within, mirror -> mirror.poses().values().stream().anyMatch(
                pose -> pose.x() > x(now) + 0.01));
    }

    /** All that was done was answered well, and all that was said was heard, once. */
    void assertNothingWasLost() throws Exception {
        beating.cancel(false);
        beats.shutdown();
        assertTrue(beats.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        for (CompletableFuture<Answer> answer : answers) {
            assertTrue(server.answer(busy, answer) instanceof Answer.Accepted, () -> "refused: " + answer.join());
        }
        assertArrives("the last edit", PATIENCE, mirror -> beatIn(mirror) == beat);
        assertArrives("the last line", PATIENCE, mirror -> lines(mirror).size() >= said.size());
        assertEquals(said, lines(watching.mirror()));
    }

    private void assertArrives(String what, Duration within, Predicate<Mirror> condition) throws InterruptedException {
        assertTrue(watching.mirror().await(condition, within),
                () -> what + " did not come within " + within.toMillis() + " ms");
    }

    private int beatIn(Mirror mirror) {
        ObjectNode box = mirror.entities().get(boxId);
        return box == null ? -1 : Integer.parseInt(box.path("name").asText().substring("beat ".length()));
    }

    private static List<String> lines(Mirror mirror) {
        return mirror.messages().stream()
                .filter(line -> line.name().equals("Busy"))
                .map(Mirror.ChatLine::text)
                .toList();
    }

    private static float x(int beat) {
        return 1 + beat * 0.05f;
    }

    @Override
    public void close() {
        beats.shutdownNow();
        busy.close();
        watching.close();
    }
}
