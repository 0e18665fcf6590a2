// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** When an event loop waits before it reads again. */
final class PatientIoTest {
    private static final long MILLISECOND = 1_000_000;

    private final List<Long> pauses = new ArrayList<>();
    private final Network network = new Network();
    private final Loop loop = new Loop();
    private long now = 5;
    private final PatientIo io = new PatientIo(network, () -> now, nanos -> {
        pauses.add(nanos);
        now += nanos;
    });

    @Test
    void neverWaitsWhileLittleComes() {
        for (int i = 0; i < 1000; i++) {
            network.events = 1;
            io.run(loop);
            now += 5 * MILLISECOND;
        }
        assertEquals(List.of(), pauses);
    }

    @Test
    void waitsAfterReadingWhereMuchComes() {
        muchComes();
        now += MILLISECOND / 2;
        io.run(loop);
        assertEquals(List.of(PatientIo.PAUSE_NANOS - MILLISECOND / 2), pauses);
    }

    @Test
    void doesNotWaitAgainUntilItHasReadAgain() {
        muchComes();
        network.events = 0;
        io.run(loop);
        io.run(loop);
        io.run(loop);
        assertEquals(1, pauses.size());
    }

    @Test
    void doesNotWaitWhenThereIsSomethingElseToDo() {
        muchComes();
        loop.canBlock = false;
        io.run(loop);
        assertEquals(List.of(), pauses);
    }

    @Test
    void waitsNoLongerThanUntilTheNextThingIsDue() {
        muchComes();
        loop.delay = 700_000;
        io.run(loop);
        assertEquals(List.of(700_000L), pauses);
    }

    @Test
    void stopsWaitingWhenLessComes() {
        muchComes();
        for (int i = 0; i < 200; i++) {
            network.events = 1;
            now += 5 * MILLISECOND;
            io.run(loop);
        }
        pauses.clear();
        network.events = 1;
        io.run(loop);
        io.run(loop);
        assertEquals(List.of(), pauses);
    }

    @Test
    void theFirstThatComesAfterAQuietTimeIsNotMuch() {
        muchComes();
        now += 10 * PatientIo.WINDOW_NANOS;
        network.events = 1;
        io.run(loop);
        pauses.clear();
        io.run(loop);
        assertEquals(List.of(), pauses);
    }

    @Test
    void beingWokenEndsTheWait() throws InterruptedException {
        endsTheWait(PatientIo::wakeup);
        assertEquals(1, network.wakeups);
    }

    @Test
    void aTickThatIsNearEndsTheWait() throws InterruptedException {
        endsTheWait(PatientIo::readNow);
        assertEquals(0, network.wakeups);
    }

    private void endsTheWait(Consumer<PatientIo> end) throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        PatientIo real = new PatientIo(network, () -> now, nanos -> {
            waiting.countDown();
            LockSupport.park(); // far longer than any pause: only being woken ends it
        });
        Thread thread = new Thread(() -> {
            real.initialize();
            for (int i = 0; i < 3; i++) {
                network.events = PatientIo.MUCH + 1;
                real.run(loop);
                now += PatientIo.WINDOW_NANOS;
            }
            now -= PatientIo.WINDOW_NANOS;
            real.run(loop);
        });
        thread.start();
        assertTrue(waiting.await(10, TimeUnit.SECONDS));
        end.accept(real);
        thread.join(10_000);
        assertFalse(thread.isAlive());
    }

    /** Until the loop is busy, right after it has read. */
    private void muchComes() {
        for (int i = 0; i < 3; i++) {
            network.events = PatientIo.MUCH + 1;
            io.run(loop);
            now += PatientIo.WINDOW_NANOS;
        }
        network.events = 1;
        io.run(loop);
        pauses.clear();
    }

    private static final class Network implements IoHandler {
        private int events;
        private int wakeups;

        @Override
        public int run(IoHandlerContext context) {
            return events;
        }

        @Override
        public IoRegistration register(IoHandle handle) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void wakeup() {
            wakeups++;
        }

        @Override
        public boolean isCompatible(Class<? extends IoHandle> handleType) {
            return false;
        }
    }

    private static final class Loop implements IoHandlerContext {
        private boolean canBlock = true;
        private long delay = Long.MAX_VALUE;

        @Override
        public boolean canBlock() {
            return canBlock;
        }

        @Override
        public long delayNanos(long currentTimeNanos) {
            return delay;
        }

        @Override
        public long deadlineNanos() {
            return -1;
        }
    }
}
