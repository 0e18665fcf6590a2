// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import static org.freehold.server.world.TestWorld.id;
import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.freehold.server.interest.Interest;
import org.freehold.server.wire.ClientMessage;
import org.freehold.server.wire.ServerMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class WorldLoopTest {
    private final TestWorld test = new TestWorld();

    @Test
    void refusesCommandsWhenTheInboxIsFullButNotThatSomebodyGoes() {
        FakeLink ada = test.enter("Ada");
        Command grant = new Command.Grant(new FakeLink(), Rights.of(Set.of()), null);
        int taken = 0;
        while (test.loop.offer(grant)) {
            taken++;
        }
        assertEquals(WorldLoop.INBOX_CAPACITY, taken);
        assertTrue(test.loop.offer(new Command.Lost(ada)));
        assertTrue(test.loop.offer(new Command.Leave(ada, "left")));
        test.tick();
        assertEquals(0, test.world.people());
        assertTrue(test.loop.offer(grant));
    }

    @Test
    void goesOnAfterAFaultAndTellsWhoAsked() {
        test.load(id(1), "{}");
        var poison = new FakeLink() {
            @Override
            public void entered(boolean resumed, ServerMessage.You you, ServerMessage.WorldInfo world) {
                throw new IllegalStateException("a fault on purpose");
            }
        };
        FakeLink ada = test.enter("Ada");
        test.loop.offer(new Command.Enter(poison, Set.of(), null, null, false));
        test.say(ada, "still here");
        test.tick();
        assertEquals(1, ada.of("chat").size());
        assertEquals(1, test.loop.snapshot().failures());
    }

    @Test
    void answersWithInternalWhenCarryingOutFails() {
        FakeLink ada = new FakeLink() {
            @Override
            public void sendReliable(io.netty.buffer.ByteBuf utf8Json) {
                utf8Json.release();
                throw new IllegalStateException("a fault on purpose");
            }
        };
        test.loop.offer(new Command.Enter(ada, TestWorld.GUEST, null, null, false));
        test.tick();
        test.say(ada, "hello");
        test.tick();
        assertEquals("internal", ada.last("refused").path("code").asText());
    }

    @Test
    void ignoresWhoIsNotInTheWorld() {
        FakeLink stranger = new FakeLink();
        test.loop.offer(new Command.Ask(stranger, new ClientMessage.Chat(1, "hello")));
        test.loop.offer(new Command.Lost(stranger));
        test.loop.offer(new Command.Leave(stranger, "left"));
        test.loop.offer(new Command.Grant(stranger, Rights.of(TestWorld.BUILDER), null));
        test.tick();
        assertEquals(0, stranger.messages.size());
        assertEquals(0, test.loop.snapshot().failures());
    }

    @Test
    void makesUpForAShortStallAndLeavesOutTheRestOfALongOne() {
        long period = 33_333_333;
        assertEquals(0, test.loop.afterStall(0, 3 * period, period));
        test.tick();
        assertEquals(0, test.loop.snapshot().lateTicks());
        assertEquals(95 * period, test.loop.afterStall(0, 100 * period, period));
        test.tick();
        assertEquals(95, test.loop.snapshot().lateTicks());
    }

    @Test
    void theNetworkIsToldOfATickTheSoonerTheMorePeopleItHasToReadFrom() {
        long period = MILLISECONDS.toNanos(32);
        assertEquals(MICROSECONDS.toNanos(500), WorldLoop.aheadNanos(0, period));
        assertEquals(MICROSECONDS.toNanos(500), WorldLoop.aheadNanos(400, period));
        assertEquals(MILLISECONDS.toNanos(2), WorldLoop.aheadNanos(2000, period));
        assertEquals(MILLISECONDS.toNanos(4), WorldLoop.aheadNanos(1_000_000, period), "not for most of the time");
    }

    @Test
    void showsTheWorldInNumbers() {
        test.load(id(1), "{'velocity':{'x':1},'damping':0}");
        FakeLink ada = test.enter("Ada");
        test.say(ada, "hello");
        test.tick();
        WorldSnapshot snapshot = test.loop.snapshot();
        assertEquals(2, snapshot.tick());
        assertEquals(1, snapshot.entities());
        assertEquals(1, snapshot.people());
        assertEquals(1, snapshot.moving());
        assertEquals(1, snapshot.inboxLength());
        assertFalse(snapshot.readOnly());
    }

    @Test
    void flushesEachVisitorOnceATick() {
        FakeLink ada = test.enter("Ada");
        int before = ada.flushes;
        test.ticks(10);
        assertEquals(10, ada.flushes - before);
    }

    @Test
    @Timeout(10)
    void ticksOnItsOwnThreadUntilItIsStopped() throws InterruptedException {
        var results = new JournalResults();
        var journal = new FakeJournal(results);
        var world = new World(
                WorldSettings.DEFAULT, Places.of(Map.of()), journal, new Interest(30), new Random(1));
        var seen = new CountDownLatch(5);
        var told = new AtomicInteger();
        var loop = new WorldLoop(
                world, results, System::nanoTime, Clock.systemUTC(), nanos -> seen.countDown(), told::incrementAndGet,
                () -> {});
        loop.start();
        assertTrue(seen.await(Duration.ofSeconds(5).toMillis(), TimeUnit.MILLISECONDS));
        loop.stop();
        long last = loop.snapshot().tick();
        assertTrue(last >= 5);
        assertTrue(told.get() > 0, "the network is told that a tick comes");
        assertTrue(told.get() <= last, "and once a tick");
        assertEquals(last, loop.snapshot().tick());
    }
}
