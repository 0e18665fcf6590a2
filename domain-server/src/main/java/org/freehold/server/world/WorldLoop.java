// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.ServerMessage;
import org.jspecify.annotations.Nullable;
import org.freehold.server.metrics.FaultKinds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ticks a world at a fixed rate on a thread of its own, and hands it what comes from other threads. {@link #offer} and
 * {@link #snapshot} are for any thread; {@link #tick} is for the loop's own thread, or for a test that does not start it.
 */
public final class WorldLoop implements WorldInbox {
    /** Commands that may wait. */
    public static final int INBOX_CAPACITY = 32_768;

    /** Ticks that are made up for after a stall; what is more is left out, and counted. */
    private static final int MAX_CATCH_UP_TICKS = 5;

    /** So long before a tick the network is told that one comes, at least: enough to read what it let wait of a few hundred people. */
    private static final long AHEAD_NANOS = 500_000;

    /**
     * The same for each person where there are many: twice what it takes to read what all of them send while the network waits. What is not read by
     * then misses the tick, and of who is heard twice before the next one a pose is lost.
     */
    private static final long AHEAD_NANOS_EACH = 1_000;

    /** At most so much of the time between two ticks. */
    private static final int AHEAD_PART = 8;

    private static final Logger LOG = LoggerFactory.getLogger(WorldLoop.class);

    private final World world;
    private final JournalResults journalResults;
    private final LongSupplier nanoClock;
    private final InstantSource clock;
    private final LongConsumer tickNanosSeen;
    private final Runnable beforeTick;
    private final Runnable afterTick;
    private final ConcurrentLinkedQueue<Command> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inboxLength = new AtomicInteger();
    private final FaultKinds faultKinds = new FaultKinds();
    private volatile WorldSnapshot snapshot;
    private volatile boolean stopping;
    private volatile @Nullable Thread thread;
    private long lateTicks;
    private long failures;
    private long ticks;

    /**
     * A loop that does not run yet.
     *
     * @param nanoClock nanoseconds that only rise, such as {@code System::nanoTime}
     * @param clock what people call the time
     * @param tickNanosSeen told, on the world thread, how long each tick's work took
     * @param beforeTick called on the world thread shortly before each tick that is not late, so that what has come by then is read in time for it
     * @param afterTick called on the world thread when everything of a tick was sent, to hand it to the network
     */
    public WorldLoop(
            World world,
            JournalResults journalResults,
            LongSupplier nanoClock,
            InstantSource clock,
            LongConsumer tickNanosSeen,
            Runnable beforeTick,
            Runnable afterTick) {
        this.world = world;
        this.journalResults = journalResults;
        this.nanoClock = nanoClock;
        this.clock = clock;
        this.tickNanosSeen = tickNanosSeen;
        this.beforeTick = beforeTick;
        this.afterTick = afterTick;
        this.snapshot = new WorldSnapshot(0, 0, 0, world.entities(), 0, world.moving(), 0, 0, 0, false);
    }

    @Override
    public boolean offer(Command command) {
        if (inboxLength.incrementAndGet() > INBOX_CAPACITY && !endsSomething(command)) {
            inboxLength.decrementAndGet();
            return false;
        }
        inbox.add(command);
        return true;
    }

    /** The world as of the last tick. Any thread. */
    public WorldSnapshot snapshot() {
        return snapshot;
    }

    /** Names of the zones of the world, which are its bounded places. Any thread. */
    public Collection<String> zones() {
        return world.zones();
    }

    /** Id of the world thread, or 0 while it was not started. Any thread. */
    public long threadId() {
        Thread running = thread;
        return running == null ? 0 : running.threadId();
    }

    /** Starts the world thread; once. */
    public void start() {
        Thread started = Thread.ofPlatform().name("world").unstarted(this::run);
        thread = started;
        started.start();
    }

    /** Stops the world thread after a last tick, and writes where everything is to the journal. */
    public void stop() throws InterruptedException {
        stopping = true;
        Thread running = thread;
        if (running != null) {
            LockSupport.unpark(running);
            running.join();
        } else {
            finish();
        }
    }

    /**
     * One tick: what the journal did, what sessions asked, one step of the world, and everything sent. For {@link #start}'s thread,
     * or, while that was not called, for whoever ticks the world by hand.
     */
    public void tick() {
        long begin = nanoClock.getAsLong();
        int waiting = inboxLength.get();
        Instant time = clock.instant();
        world.beginTick(time.getEpochSecond() * 1_000_000 + time.getNano() / 1000);
        journalResults.drainTo(result -> survive(() -> world.learn(result)));
        for (int i = 0; i < waiting; i++) {
            Command command = inbox.poll();
            if (command == null) {
                break;
            }
            inboxLength.decrementAndGet();
            if (!survive(() -> world.carryOut(command)) && command instanceof Command.Ask ask) {
                survive(() -> ask.link()
                        .send(new ServerMessage.Refused(
                                ask.request().ref(),
                                ErrorCode.INTERNAL,
                                "A fault of the server's kept this from being done.",
                                "Try something else; the owner finds the fault in the log.")));
            }
        }
        survive(world::step);
        survive(world::send);
        survive(afterTick);
        long nanos = nanoClock.getAsLong() - begin;
        tickNanosSeen.accept(nanos);
        snapshot = new WorldSnapshot(
                ++ticks,
                time.toEpochMilli(),
                nanos,
                world.entities(),
                world.people(),
                world.moving(),
                waiting,
                lateTicks,
                failures,
                world.isReadOnly());
    }

    private void run() {
        long period = 1_000_000_000L / world.settings().tickHz();
        long due = nanoClock.getAsLong();
        boolean told = false;
        while (!stopping) {
            long now = nanoClock.getAsLong();
            long tell = due - aheadNanos(world.people(), period);
            if (now < tell) {
                LockSupport.parkNanos(tell - now);
            } else if (now < due) {
                if (!told) {
                    survive(beforeTick);
                    told = true;
                }
                LockSupport.parkNanos(due - nanoClock.getAsLong());
            } else {
                due = afterStall(due, now, period) + period;
                told = false;
                tick();
            }
        }
        finish();
    }

    /** When the tick that is due was to begin, after leaving out what cannot be made up for. */
    long afterStall(long due, long now, long periodNanos) {
        long behind = (now - due) / periodNanos;
        if (behind <= MAX_CATCH_UP_TICKS) {
            return due;
        }
        long leftOut = behind - MAX_CATCH_UP_TICKS;
        lateTicks += leftOut;
        return due + leftOut * periodNanos;
    }

    /** How long before a tick the network is told of it. */
    static long aheadNanos(int people, long periodNanos) {
        return Math.min(Math.max(AHEAD_NANOS, people * AHEAD_NANOS_EACH), periodNanos / AHEAD_PART);
    }

    private void finish() {
        tick();
        survive(world::storeAllMotion);
    }

    /** What makes room or keeps the world true is taken even when the inbox is full; there is one such for each session. */
    private static boolean endsSomething(Command command) {
        return command instanceof Command.Leave || command instanceof Command.Lost;
    }

    private boolean survive(Runnable step) {
        try {
            step.run();
            return true;
        } catch (RuntimeException | StackOverflowError fault) {
            failures++;
            if (faultKinds.isNew(fault)) {
                LOG.error("A fault in the world; it goes on, and this kind is not logged again: {}",
                        FaultKinds.kind(fault), fault);
            }
            return false;
        }
    }
}
