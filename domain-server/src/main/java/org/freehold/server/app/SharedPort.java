// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.freehold.server.gateway.PortOpening;
import org.freehold.server.gateway.PortState;
import org.freehold.server.sharing.SharingStatus;
import org.jspecify.annotations.Nullable;

/** Has the router open the UDP port of sessions for as long as the domain is shared. Any thread; only {@link #close} blocks. */
final class SharedPort implements Consumer<SharingStatus>, AutoCloseable {
    private final Opener opener;
    private final Consumer<Optional<InetSocketAddress>> outside;
    private @Nullable Runnable withdrawal;
    private boolean closed;
    private volatile @Nullable PortState state;

    /** Begins to have the port opened. */
    @FunctionalInterface
    interface Opener {

        /** Tells how it stands; what it returns withdraws, and may block. */
        Runnable begin(Consumer<PortState> told);
    }

    /** @param outside is told where everybody reaches the port; empty when that is over */
    SharedPort(Opener opener, Consumer<Optional<InetSocketAddress>> outside) {
        this.opener = opener;
        this.outside = outside;
    }

    /** Asks the router of this machine. */
    static SharedPort ofThisMachine(
            int port,
            Consumer<Optional<InetSocketAddress>> outside,
            InstantSource clock,
            LongSupplier nanoClock,
            SecureRandom random) {
        return new SharedPort(told -> PortOpening.begin(port, told, clock, nanoClock, random)::close, outside);
    }

    /** How it stands; empty when the domain is not shared. */
    Optional<PortState> state() {
        return Optional.ofNullable(state);
    }

    @Override
    public synchronized void accept(SharingStatus status) {
        boolean isWanted = switch (status) {
            case SharingStatus.Off _,SharingStatus.Stopped _ -> false;
            case SharingStatus.Connecting _,SharingStatus.Shared _,SharingStatus.Waiting _ -> true;
        };
        Runnable now = withdrawal;
        if (isWanted && now == null && !closed) {
            withdrawal = opener.begin(this::told);
        } else if (!isWanted && now != null) {
            withdrawal = null;
            Thread.ofVirtual().name("port-withdrawal").start(now);
        }
    }

    private void told(PortState now) {
        state = now instanceof PortState.Withdrawn ? null : now;
        outside.accept(
                now instanceof PortState.Opened opened && opened.isPublic()
                        ? Optional.of(opened.outside())
                        : Optional.empty());
    }

    @Override
    public void close() {
        Runnable last;
        synchronized (this) {
            closed = true;
            last = withdrawal;
            withdrawal = null;
        }
        if (last != null) {
            last.run();
        }
    }
}
