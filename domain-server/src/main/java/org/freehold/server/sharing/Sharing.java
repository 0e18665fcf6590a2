// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.sharing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.freehold.moderation.signed.Signer;
import org.freehold.server.meeting.HostConnection;
import org.freehold.server.meeting.IceServer;
import org.freehold.server.meeting.IntroductionTaker;
import org.freehold.server.meeting.MeetingFault;
import org.freehold.server.meeting.RendezvousUrl;
import org.freehold.server.meeting.TurnOffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a domain registered while it is on: at one of several rendezvous, the first that takes it, or at each of them. Any thread;
 * {@link #off} and {@link #close} return when nobody can come any more.
 */
public final class Sharing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sharing.class);
    private static final Duration RENEW = Duration.ofMinutes(30);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String ELSEWHERE = "registered-elsewhere";
    private static final String FAULT = "internal";

    /** What is wrong with the host or its settings, and does not pass in a moment: reported loudly, tried again slowly. */
    private static final Set<String> LASTING =
            Set.of("banned", "clock", "other-rendezvous", "bad-signature", "bad-name",
                    MeetingFault.NOT_A_RENDEZVOUS, MeetingFault.NO_RELAY);
    private static final int LASTING_RETRY_SECONDS = 60;

    private final HttpClient http;
    private final Supplier<? extends Signer> key;
    private final String name;
    private final IntroductionTaker introductions;
    private final Supplier<TurnOffer> ownServers;
    private final Supplier<@Nullable Outside> outside;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final RandomGenerator random;
    /** Held while it is switched on or off, which waits for threads that may be about to tell something. */
    private final Object turning = new Object();

    private final List<Consumer<SharingStatus>> listeners = new CopyOnWriteArrayList<>();

    /** Guarded by this for writing; one for each list that is tried in turn. */
    private volatile List<Run> runs = List.of();

    /**
     * Sharing that is off.
     *
     * @param key of the domain, as it is now
     * @param name of the domain
     * @param introductions answers visitors
     * @param ownServers TURN servers of this host, with credentials that are good for an hour
     * @param outside is told which STUN and TURN servers the rendezvous has; null while there is no port that could be found
     * @param nanoClock nanoseconds that only rise
     */
    public Sharing(
            HttpClient http,
            Supplier<? extends Signer> key,
            String name,
            IntroductionTaker introductions,
            Supplier<TurnOffer> ownServers,
            Supplier<@Nullable Outside> outside,
            InstantSource clock,
            LongSupplier nanoClock,
            RandomGenerator random) {
        this.http = http;
        this.key = key;
        this.name = name;
        this.introductions = introductions;
        this.ownServers = ownServers;
        this.outside = outside;
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.random = random;
    }

    /** How it stands in all: shared as soon as it is so anywhere. */
    public SharingStatus status() {
        return each().stream().min(Comparator.comparingInt(Sharing::rank)).orElseGet(SharingStatus.Off::new);
    }

    /** How it stands with each registration that is wanted: one when several rendezvous are tried in turn; none when it is off. */
    public List<SharingStatus> each() {
        return runs.stream().map(run -> run.status).toList();
    }

    private static int rank(SharingStatus status) {
        return switch (status) {
            case SharingStatus.Shared _ -> 0;
            case SharingStatus.Connecting _,SharingStatus.Waiting _ -> 1;
            case SharingStatus.Stopped _ -> 2;
            case SharingStatus.Off _ -> 3;
        };
    }

    /** From now on it hears of each change of each registration; on the thread that makes it, which it must not hold up. */
    public void listen(Consumer<SharingStatus> listener) {
        listeners.add(listener);
    }

    /** What is done with several rendezvous. */
    public enum Use {
        /** One after the other is tried, and the first that takes the domain has it. */
        IN_TURN,
        /** The domain is registered at each, with a link for each. */
        AT_ONCE
    }

    /**
     * Begins, or goes over to these.
     *
     * @param rendezvous at least one; in turn, the first one is tried again when the line to one has ended
     */
    public void on(List<RendezvousUrl> rendezvous, Use use) {
        if (rendezvous.isEmpty()) {
            throw new IllegalArgumentException("rendezvous: none (expected: at least one)");
        }
        List<RendezvousUrl> all = rendezvous.stream().distinct().toList();
        synchronized (turning) {
            off();
            List<Run> next = use == Use.AT_ONCE
                    ? all.stream().map(each -> new Run(List.of(each))).toList()
                    : List.of(new Run(all));
            synchronized (this) {
                runs = next;
                next.forEach(run -> listeners.forEach(listener -> listener.accept(run.status)));
            }
            next.forEach(run -> run.thread.start());
        }
    }

    /** Ends: the links lead nowhere from now on. Sessions that stand go on, but for those through a relay of this host, which is given back. */
    public void off() {
        synchronized (turning) {
            List<Run> last;
            synchronized (this) {
                last = runs;
                runs = List.of();
            }
            if (last.isEmpty()) {
                return;
            }
            last.forEach(Run::end);
            last.forEach(Run::await);
            Outside told = outside.get();
            if (told != null) {
                told.off();
            }
            SharingStatus off = new SharingStatus.Off();
            listeners.forEach(listener -> listener.accept(off));
        }
    }

    @Override
    public void close() {
        off();
    }

    /** Only those of now count. */
    private synchronized void become(Run from, SharingStatus next) {
        if (!runs.contains(from)) {
            return;
        }
        from.status = next;
        Outside told = outside.get();
        if (told != null && next instanceof SharingStatus.Stopped
                && runs.stream().allMatch(run -> run.status instanceof SharingStatus.Stopped)) {
            told.off();
        }
        listeners.forEach(listener -> listener.accept(next));
    }

    /**
     * What one has heard of servers counts beside what the others have.
     *
     * @throws MeetingFault when nobody could come by all of them
     */
    private synchronized void take(Run from, RendezvousUrl rendezvous, List<IceServer> named) throws MeetingFault {
        Outside told = outside.get();
        if (told == null || !runs.contains(from)) {
            return;
        }
        List<IceServer> all = Stream.concat(
                named.stream(), runs.stream().filter(run -> run != from).flatMap(run -> run.servers.stream())).toList();
        if (!told.suffice(all)) {
            throw noRelay(rendezvous);
        }
        from.servers = named;
        told.servers(all);
    }

    /** Its servers may be gone with it; those of the last line stay, as the addresses that they have found do. */
    private synchronized void lost(Run from) {
        Outside told = outside.get();
        List<IceServer> others =
                runs.stream().filter(run -> run != from).flatMap(run -> run.servers.stream()).toList();
        if (told != null && runs.contains(from) && !others.isEmpty()) {
            from.servers = List.of();
            told.servers(others);
        }
    }

    private static MeetingFault noRelay(RendezvousUrl rendezvous) {
        return new MeetingFault(
                MeetingFault.NO_RELAY,
                "This domain stays hidden behind a relay (webrtc.relay_only), and neither its settings nor %s name one, so nobody could come."
                        .formatted(rendezvous.authority()),
                "Set TURN servers in the section [turn] of freehold.toml, or use a rendezvous that has some.", 0);
    }

    /** From on to off, with rendezvous that are tried in turn. */
    private final class Run {
        private final List<RendezvousUrl> all;
        private final Thread thread = Thread.ofVirtual().name("sharing").unstarted(this::go);
        private final Backoff backoff = new Backoff(random);
        private volatile boolean wanted = true;
        private volatile SharingStatus status;
        /** Guarded by the sharing. */
        private List<IceServer> servers = List.of();
        /** Whether the one of now has registered the domain. */
        private boolean isTaken;

        Run(List<RendezvousUrl> all) {
            this.all = all;
            this.status = new SharingStatus.Connecting(all.getFirst());
        }

        void end() {
            wanted = false;
            thread.interrupt();
        }

        void await() {
            try {
                thread.join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void go() {
            Order order = new Order(all.size());
            try {
                while (wanted) {
                    RendezvousUrl rendezvous = all.get(order.at());
                    isTaken = false;
                    MeetingFault why = stayAt(rendezvous);
                    if (why == null) {
                        order.restart();
                        continue;
                    }
                    if (why.code().equals(ELSEWHERE)) {
                        LOG.warn("Sharing has stopped. {}", why.sentence());
                        become(this, new SharingStatus.Stopped(rendezvous, why));
                        return;
                    }
                    Duration wait = switch (order.failed(isTaken)) {
                        case NONE -> Duration.ZERO;
                        case SHORT -> backoff.next(0);
                        case ASKED -> backoff.next(seconds(why));
                    };
                    become(this, new SharingStatus.Waiting(rendezvous, why, wait.toSeconds()));
                    Thread.sleep(wait);
                }
            } catch (InterruptedException e) {
                LOG.debug("sharing ends");
            } catch (RuntimeException e) {
                LOG.error("Sharing has stopped because of a fault of the server's; please report it", e);
                become(this, new SharingStatus.Stopped(all.get(order.at()), new MeetingFault(
                        FAULT, "Sharing has stopped because of a fault of the server's; its log says more.",
                        "Please report it, and share again: freehold share on.", 0)));
            }
        }

        private int seconds(MeetingFault why) {
            return LASTING.contains(why.code()) ? LASTING_RETRY_SECONDS : why.retryAfterSeconds();
        }

        /** Null when it is no longer wanted, or has to begin anew. */
        private @Nullable MeetingFault stayAt(RendezvousUrl rendezvous) throws InterruptedException {
            become(this, new SharingStatus.Connecting(rendezvous));
            Signer current = key.get();
            try {
                new HostConnection(http, rendezvous, current, name, new Told(rendezvous), clock, nanoClock)
                        .run(() -> wanted && key.get().publicKey().equals(current.publicKey()), RENEW);
                return null;
            } catch (MeetingFault fault) {
                LOG.info("Not shared at {}: {}", rendezvous, fault.sentence());
                lost(this);
                return fault;
            }
        }

        /** What one line says. */
        private final class Told implements HostConnection.Events {
            private final RendezvousUrl rendezvous;

            Told(RendezvousUrl rendezvous) {
                this.rendezvous = rendezvous;
            }

            @Override
            public void registered(String link) {
                isTaken = true;
                backoff.reset();
                become(Run.this, new SharingStatus.Shared(rendezvous, link));
            }

            @Override
            public void servers(List<IceServer> named) throws MeetingFault {
                take(Run.this, rendezvous, named);
            }

            @Override
            public TurnOffer ownServers() {
                return ownServers.get();
            }

            @Override
            public CompletionStage<ObjectNode> introduce(ObjectNode object) {
                return introductions.introduce(object);
            }
        }
    }
}
