// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.freehold.server.doctor.Observations.Family;
import org.freehold.server.doctor.Observations.Reply;
import org.freehold.server.doctor.Observations.Sight;
import org.freehold.server.stun.StunClient;
import org.freehold.server.stun.StunMessage.Change;
import org.freehold.server.stun.StunMessage.Success;
import org.jspecify.annotations.Nullable;

/**
 * Asks STUN servers over one kind of addresses how the router treats packets (RFC 5780 sections 4.3 and 4.4). Blocks, for a few seconds
 * where packets are lost; one thread.
 */
final class FamilyExamination {
    private static final Change NOTHING = new Change(false, false);
    private static final Change PORT = new Change(false, true);
    private static final Change BOTH = new Change(true, true);
    private static final int MAX_SERVERS = 8;
    private static final int HAIRPIN_TRIES = 3;
    private static final int TOKEN_BYTES = 16;

    private final List<InetSocketAddress> servers;
    private final Duration patience;
    private final SecureRandom random;
    private final LongSupplier nanoClock;

    /**
     * Servers of one kind of addresses.
     *
     * @param patience for one answer
     */
    FamilyExamination(
            List<InetSocketAddress> servers, Duration patience, SecureRandom random, LongSupplier nanoClock) {
        this.servers = servers.stream().limit(MAX_SERVERS).toList();
        this.patience = patience;
        this.random = random;
        this.nanoClock = nanoClock;
    }

    /** What was seen. */
    Family run() throws IOException {
        if (servers.isEmpty()) {
            return Family.NONE;
        }
        InetAddress local = localTowards(servers.getFirst());
        if (local == null) {
            return Family.NONE;
        }
        List<Sight> sights = sights(local);
        Optional<InetSocketAddress> answering = sights.stream()
                .filter(sight -> sight.mapped() != null)
                .map(Sight::server)
                .findFirst();
        return answering.isEmpty()
                ? new Family(local, sights, List.of(), null)
                : new Family(local, sights, replies(local, sights), hairpin(local, answering.get()));
    }

    /** From one socket, each server and each other address that one has. */
    private List<Sight> sights(InetAddress local) throws IOException {
        List<Sight> sights = new ArrayList<>();
        try (DatagramSocket socket = socket(local)) {
            StunClient client = client(socket);
            Set<InetSocketAddress> others = new LinkedHashSet<>();
            for (InetSocketAddress server : servers) {
                sights.add(sight(client, socket, server));
                if (sights.getLast().mapped() != null) {
                    ask(client, server, NOTHING)
                            .flatMap(answer -> other(server, answer))
                            .ifPresent(other -> {
                                others.add(new InetSocketAddress(server.getAddress(), other.getPort()));
                                others.add(new InetSocketAddress(other.getAddress(), server.getPort()));
                            });
                }
            }
            servers.forEach(others::remove);
            for (InetSocketAddress other : others.stream().limit(MAX_SERVERS).toList()) {
                sights.add(sight(client, socket, other));
            }
        }
        return sights;
    }

    private Sight sight(StunClient client, DatagramSocket socket, InetSocketAddress server) {
        Optional<StunClient.Answer> answer = answer(client, server, null);
        InetSocketAddress mapped = answer.map(StunClient.Answer::message)
                .filter(Success.class::isInstance)
                .map(message -> ((Success) message).mapped())
                .orElse(null);
        return new Sight(server, mapped, socket.getLocalPort(), answer.map(StunClient.Answer::rtt).orElse(null));
    }

    /** From a socket that has spoken to one address and port only, at the first server that can answer from others. */
    private List<Reply> replies(InetAddress local, List<Sight> sights) throws IOException {
        for (Sight sight : sights) {
            if (sight.mapped() == null || !servers.contains(sight.server())) {
                continue;
            }
            InetSocketAddress server = sight.server();
            try (DatagramSocket socket = socket(local)) {
                StunClient client = client(socket);
                Optional<InetSocketAddress> other =
                        ask(client, server, NOTHING).flatMap(answer -> other(server, answer));
                if (other.isEmpty()) {
                    continue;
                }
                List<Reply> replies = new ArrayList<>();
                if (!other.get().getAddress().equals(server.getAddress())) {
                    replies.add(new Reply(BOTH, ask(client, server, BOTH).isPresent()));
                }
                replies.add(new Reply(PORT, ask(client, server, PORT).isPresent()));
                return replies;
            }
        }
        return List.of();
    }

    /** The other address and port of a server; empty when it has none. Our own says its port only. */
    private static Optional<InetSocketAddress> other(InetSocketAddress server, Success answer) {
        InetSocketAddress other = answer.other();
        if (other == null || other.getPort() == server.getPort()) {
            return Optional.empty();
        }
        return Optional.of(
                other.getAddress().isAnyLocalAddress()
                        ? new InetSocketAddress(server.getAddress(), other.getPort())
                        : other);
    }

    private static Optional<Success> ask(StunClient client, InetSocketAddress server, Change change) {
        return answer(client, server, change)
                .map(StunClient.Answer::message)
                .filter(Success.class::isInstance)
                .map(Success.class::cast);
    }

    private static Optional<StunClient.Answer> answer(
            StunClient client, InetSocketAddress server, @Nullable Change change) {
        try {
            return client.ask(server, change);
        } catch (IOException e) {
            return Optional.empty(); // no way there, which is an answer too
        }
    }

    /** Two sockets that speak to each other by their addresses outside. Null when one of these is not known. */
    private @Nullable Boolean hairpin(InetAddress local, InetSocketAddress server) throws IOException {
        try (DatagramSocket one = socket(local);
                DatagramSocket other = socket(local)) {
            InetSocketAddress oneOutside = sight(client(one), one, server).mapped();
            InetSocketAddress otherOutside = sight(client(other), other, server).mapped();
            if (oneOutside == null || otherOutside == null) {
                return null;
            }
            byte[] token = new byte[TOKEN_BYTES];
            random.nextBytes(token);
            for (int i = 0; i < HAIRPIN_TRIES; i++) {
                // Both, because a router may let in answers only.
                one.send(new DatagramPacket(token, token.length, otherOutside));
                other.send(new DatagramPacket(token, token.length, oneOutside));
                if (comes(one, token) || comes(other, token)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return null; // the system does not even send that
        }
    }

    private boolean comes(DatagramSocket socket, byte[] token) throws IOException {
        byte[] buffer = new byte[TOKEN_BYTES + 1];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.setSoTimeout((int) Math.max(1, patience.toMillis() / (2 * HAIRPIN_TRIES)));
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            return false;
        }
        return Arrays.equals(token, Arrays.copyOf(buffer, packet.getLength()));
    }

    /** Null when no way leads there. */
    private static @Nullable InetAddress localTowards(InetSocketAddress server) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            InetAddress local = socket.getLocalAddress();
            return local.isAnyLocalAddress() ? null : withoutScope(local);
        } catch (IOException | UncheckedIOException e) {
            return null;
        }
    }

    /** Others do not know this machine's network cards. */
    static InetAddress withoutScope(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }

    private static DatagramSocket socket(InetAddress local) throws IOException {
        return new DatagramSocket(new InetSocketAddress(local, 0));
    }

    private StunClient client(DatagramSocket socket) {
        return new StunClient(socket, patience, random, nanoClock);
    }
}
