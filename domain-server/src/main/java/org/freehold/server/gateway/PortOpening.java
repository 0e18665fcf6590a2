// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UDP port of this machine that the router is asked to open, for as long as this is not closed. Tries PCP, then NAT-PMP, then UPnP. Any
 * thread; has a virtual thread of its own, which does all that blocks.
 */
public final class PortOpening implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PortOpening.class);
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    private final int port;
    private final Consumer<PortState> told;
    private volatile PortState state;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    private PortOpening(int port, Consumer<PortState> told) {
        this.port = port;
        this.told = told;
        this.state = new PortState.Asking(port);
    }

    /**
     * Begins to ask.
     *
     * @param port UDP, of this machine
     * @param told each new state, in the opening's own thread; must not block
     * @param nanoClock nanoseconds that only rise
     */
    public static PortOpening begin(
            int port,
            Consumer<PortState> told,
            InstantSource clock,
            LongSupplier nanoClock,
            SecureRandom random) {
        return begin(port, told, opening -> {
            try (RouterProtocols protocols = new RouterProtocols(random, nanoClock)) {
                opening.keep(new PortKeeper(port, DefaultGateways::find, protocols::of, clock, opening::say));
            }
        });
    }

    /** With work of the caller's, which is to {@link #keep} a keeper that tells {@link #say}. */
    static PortOpening begin(int port, Consumer<PortState> told, Consumer<PortOpening> work) {
        PortOpening opening = new PortOpening(port, told);
        opening.thread = Thread.ofVirtual().name("port-" + port).start(() -> work.accept(opening));
        return opening;
    }

    /** How it stands now. */
    public PortState state() {
        return state;
    }

    /** Withdraws the wish; waits some seconds for the router to hear it. Also twice. */
    @Override
    public void close() {
        // Not by interrupting: an answer that is on its way says what there is to withdraw.
        closing.countDown();
        Thread running = thread;
        try {
            if (running != null && !running.join(GOODBYE)) {
                LOG.info("The router does not say whether it closed UDP port {}; it will after a while.", port);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes step after step until this is closed, then withdraws. */
    void keep(PortKeeper keeper) {
        try {
            Duration wait = Duration.ZERO;
            while (!closing.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                wait = keeper.step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("Opening a port failed because of a fault of the server's; please report it", e);
        } finally {
            withdraw(keeper);
        }
    }

    void say(PortState now) {
        PortState before = state;
        state = now;
        told.accept(now);
        if (!now.getClass().equals(before.getClass())) {
            LOG.info("{}", now.sentence());
        }
    }

    private static void withdraw(PortKeeper keeper) {
        try {
            keeper.withdraw();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
