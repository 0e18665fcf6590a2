// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Identity;
import org.freehold.server.config.Config;
import org.freehold.server.config.Settings;
import org.freehold.server.http.Authorities;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.identity.SecretFile;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.rendezvous.Rendezvous;
import org.freehold.server.rendezvous.RendezvousConfig;
import org.freehold.server.rendezvous.TurnServers;
import org.freehold.server.session.AccessPolicy;
import org.freehold.server.stun.StunServer;
import org.freehold.server.wire.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a rendezvous together: its doors, and its STUN server beside them. */
final class RendezvousRole implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RendezvousRole.class);

    private final Rendezvous doors;
    private final StunServer stun;

    private RendezvousRole(Rendezvous doors, StunServer stun) {
        this.doors = doors;
        this.stun = stun;
    }

    /** Begins to answer STUN; the doors open with the network. */
    static RendezvousRole open(
            Config config,
            DataDirectory data,
            Authorities names,
            AccessPolicy policy,
            Metrics metrics,
            InstantSource clock,
            LongSupplier nanoClock,
            SecureRandom random)
            throws IdentityException {
        TurnServers turn = turn(config, data);
        StunServer stun = stun(config, nanoClock);
        Rendezvous doors = new Rendezvous(
                RendezvousConfig.of(config.rendezvous().maxHosts()), stun::port, turn, names::isOurs,
                fingerprint -> whyNot(policy, fingerprint), "freehold/" + Main.version(), metrics, clock, nanoClock,
                random);
        metrics.observeRendezvous(doors::hostCount, doors::visitCount, stun::answered, stun::dropped);
        return new RendezvousRole(doors, stun);
    }

    Rendezvous doors() {
        return doors;
    }

    /** Where STUN is answered; UDP, and the next port too. */
    int stunPort() {
        return stun.port();
    }

    /** A host is no visitor: what counts is whether it was banned, here or by a list that is trusted here. */
    private static Optional<String> whyNot(AccessPolicy policy, String fingerprint) {
        Decision.Refusal refusal = policy.decide(Identity.ofKey(fingerprint)).refusal();
        return refusal != null && refusal.code().equals(ErrorCode.BANNED.code())
                ? Optional.of("This rendezvous does not introduce your domain. " + refusal.sentence())
                : Optional.empty();
    }

    private static StunServer stun(Config config, LongSupplier nanoClock) {
        int port = config.rendezvous().stunPort();
        try {
            String host = config.server().host();
            InetAddress address = host.equals("*") ? null : new InetSocketAddress(host, 0).getAddress();
            StunServer stun = StunServer.listen(
                    address, address == null ? ownAddresses() : List.of(), port, config.rendezvous().stunPortIsChosen(),
                    nanoClock);
            if (port != 0 && stun.port() != port) {
                LOG.warn("UDP port {} is taken, so STUN is answered at {} and {}; open these in the firewall", port,
                        stun.port(), stun.port() + 1);
            }
            return stun;
        } catch (IOException e) {
            throw new Failure(
                    "rendezvous.stun_port: %s. Choose another, or stop the program that has it ('ss -lunp' says which)."
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private static List<InetAddress> ownAddresses() throws SocketException {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLinkLocalAddress()).toList();
    }

    /** The TURN servers of the settings, with their secret. */
    static TurnServers turn(Config config, DataDirectory data) throws IdentityException {
        if (config.turn().urls().isEmpty()) {
            return TurnServers.NONE;
        }
        Path file = data.resolve(config.turn().secretFile());
        String secret = SecretFile.read(file).strip();
        if (secret.isEmpty()) {
            throw new Failure("%s: %s is empty (expected: the secret of the TURN server)"
                    .formatted(Settings.TURN_SECRET_FILE.key(), file));
        }
        return new TurnServers(config.turn().urls(), secret);
    }

    @Override
    public void close() throws IOException {
        stun.close();
    }
}
