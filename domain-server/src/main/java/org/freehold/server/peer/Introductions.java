// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.freehold.moderation.signed.Signer;
import org.freehold.server.identity.Statements;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.peer.IntroductionObjects.Description;
import org.freehold.server.peer.IntroductionRefusal.Code;
import org.freehold.server.transport.PeerDoor;
import org.freehold.server.transport.StrangerLimit;
import org.freehold.server.transport.TokenBucket;
import org.freehold.webrtc.dtls.Fingerprint;
import org.freehold.webrtc.ice.IceCredentials;
import org.freehold.webrtc.peer.Peer;
import org.freehold.webrtc.peer.PeerEnd;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers offers, whoever carries them, and has those who are answered expected at the {@link PeerDoor}. Addresses are kept for the limits only.
 * Any thread.
 */
public final class Introductions {
    private static final Logger LOG = LoggerFactory.getLogger(Introductions.class);
    private static final TokenBucket.Rate ALL = new TokenBucket.Rate(50, 200);
    private static final TokenBucket.Rate ONE_NETWORK = new TokenBucket.Rate(2, 20);
    private static final int RETRY_SECONDS = 5;

    private final PeerDoor door;
    private final HostAddresses addresses;
    private final String domainName;
    private final Supplier<Signer> domainKey;
    private final Metrics metrics;
    private final Executor blocking;
    private final StrangerLimit limit;
    private final ConcurrentMap<String, Introduced> introduced = new ConcurrentHashMap<>();

    /** Somebody who has been answered and is not gone. */
    private record Introduced(Peer peer, Fingerprint fingerprint) {}

    /** Where an object comes from. */
    public record Origin(
            @Nullable InetAddress remote,
            @Nullable InetAddress reachedAt,
            boolean fromThisMachine) {

        /** Through a rendezvous, which has limits of its own. */
        public static final Origin ELSEWHERE = new Origin(null, null, false);
    }

    /**
     * Introductions to a domain.
     *
     * @param domainKey signs; asked at each introduction
     * @param blocking makes a virtual thread for each task
     * @param nanoClock nanoseconds that only rise
     */
    public Introductions(
            PeerDoor door,
            HostAddresses addresses,
            String domainName,
            Supplier<Signer> domainKey,
            Metrics metrics,
            Executor blocking,
            LongSupplier nanoClock) {
        this.door = door;
        this.addresses = addresses;
        this.domainName = domainName;
        this.domainKey = domainKey;
        this.metrics = metrics;
        this.blocking = blocking;
        this.limit = new StrangerLimit(ALL, ONE_NETWORK, nanoClock);
    }

    /** Where this domain may be reached; what a rendezvous sees of it can be added. */
    public HostAddresses addresses() {
        return addresses;
    }

    /** Does once what the first introduction would otherwise wait for. Blocks. */
    public void prepare() {
        door.prepare();
    }

    /**
     * Answers an {@code offer} with an {@code answer}, or {@code candidates} with an empty object; or either with {@code refused}, which is not a
     * failure of the future.
     */
    public CompletableFuture<ObjectNode> introduce(ObjectNode object, Origin origin) {
        return CompletableFuture.supplyAsync(() -> answer(object, origin), blocking);
    }

    /** Whether this is no answer but a {@code refused}. */
    public static boolean isRefused(ObjectNode answer) {
        return answer.path("type").asText().equals(IntroductionRefusal.TYPE);
    }

    /** Virtual thread. */
    private ObjectNode answer(ObjectNode object, Origin origin) {
        String name = IntroductionObjects.name(object);
        try {
            ObjectNode answer = treat(object, name, origin);
            metrics.peers().introduced("answer");
            return answer;
        } catch (IntroductionRefusal refusal) {
            metrics.peers().introduced(refusal.code().text());
            return refusal.json(name);
        } catch (RuntimeException fault) {
            if (metrics.fault(fault)) {
                LOG.error("An introduction failed because of a fault of the server's; please report it. "
                        + "More of this kind are counted and not logged", fault);
            }
            return new IntroductionRefusal(
                    Code.BUSY, "A fault of the server's; its log says more.", "Come in over a WebSocket.", null)
                    .json(name);
        }
    }

    private ObjectNode treat(ObjectNode object, @Nullable String name, Origin origin) throws IntroductionRefusal {
        if (!limit.take(origin.remote())) {
            throw new IntroductionRefusal(
                    Code.TOO_FAST, "More introductions are asked for than are given.", "Wait a little.", RETRY_SECONDS);
        }
        if (name == null) {
            throw IntroductionRefusal
                    .badValue("introduction: missing, or not one (expected: 22 to 64 of A-Z, a-z, 0-9, - and _)");
        }
        String type = IntroductionObjects.text(object, "type");
        return switch (type) {
            case "offer" -> object.path("restart").asBoolean(false)
                    ? restart(name, IntroductionObjects.description(object), origin)
                    : first(name, IntroductionObjects.description(object), origin);
            case "candidates" -> more(name, object);
            default -> throw IntroductionObjects.wrong("type", type, "\"offer\" or \"candidates\"");
        };
    }

    private ObjectNode first(String name, Description visitor, Origin origin) throws IntroductionRefusal {
        if (introduced.containsKey(name)) {
            throw IntroductionRefusal.badValue("introduction: used already (expected: a new one)");
        }
        Peer peer = door.accept(origin.fromThisMachine(),
                gone -> introduced.remove(name, new Introduced(gone, visitor.fingerprint())));
        if (peer == null) {
            throw new IntroductionRefusal(
                    Code.BUSY, "Too many people are being introduced.", "Try again in a moment.", RETRY_SECONDS);
        }
        Introduced one = new Introduced(peer, visitor.fingerprint());
        if (introduced.putIfAbsent(name, one) != null) {
            peer.endSoon(PeerEnd.CLOSED);
            throw IntroductionRefusal.badValue("introduction: used already (expected: a new one)");
        }
        if (peer.isEnded()) {
            introduced.remove(name, one);
        }
        IceCredentials ours = peer.local();
        peer.begin(visitor.credentials(), visitor.fingerprint(), visitor.candidates());
        return signed(name, ours, visitor.fingerprint(), origin);
    }

    private ObjectNode restart(String name, Description visitor, Origin origin) throws IntroductionRefusal {
        Peer peer = known(name, visitor.fingerprint());
        IceCredentials ours = peer.renegotiate();
        peer.restart(visitor.credentials(), visitor.candidates());
        return signed(name, ours, visitor.fingerprint(), origin);
    }

    private ObjectNode more(String name, JsonNode object) throws IntroductionRefusal {
        known(name, null).add(IntroductionObjects.candidates(object));
        return JsonNodeFactory.instance.objectNode();
    }

    private Peer known(String name, @Nullable Fingerprint fingerprint) throws IntroductionRefusal {
        Introduced found = introduced.get(name);
        if (found == null || found.peer().isEnded()
                || (fingerprint != null && !fingerprint.equals(found.fingerprint()))) {
            throw new IntroductionRefusal(
                    Code.UNKNOWN_INTRODUCTION, "There is no such introduction any more.",
                    "Make a new one, and resume the session.", null);
        }
        return found.peer();
    }

    private ObjectNode signed(String name, IceCredentials ours, Fingerprint visitor, Origin origin) {
        Fingerprint host = door.port().fingerprint();
        ObjectNode answer = IntroductionObjects.answer(
                name, new Description(ours, host, List.copyOf(addresses.candidates(origin.reachedAt()))));
        Signer signer = domainKey.get();
        byte[] statement = Statements.introduction(
                signer.publicKey(), domainName, name, visitor.text(), host.text());
        answer.putObject("domain")
                .put("name", domainName)
                .put("key", signer.publicKey())
                .put("signature", Base64.getUrlEncoder().withoutPadding().encodeToString(signer.sign(statement)));
        return answer;
    }
}
