// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.freehold.moderation.signed.Signer;
import org.freehold.server.identity.HostLink;
import org.freehold.server.identity.Statements;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The line of a host to one rendezvous, from registration to its end. One virtual thread, which it blocks. */
public final class HostConnection {
    private static final Logger LOG = LoggerFactory.getLogger(HostConnection.class);
    private static final String HOST_PATH = "/rendezvous/host";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** How often it is looked whether all is well. */
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Duration PING_AFTER = Duration.ofSeconds(5);
    /**
     * A router that has forgotten, or a new address, ends the line without a word. Those inside find their way back over it only, so it has to stand
     * again well before their sessions end, 30 s after they were heard last.
     */
    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(12);
    /** As many as a host has visits. */
    private static final int MAX_ANSWERS = 64;

    private final HttpClient http;
    private final RendezvousUrl rendezvous;
    private final Signer key;
    private final String name;
    private final Events events;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final Semaphore answering = new Semaphore(MAX_ANSWERS);

    /**
     * A line that is not open yet.
     *
     * @param key of the domain
     * @param name of the domain
     * @param nanoClock nanoseconds that only rise
     */
    public HostConnection(
            HttpClient http,
            RendezvousUrl rendezvous,
            Signer key,
            String name,
            Events events,
            InstantSource clock,
            LongSupplier nanoClock) {
        this.http = http;
        this.rendezvous = rendezvous;
        this.key = key;
        this.name = name;
        this.events = events;
        this.clock = clock;
        this.nanoClock = nanoClock;
    }

    /** What a line has to say, and asks for. */
    public interface Events extends IntroductionTaker {

        /** It is registered; {@code link} is the whole link that leads to this host. */
        void registered(String link);

        /**
         * The servers that hold from now on: TURN as the rendezvous says, STUN on its own host only. For the first time before it is said that
         * it is registered.
         *
         * @throws MeetingFault when that is of no use to this host: the line ends
         */
        void servers(List<IceServer> servers) throws MeetingFault;

        /** TURN servers of this host's own for its visitors. */
        TurnOffer ownServers();
    }

    /**
     * Registers, and stays until the line ends or is no longer wanted.
     *
     * @param wanted asked about once a second
     * @param renewOwnServers after which time the host's own servers are said again
     * @throws MeetingFault when it ends otherwise
     */
    public void run(BooleanSupplier wanted, Duration renewOwnServers) throws MeetingFault, InterruptedException {
        try (JsonSocket socket = JsonSocket.open(http, rendezvous.socket(HOST_PATH), PATIENCE, nanoClock)) {
            register(socket);
            long saidAt = nanoClock.getAsLong();
            sayOwnServers(socket);
            boolean asked = false;
            while (wanted.getAsBoolean()) {
                ObjectNode message = socket.receive(STEP);
                if (message != null) {
                    take(socket, message);
                }
                Duration silence = socket.silence();
                if (silence.compareTo(GIVE_UP_AFTER) > 0) {
                    throw socket.silent();
                }
                if (silence.compareTo(PING_AFTER) < 0) {
                    asked = false;
                } else if (!asked) {
                    asked = true;
                    socket.ping();
                }
                if (nanoClock.getAsLong() - saidAt > renewOwnServers.toNanos()) {
                    saidAt = nanoClock.getAsLong();
                    sayOwnServers(socket);
                }
            }
        }
    }

    private void register(JsonSocket socket) throws MeetingFault, InterruptedException {
        String nonce = expect(socket, "challenge").path("nonce").asText();
        long time = clock.millis();
        byte[] signature =
                key.sign(Statements.host(rendezvous.authority(), nonce, key.publicKey(), name, time));
        socket.send(message("register")
                .put("authority", rendezvous.authority())
                .put("key", key.publicKey())
                .put("name", name)
                .put("time", time)
                .put("signature", Base64.getUrlEncoder().withoutPadding().encodeToString(signature)));
        ObjectNode registered = expect(socket, "registered");
        events.servers(IceServer.in(registered, rendezvous.host()));
        // The link is made here, not read: a rendezvous that lies must not have the owner hand out another one.
        events.registered(rendezvous.origin() + HostLink.of(name, key.publicKey()).path());
    }

    private static ObjectNode expect(JsonSocket socket, String type) throws MeetingFault, InterruptedException {
        ObjectNode message = socket.receive(PATIENCE);
        if (message == null) {
            throw socket.silent();
        }
        if (!message.path("type").asText().equals(type)) {
            throw socket.notARendezvous("it does not say \"" + type + "\"");
        }
        return message;
    }

    private void sayOwnServers(JsonSocket socket) throws MeetingFault, InterruptedException {
        TurnOffer own = events.ownServers();
        if (!own.iceServers().isEmpty()) {
            ObjectNode message = message("servers").put("expires", own.expires().toEpochMilli());
            message.set("iceServers", own.iceServers());
            socket.send(message);
        }
    }

    private void take(JsonSocket socket, ObjectNode message) throws MeetingFault {
        switch (message.path("type").asText()) {
            case "introduce" -> introduce(socket, message.path("visit").asText(), message.get("introduction"));
            case "servers" -> events.servers(IceServer.in(message, rendezvous.host()));
            default -> {
                // "gone", and what a later version says: an introduction that leads nowhere ends by itself.
            }
        }
    }

    private void introduce(JsonSocket socket, String visit, @Nullable JsonNode introduction) {
        if (introduction instanceof ObjectNode object) {
            events.introduce(object).whenComplete((answer, fault) -> {
                if (fault != null) {
                    LOG.error("An introduction failed because of a fault of the server's; please report it", fault);
                } else if (!answer.isEmpty() && answering.tryAcquire()) {
                    // One that is too many is lost; a rendezvous that does not read would have them wait without end.
                    Thread.ofVirtual().name("introduction").start(() -> answer(socket, visit, answer));
                }
            });
        }
    }

    private void answer(JsonSocket socket, String visit, ObjectNode answer) {
        ObjectNode message = message("introduce").put("visit", visit);
        message.set("introduction", answer);
        try {
            socket.send(message);
        } catch (MeetingFault e) {
            LOG.debug("an introduction could not be answered: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            answering.release();
        }
    }

    private static ObjectNode message(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }
}
