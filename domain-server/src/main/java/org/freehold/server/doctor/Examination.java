// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.doctor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.doctor.Observations.Family;
import org.freehold.server.doctor.Observations.Meeting;
import org.freehold.server.doctor.Observations.RouterAnswer;
import org.freehold.server.gateway.DefaultGateways;
import org.freehold.server.gateway.Gateway;
import org.freehold.server.gateway.Lease;
import org.freehold.server.gateway.RouterFault;
import org.freehold.server.gateway.RouterProtocol;
import org.freehold.server.gateway.RouterProtocols;
import org.freehold.server.meeting.HostConnection;
import org.freehold.server.meeting.IceServer;
import org.freehold.server.meeting.MeetingFault;
import org.freehold.server.meeting.RendezvousUrl;
import org.freehold.server.meeting.TurnOffer;
import org.freehold.server.stun.StunUrl;
import org.freehold.webrtc.ice.PublicAddress;
import org.jspecify.annotations.Nullable;

/** Looks at the network of this machine from all sides, for some seconds. Blocks. */
public final class Examination {
    /** How long to wait for a connection to a rendezvous. */
    public static final Duration CONNECT = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofMillis(1500);
    private static final Duration TCP_PATIENCE = Duration.ofSeconds(3);
    /** For a port that is opened only to see whether it is. */
    private static final Duration MOMENT = Duration.ofMinutes(2);
    /** Addresses of STUN servers that are asked, so that a rendezvous that names many costs no time. */
    private static final int MAX_SERVERS = 8;
    /** URLs of servers that one rendezvous may name, for the same reason. */
    private static final int MAX_URLS = 16;
    private static final String NAME = "doctor";
    private static final Set<Integer> WEB_PORTS = Set.of(80, 443);

    private final HttpClient http;
    private final Supplier<List<Gateway>> gateways;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final SecureRandom random;

    /**
     * Of this machine.
     *
     * @param http to rendezvous
     * @param nanoClock nanoseconds that only rise
     */
    public Examination(HttpClient http, InstantSource clock, LongSupplier nanoClock, SecureRandom random) {
        this(http, DefaultGateways::find, clock, nanoClock, random);
    }

    Examination(
            HttpClient http,
            Supplier<List<Gateway>> gateways,
            InstantSource clock,
            LongSupplier nanoClock,
            SecureRandom random) {
        this.http = http;
        this.gateways = gateways;
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.random = random;
    }

    /** What a rendezvous said. */
    private record Registration(Meeting meeting, List<IceServer> servers) {}

    /**
     * Looks.
     *
     * @param rendezvous to register at for a moment, by a key made for that
     * @param stunServers besides those of the rendezvous, as {@link StunUrl#named} has them
     * @param ownRelays URLs of TURN servers of the domain's own
     * @param hidden whether the domain stays hidden, so that no router has to open anything
     */
    public Observations run(
            List<RendezvousUrl> rendezvous, List<String> stunServers, List<String> ownRelays, boolean hidden)
            throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<RouterAnswer>> router = threads.submit(() -> hidden ? List.of() : router());
            List<Registration> registrations = new ArrayList<>();
            for (Future<Registration> registering : rendezvous.stream()
                    .map(url -> threads.submit(() -> register(url)))
                    .toList()) {
                registrations.add(get(registering));
            }
            Set<String> urls = new LinkedHashSet<>(stunServers);
            Set<String> relays = new LinkedHashSet<>(ownRelays);
            registrations.forEach(registration -> registration.servers().stream()
                    .flatMap(server -> server.urls().stream())
                    .limit(MAX_URLS)
                    .forEach(url -> (url.startsWith("turn") ? relays : urls).add(url)));
            List<InetSocketAddress> servers =
                    urls.stream().flatMap(url -> StunUrl.named(url).stream())
                            .flatMap(url -> url.resolve().stream()).distinct().limit(MAX_SERVERS).toList();
            Future<Family> ipv4 = threads.submit(() -> family(servers, false));
            Future<Family> ipv6 = threads.submit(() -> family(servers, true));
            Future<TcpPasses> tcp = threads.submit(() -> tcp(servers));
            return new Observations(
                    registrations.stream().map(Registration::meeting).toList(),
                    get(ipv4), get(ipv6), get(router), List.copyOf(relays), get(tcp).passes());
        }
    }

    private static <T> T get(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** As a host does, so that nothing is found out too late; but by a key that nobody has a link to. */
    private Registration register(RendezvousUrl url) throws InterruptedException {
        List<IceServer> servers = new ArrayList<>();
        HostConnection.Events events = new HostConnection.Events() {
            @Override
            public void registered(String link) {
                // of a host that is gone in a moment
            }

            @Override
            public void servers(List<IceServer> named) {
                servers.addAll(named);
            }

            @Override
            public TurnOffer ownServers() {
                return TurnOffer.none();
            }

            @Override
            public CompletionStage<ObjectNode> introduce(ObjectNode object) {
                return CompletableFuture.completedFuture(JsonNodeFactory.instance.objectNode());
            }
        };
        try {
            new HostConnection(http, url, SigningKey.create(random), NAME, events, clock, nanoClock)
                    .run(() -> false, MOMENT);
            return new Registration(new Meeting(url.origin(), null), servers);
        } catch (MeetingFault e) {
            return new Registration(new Meeting(url.origin(), e.sentence()), List.of());
        }
    }

    private Family family(List<InetSocketAddress> servers, boolean ipv6) throws IOException {
        List<InetSocketAddress> ofFamily = servers.stream()
                .filter(server -> server.getAddress() instanceof Inet6Address == ipv6)
                .toList();
        Family family = new FamilyExamination(ofFamily, PATIENCE, random, nanoClock).run();
        return family.local() == null && ipv6 ? new Family(publicIpv6(), List.of(), List.of(), null) : family;
    }

    /** An address of this machine that the internet could reach, were it let through; null when it has none. */
    private static @Nullable InetAddress publicIpv6() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet6Address && PublicAddress.is(address))
                .map(FamilyExamination::withoutScope)
                .findFirst()
                .orElse(null);
    }

    /** Asks in each way, opens a port for a moment and closes it again. */
    private List<RouterAnswer> router() throws IOException, InterruptedException {
        List<Gateway> found = gateways.get();
        List<RouterAnswer> answers = new ArrayList<>();
        if (found.isEmpty()) {
            return answers;
        }
        try (RouterProtocols protocols = new RouterProtocols(random, nanoClock);
                DatagramSocket port = new DatagramSocket(new InetSocketAddress(found.getFirst().local(), 0))) {
            for (RouterProtocol protocol : protocols.of(found.getFirst())) {
                try {
                    Lease lease = protocol.open(port.getLocalPort(), MOMENT, null);
                    protocol.withdraw(lease);
                    answers.add(new RouterAnswer(protocol.name(), true, lease.outside(), ""));
                } catch (RouterFault e) {
                    answers.add(new RouterAnswer(protocol.name(), e.isOffered(), null, e.why()));
                }
            }
        }
        return answers;
    }

    /** Null when it could not be tried. */
    private record TcpPasses(@Nullable Boolean passes) {}

    /** Whoever refuses a connection was reached as well. */
    private static TcpPasses tcp(List<InetSocketAddress> servers) {
        Boolean passes = null;
        for (InetSocketAddress server : servers) {
            if (WEB_PORTS.contains(server.getPort())) {
                continue;
            }
            try (Socket socket = new Socket()) {
                socket.connect(server, (int) TCP_PATIENCE.toMillis());
                return new TcpPasses(true);
            } catch (ConnectException e) {
                return new TcpPasses(true);
            } catch (IOException e) {
                passes = false;
            }
        }
        return new TcpPasses(passes);
    }
}
