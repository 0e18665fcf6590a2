// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.freehold.server.config.Config;
import org.freehold.server.identity.DomainKeys;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.meeting.IntroductionTaker;
import org.freehold.server.meeting.RendezvousUrl;
import org.freehold.server.meeting.TurnOffer;
import org.freehold.server.rendezvous.TurnServers;
import org.freehold.server.sharing.Outside;
import org.freehold.server.sharing.Sharing;
import org.freehold.server.turn.TurnServer;
import org.jspecify.annotations.Nullable;

/** Puts sharing together, as the settings say. */
final class SharingRole implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http;
    private final Sharing sharing;
    private final List<RendezvousUrl> configured;
    private final Sharing.Use use;
    private final Supplier<TurnOffer> ownServers;

    private SharingRole(
            HttpClient http,
            Sharing sharing,
            List<RendezvousUrl> configured,
            Sharing.Use use,
            Supplier<TurnOffer> ownServers) {
        this.http = http;
        this.sharing = sharing;
        this.configured = configured;
        this.use = use;
        this.ownServers = ownServers;
    }

    /** Sharing that is off. */
    static SharingRole open(
            Config config,
            DataDirectory data,
            DomainKeys keys,
            IntroductionTaker introductions,
            Supplier<@Nullable Outside> outside,
            InstantSource clock,
            LongSupplier nanoClock,
            SecureRandom random)
            throws IdentityException {
        TurnServers turn = RendezvousRole.turn(config, data);
        List<RendezvousUrl> configured = RendezvousUrl.parseAll(config.sharing().rendezvous());
        if (config.sharing().enabled() && configured.isEmpty()) {
            throw new Failure(
                    "--share: no rendezvous is named that could introduce visitors to this world. Add --rendezvous-url https://meet.example, or set sharing.rendezvous in "
                            + data.config()
                            + ". Any Freehold domain that everybody can reach can be one, when its owner starts it with --rendezvous.");
        }
        HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        Supplier<TurnOffer> ownServers = () -> ownServers(turn, clock, random);
        Sharing sharing = new Sharing(
                http, keys::current, config.domain().name(), introductions, ownServers, outside, clock, nanoClock,
                random);
        return new SharingRole(
                http, sharing, configured, config.sharing().atOnce() ? Sharing.Use.AT_ONCE : Sharing.Use.IN_TURN,
                ownServers);
    }

    private static TurnOffer ownServers(TurnServers turn, InstantSource clock, SecureRandom random) {
        TurnOffer offer =
                new TurnOffer(JsonNodeFactory.instance.arrayNode(), clock.instant().plus(TurnServers.LIFETIME));
        turn.addTo(offer.iceServers(), offer.expires(), random);
        return offer;
    }

    Sharing sharing() {
        return sharing;
    }

    /** TURN servers of the settings, with credentials that are good for an hour. */
    List<TurnServer> ownRelays() {
        return ownServers.get().turn();
    }

    List<RendezvousUrl> configured() {
        return configured;
    }

    /** What is done with several. */
    Sharing.Use use() {
        return use;
    }

    @Override
    public void close() {
        sharing.close();
        http.shutdownNow();
    }
}
