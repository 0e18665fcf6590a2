// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.freehold.moderation.HostName;
import org.freehold.moderation.admission.Fault;
import org.freehold.moderation.admission.Rulebook;
import org.freehold.moderation.admission.ThisDomain;
import org.freehold.server.config.Config.LimitsConfig;
import org.freehold.server.config.Config;
import org.freehold.server.desk.BasicOperations;
import org.freehold.server.desk.Desk;
import org.freehold.server.desk.Operation;
import org.freehold.server.desk.KeyRotation;
import org.freehold.server.desk.OwnerLink;
import org.freehold.server.desk.Records;
import org.freehold.server.desk.RosterOwners;
import org.freehold.server.desk.SeenPeople;
import org.freehold.server.desk.StoredReports;
import org.freehold.server.federation.Federation;
import org.freehold.server.federation.ListsRoute;
import org.freehold.server.federation.ReadersOnly;
import org.freehold.server.gateway.PortState;
import org.freehold.server.http.ApiRoute;
import org.freehold.server.http.Authorities;
import org.freehold.server.http.Callers;
import org.freehold.server.http.DomainDocument;
import org.freehold.server.home.FetchedKeys;
import org.freehold.server.home.HomeKeys;
import org.freehold.server.home.HomeOperations;
import org.freehold.server.home.PinnedHomes;
import org.freehold.server.home.VouchCheck;
import org.freehold.server.http.DomainInfo;
import org.freehold.server.http.Responses;
import org.freehold.server.http.Routes;
import org.freehold.server.http.SignedRequests;
import org.freehold.server.http.StaticFiles;
import org.freehold.server.identity.DomainKeys;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.identity.OwnerClaim;
import org.freehold.server.interest.Helpers;
import org.freehold.server.interest.Interest;
import org.freehold.server.metrics.Gauges;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.peer.IntroductionRoute;
import org.freehold.server.peer.Introductions;
import org.freehold.server.sharing.RelayState;
import org.freehold.server.sharing.ShareOperations;
import org.freehold.server.sharing.Sharing;
import org.freehold.server.session.SessionConfig;
import org.freehold.server.session.Sessions;
import org.freehold.server.session.VisitorLimits;
import org.freehold.server.storage.StorageException;
import org.freehold.server.storage.WorldStore;
import org.freehold.server.transport.NetworkConfig;
import org.freehold.server.transport.NetworkServer;
import org.freehold.server.transport.SocketDoor;
import org.freehold.server.transport.TlsSetup;
import org.freehold.server.wire.ServerMessage.Limits;
import org.freehold.server.world.JournalResults;
import org.freehold.server.world.Places;
import org.freehold.server.world.World;
import org.freehold.server.world.WorldLoop;
import org.freehold.server.world.WorldSettings;
import org.jspecify.annotations.Nullable;

/**
 * One domain, running: puts the services together, and starts and stops them in order. Nothing else. {@link #start} and
 * {@link #close} block.
 */
public final class Server implements AutoCloseable {
    private static final int RETRY_AFTER_STOP_SECONDS = 5;

    private final Lifecycle lifecycle = new Lifecycle();
    private final Config config;
    private final DataDirectory data;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final SecureRandom random;
    private final Helpers helpers = Helpers.forThisMachine();
    private @Nullable InetSocketAddress address;
    private @Nullable OwnerClaim claim;
    private @Nullable Desk desk;
    private @Nullable WarmUp warmUp;
    private @Nullable NetworkServer network;
    private volatile @Nullable Introductions introductions;
    private @Nullable RendezvousRole rendezvous;
    private @Nullable Sharing sharing;
    private volatile @Nullable OutsideAddress outside;
    private volatile @Nullable SharedPort sharedPort;

    private Server(
            Config config, DataDirectory data, InstantSource clock, LongSupplier nanoClock, SecureRandom random) {
        this.config = config;
        this.data = data;
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.random = random;
    }

    /**
     * Starts a domain; when this returns, visitors are let in.
     *
     * @param store its world; closed with the server, also when the start fails
     * @param nanoClock nanoseconds that only rise, such as {@code System::nanoTime}
     */
    static Server start(
            Config config,
            DataDirectory data,
            WorldStore store,
            InstantSource clock,
            LongSupplier nanoClock,
            SecureRandom random)
            throws IOException, IdentityException {
        Server server = new Server(config, data, clock, nanoClock, random);
        server.lifecycle.starting();
        server.lifecycle.add("storage", store::close);
        boolean started = false;
        try {
            server.wire(store);
            server.lifecycle.started();
            started = true;
            return server;
        } finally {
            if (!started) {
                server.lifecycle.stop();
            }
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        if (address == null) {
            throw new IllegalStateException("not started");
        }
        return address;
    }

    /** Where everything is asked that can be asked of the running domain. */
    public Desk desk() {
        if (desk == null) {
            throw new IllegalStateException("not started");
        }
        return desk;
    }

    /** The secret of the link by which the domain gets its owner; empty when it has one. */
    public Optional<String> claimSecret() {
        return claim == null ? Optional.empty() : claim.secret();
    }

    /** Finishes what the first visitor would otherwise wait for; blocks until then. */
    void warmUp() throws InterruptedException {
        if (warmUp != null) {
            warmUp.finish(address(), !config.tls().isOn());
        }
    }

    /** Sends everybody away, stores everything and lets go of all; any thread, also twice. */
    @Override
    public void close() {
        lifecycle.stop();
    }

    private void wire(WorldStore store) throws IOException, IdentityException {
        DomainKeys keys = DomainKeys.open(data.root(), random);
        warmUp = WarmUp.begin(keys.current());
        ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
        SeenPeople seen = SeenPeople.open(store.moderation(), clock, blocking);
        lifecycle.add("people seen", seen::writeDown);
        lifecycle.add("blocking work", blocking::close);
        Records records = records(store, keys, seen);
        OwnerClaim ownerClaim = OwnerClaim.open(data.root(), new RosterOwners(records), random);
        Metrics metrics = new Metrics();
        Health health = new Health(nanoClock, () -> store.status().writable());

        WorldLoop loop = world(store, metrics, health);
        PinnedHomes homes = PinnedHomes.open(
                store.moderation(), homeKeys(), clock);
        VouchCheck vouches = new VouchCheck(() -> keys.current().publicKey(), homes, clock);
        Sessions sessions = new Sessions(
                sessionConfig(), keys, ownerClaim, records.policy(),
                new StoredReports(store.moderation(), clock, random),
                vouches, loop, metrics, clock, nanoClock, random,
                blocking);
        records.tell(notices -> {
            if (rendezvous != null) {
                rendezvous.doors().reconsider();
            }
            return sessions.reconsider(notices);
        });
        BasicOperations operations = new BasicOperations(records, sessions);
        Federation federation = Federation.open(
                records, keys::current, sessions, vouches,
                Federation.fetcher(config.lists().privateAddresses()), this::baseUrl, random);
        DomainInfo info = new DomainInfo(
                config.domain().name(), Main.version(),
                () -> address().getPort(), () -> loop.snapshot().people(), health::unwell,
                federation::declared);
        Responses responses = new Responses(config.tls().isOn());
        ShellDoor shell = ShellDoor.open(data, random);
        lifecycle.add("shell", shell::close);
        Authorities names = new Authorities(names(), () -> address().getPort());
        Callers callers = new Callers(operations::permissions, shell.key());
        List<Operation> all = new ArrayList<>(operations.all(
                seen, config.server().maxSessions(), loop::zones, federation.evidence()::listWith));
        all.add(new OwnerLink(ownerClaim, random).operation());
        all.add(new KeyRotation(keys, records, federation::signAnew, random).operation());
        all.addAll(federation.operations());
        all.addAll(new HomeOperations(records, homes, keys::current, names::isHome, random).all());
        SharingRole shared = SharingRole.open(
                config, data, keys, this::introduce, () -> outside, clock, nanoClock, random);
        sharing = shared.sharing();
        all.addAll(new ShareOperations(
                shared.sharing(), shared.configured(), shared.use(), this::portState, this::relayState, records).all());
        Desk asked = new Desk(all, callers.permissions());
        desk = asked;
        ApiRoute api = new ApiRoute(
                asked, callers, responses, names, () -> keys.current().thumbprint(), blocking, metrics, clock,
                nanoClock);
        // Who follows a private list may know an older key of ours, and finds the new one with it.
        SignedRequests reading = new SignedRequests(
                names, () -> keys.current().thumbprint(), key -> keys.fingerprints().contains(key), responses, clock);
        ReadersOnly readersOnly = new ReadersOnly(reading, responses, blocking, nanoClock);
        StaticFiles client = StaticFiles.load(Server.class.getClassLoader());
        Routes routes = new Routes(
                client, info, metrics, responses,
                List.of(
                        new DomainDocument(info, keys::current, keys::chain, responses), api,
                        // Hidden, whoever does not come through a relay gets no other way.
                        new IntroductionRoute(
                                () -> config.webrtc().relayOnly() ? null : introductions, responses),
                        new ListsRoute(
                                federation.lists(), keys::chain, () -> houseRules(records), responses,
                                readersOnly, blocking, client.has(Routes.APPEALS))));
        metrics.observe(gauges(sessions, loop, store));
        metrics.peers().observe(() -> Lines.of(sessions.inside()));

        NetworkServer door =
                new NetworkServer(networkConfig(), tls(), routes, sessions, rendezvous(records, names, metrics),
                        metrics);
        network = door; // before the world thread starts, which reads it
        loop.start();
        lifecycle.add("world", loop::stop);
        lifecycle.add("housekeeping", Housekeeping.begin(records, sessions)::close);
        lifecycle.add("network", door::close);
        address = Port.listen(door, config.server());
        shell.isAt(address, certificate());
        if (config.webrtc().enabled()) {
            introductions =
                    Peers.open(door, address, config, keys::current, metrics, blocking, clock, nanoClock, random)
                            .map(peers -> {
                                lifecycle.add("peers", peers::close);
                                OutsideAddress shown = new OutsideAddress(
                                        peers.port(), peers.introductions().addresses(),
                                        config.webrtc().relayOnly(), shared::ownRelays, random, nanoClock);
                                lifecycle.add("outside address", shown::close);
                                peers.relayed(shown::behind);
                                outside = shown;
                                shared.sharing().listen(status -> peers.prepare(status, blocking));
                                return peers.introductions();
                            })
                            .orElse(null);
        }
        federation.begin();
        lifecycle.add("lists", federation::close);
        claim = ownerClaim;
        lifecycle.add("sharing", shared::close);
        OutsideAddress shownAt = outside;
        if (shownAt != null && config.sharing().openPort() && !config.webrtc().relayOnly()
                && !address.getAddress().isLoopbackAddress()) {
            SharedPort port =
                    SharedPort.ofThisMachine(address.getPort(), shownAt::opened, clock, nanoClock, random);
            sharedPort = port;
            // As long as it is shared anywhere.
            shared.sharing().listen(_ -> port.accept(shared.sharing().status()));
            lifecycle.add("port", port::close);
        }
        if (config.sharing().enabled()) {
            shared.sharing().on(shared.configured(), shared.use());
        }
        lifecycle.add("sessions", () -> {
            door.stopAccepting();
            if (rendezvous != null) {
                rendezvous.doors().stop(RETRY_AFTER_STOP_SECONDS);
            }
            sessions.stop(RETRY_AFTER_STOP_SECONDS);
        });
    }

    /** The doors of a rendezvous; none when this is not one. */
    private SocketDoor.Finder rendezvous(Records records, Authorities names, Metrics metrics) throws IdentityException {
        if (!config.rendezvous().enabled()) {
            return head -> null;
        }
        RendezvousRole role = RendezvousRole.open(
                config, data, names, records.policy(), metrics, clock, nanoClock, random);
        lifecycle.add("rendezvous", role::close);
        rendezvous = role;
        return role.doors();
    }

    /** The first of the two UDP ports of STUN; empty when this is no rendezvous. */
    Optional<Integer> stunPort() {
        return Optional.ofNullable(rendezvous).map(RendezvousRole::stunPort);
    }

    /** Whether and how the domain is shared. */
    Sharing sharing() {
        if (sharing == null) {
            throw new IllegalStateException("not started");
        }
        return sharing;
    }

    /** What came of asking the router for the port of sessions; empty when it is not asked. */
    private Optional<PortState> portState() {
        return Optional.ofNullable(sharedPort).flatMap(SharedPort::state);
    }

    /** From a visitor, through a rendezvous. */
    private CompletionStage<ObjectNode> introduce(ObjectNode object) {
        Introductions now = introductions;
        OutsideAddress asking = outside;
        if (now == null || asking == null) {
            return CompletableFuture.completedFuture(IntroductionRoute.notHere(object));
        }
        return now.introduce(object, Introductions.Origin.ELSEWHERE).thenApply(answer -> {
            // Who was refused, as one too many perhaps, gets no place at a relay either.
            if (!Introductions.isRefused(answer)) {
                asking.expect(object);
            }
            return answer;
        });
    }

    /** How it stands with the relay that this machine stays hidden behind; empty when it does not, or is not shared. */
    Optional<RelayState> relayState() {
        return Optional.ofNullable(outside).flatMap(OutsideAddress::relay);
    }

    /** From now on it hears of each change of {@link #relayState}. */
    void listenToRelay(Consumer<RelayState> listener) {
        OutsideAddress asking = outside;
        if (asking != null) {
            asking.listen(listener);
        }
    }

    /** Hidden, nobody may have this machine knock at a home of theirs, which would see where from. */
    private HomeKeys homeKeys() {
        return config.webrtc().relayOnly()
                ? _ -> new HomeKeys.NoKey("this domain stays hidden (webrtc.relay_only) and asks no home for its key")
                : FetchedKeys.bySystem(config.lists().privateAddresses());
    }

    private static String houseRules(Records records) {
        String text = records.rulebook().settings().rulesText();
        return text == null ? "" : text;
    }

    private Records records(WorldStore store, DomainKeys keys, SeenPeople seen) throws StorageException {
        ThisDomain us = KeyRotation.us(keys, hosts());
        try {
            return Records.open(
                    store.moderation(), Rulebook.initial(us, config.build().fromThisMachine()), store.owners(), seen,
                    clock);
        } catch (Fault fault) {
            throw new Failure("The permissions stored in %s can't be read: %s. Restore the file from a backup."
                    .formatted(data.world(), fault.sentence()));
        }
    }

    private WorldLoop world(WorldStore store, Metrics metrics, Health health) throws StorageException {
        lifecycle.add("helpers", helpers::close);
        JournalResults results = new JournalResults();
        store.listen(results);
        World world = new World(
                new WorldSettings(config.world().tickHz(), config.world().maxEntities()),
                places(store.meta().paths()),
                store.journal(),
                new Interest(config.world().tickHz(), metrics.streams(), helpers),
                random);
        store.load(world::load);
        return new WorldLoop(world, results, nanoClock, clock, nanos -> {
            metrics.ticked(nanos);
            health.ticked();
        }, this::readForTick, this::handOver);
    }

    /** World thread, before each tick. */
    private void readForTick() {
        if (network != null) {
            network.readForTick();
        }
    }

    /** World thread, after each tick. */
    private void handOver() {
        if (network != null) {
            network.flushTick();
        }
    }

    private Places places(Map<String, String> paths) {
        if (config.world().entry().isEmpty()) {
            return Places.of(paths);
        }
        Map<String, String> changed = new LinkedHashMap<>(paths);
        changed.put("/", config.world().entry());
        return Places.of(changed);
    }

    private SessionConfig sessionConfig() {
        return new SessionConfig(
                config.domain().name(),
                "freehold/" + Main.version(),
                Configuration.rules(data, config),
                config.world().tickHz(),
                config.server().maxSessions(),
                config.server().maxWaiting(),
                limits());
    }

    private VisitorLimits limits() {
        Limits usual = VisitorLimits.DEFAULTS.visitor();
        LimitsConfig given = config.limits();
        return new VisitorLimits(
                new Limits(
                        given.messageBytes(), 0, 0, given.chatPerMinute(), usual.chatCharacters(),
                        usual.nameCharacters(),
                        given.posesPerSecond()),
                new Limits(
                        given.builderMessageBytes(), given.editsPerSecond(), given.editsInFlight(),
                        given.chatPerMinute(), usual.chatCharacters(), usual.nameCharacters(), given.posesPerSecond()));
    }

    private NetworkConfig networkConfig() {
        NetworkConfig usual = NetworkConfig.DEFAULTS;
        return new NetworkConfig(
                config.server().maxConnections(),
                config.server().maxConnectionsPerAddress(),
                usual.compressText(),
                usual.requestTimeout(),
                usual.responseTimeout(),
                usual.silence());
    }

    /** The address under which others reach this domain, as far as it is known. */
    private String baseUrl() {
        if (!config.lists().address().isEmpty()) {
            return config.lists().address();
        }
        String host = certificate().flatMap(CertificateName::of).orElse("localhost");
        return (config.tls().isOn() ? "https://" : "http://") + host + ":" + address().getPort();
    }

    /** Under which names others know this domain, as far as the certificate and the settings say. */
    private Set<String> names() {
        Set<String> names = new TreeSet<>(certificate().map(CertificateName::all).orElse(List.of()));
        for (String name : config.server().names().split(",", -1)) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        if (!config.lists().address().isEmpty()) {
            names.add(URI.create(config.lists().address()).getAuthority());
        }
        return names;
    }

    /** The same as the names of homes are compared: nobody else is at home under them. */
    private Set<String> hosts() {
        Set<String> hosts = new TreeSet<>();
        for (String name : names()) {
            HostName.canonical(name).ifPresent(hosts::add);
            HostName.canonical(name + ":" + config.server().port()).ifPresent(hosts::add);
        }
        return hosts;
    }

    private Optional<Path> certificate() {
        return config.tls().isOn() ? Optional.of(data.resolve(config.tls().cert())) : Optional.empty();
    }

    private @Nullable SslContext tls() {
        if (!config.tls().isOn()) {
            return null;
        }
        return switch (TlsSetup.load(Configuration.tlsFiles(data, config))) {
            case TlsSetup.Ready ready -> ready.context();
            case TlsSetup.Unusable unusable -> throw new Failure(unusable.message());
        };
    }

    private Gauges gauges(Sessions sessions, WorldLoop loop, WorldStore store) {
        return new Gauges(
                sessions::count,
                () -> loop.snapshot().people(),
                () -> loop.snapshot().entities(),
                () -> loop.snapshot().inboxLength(),
                config.world()::tickHz,
                () -> ThreadTime.seconds(loop.threadId(), helpers.threadIds()),
                () -> loop.snapshot().lateTicks(),
                () -> store.status().commits(),
                () -> store.status().entriesStored(),
                () -> store.status().queuedEntries(),
                () -> store.status().bytesOnDisk(),
                () -> store.status().writable());
    }
}
