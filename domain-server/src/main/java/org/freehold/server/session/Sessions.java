// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import io.netty.buffer.ByteBufAllocator;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.freehold.server.identity.DomainKeys;
import org.freehold.server.identity.OwnerClaim;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.transport.Transport;
import org.freehold.server.transport.TransportHandler;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.ServerMessage;
import org.freehold.server.world.WorldInbox;
import org.jspecify.annotations.Nullable;

/** All sessions of a domain: makes the handler of each new connection, and ends them all when the server stops. Any thread. */
public final class Sessions implements TransportHandler.Factory {
    private static final int RETRY_FULL_SECONDS = 10;

    private final Services services;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger stopping = new AtomicInteger(-1);

    /**
     * Sessions that have not begun.
     *
     * @param clock for times that people and clients see
     * @param nanoClock for rates
     * @param blocking runs what waits for the disk; a virtual thread for each task is right
     */
    public Sessions(
            SessionConfig config,
            DomainKeys domainKeys,
            OwnerClaim ownerClaim,
            AccessPolicy policy,
            Reports reports,
            HomeVouches homes,
            WorldInbox world,
            Metrics metrics,
            InstantSource clock,
            LongSupplier nanoClock,
            SecureRandom random,
            Executor blocking) {
        this.services = new Services(
                config,
                domainKeys,
                ownerClaim,
                policy,
                reports,
                homes,
                world,
                new SessionRegistry(),
                new AtomicInteger(),
                new Outbox(ByteBufAllocator.DEFAULT, metrics),
                new FaultLog(nanoClock),
                new RefusedKeys(clock, nanoClock),
                new Proofs(nanoClock),
                metrics,
                clock,
                nanoClock,
                random,
                blocking);
    }

    @Override
    public TransportHandler open(Transport transport) {
        Connection[] self = new Connection[1];
        Connection connection = new Connection(services, transport, () -> connections.remove(self[0]));
        self[0] = connection;
        connections.add(connection);
        if (stopping.get() >= 0) {
            stop(connection, stopping.get());
        } else if (services.waitingForHello().get() >= services.config().maxWaiting()) {
            connection.close(ErrorCode.DOMAIN_FULL,
                    "connections that have not said hello: as many as are allowed", "Try again in a few seconds.",
                    RETRY_FULL_SECONDS);
        } else {
            connection.begin();
        }
        return connection;
    }

    /** Sessions that exist, lost ones that may still resume among them. */
    public int count() {
        return services.registry().size();
    }

    /** Everybody in the world, those with a lost connection among them. */
    public List<Inside> inside() {
        return services.registry().all().stream()
                .map(Session::inside)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingInt(Inside::handle))
                .toList();
    }

    /**
     * Decides anew about everybody about whom the last decision holds no longer, because the rulebook is another or something ended: who
     * may no longer be here is sent away, who may do more or less is told. For all others it costs next to nothing.
     *
     * @param notices for those who are to be told something of their own instead; null for none
     * @return how many were sent away or had their rights changed
     */
    public int reconsider(Function<Inside, ServerMessage.@Nullable Notice> notices) {
        int hit = 0;
        for (Session session : services.registry().all()) {
            if (session.reconsider(notices)) {
                hit++;
            }
        }
        return hit;
    }

    /** Tells each one who is meant; how many were. */
    public int tell(Predicate<Inside> meant, ServerMessage.Notice notice) {
        return each(meant, session -> session.tell(notice));
    }

    /** Sends away each one who is meant, who may come back; how many were. */
    public int kick(Predicate<Inside> meant, String sentence) {
        var close = new ServerMessage.Close(
                ErrorCode.KICKED,
                sentence,
                "You may come back. The house rules say what is expected here.",
                null,
                new ServerMessage.KeptOut(null, services.policy().rulebook().settings().appeals(), "here"));
        return each(meant, session -> session.sendAway(close));
    }

    private int each(Predicate<Inside> meant, Consumer<Session> what) {
        int count = 0;
        for (Session session : services.registry().all()) {
            if (session.inside().filter(meant).isPresent()) {
                what.accept(session);
                count++;
            }
        }
        return count;
    }

    /** Tells everybody that the server stops, now and from here on, and ends their connections. */
    public void stop(int retryAfterSeconds) {
        stopping.set(retryAfterSeconds);
        connections.forEach(connection -> stop(connection, retryAfterSeconds));
    }

    private static void stop(Connection connection, int retryAfterSeconds) {
        connection.close(ErrorCode.STOPPING, "The server stops.", "Connect again in a while.", retryAfterSeconds);
    }
}
