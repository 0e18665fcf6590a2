// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.rendezvous;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.IntSupplier;

/** What a rendezvous names to hosts and visitors: its own STUN server and the TURN servers it was given. Any thread. */
final class OwnServers {
    private final IntSupplier stunPort;
    private final TurnServers turn;
    private final InstantSource clock;
    private final SecureRandom random;

    /** @param stunPort 0 without a STUN server */
    OwnServers(IntSupplier stunPort, TurnServers turn, InstantSource clock, SecureRandom random) {
        this.stunPort = stunPort;
        this.turn = turn;
        this.clock = clock;
        this.random = random;
    }

    /** These servers now; {@code host} is the name or address under which who asks reached us. */
    Now now(String host) {
        ArrayNode servers = JsonNodeFactory.instance.arrayNode();
        int port = stunPort.getAsInt();
        if (port > 0 && IceServers.isUrl("stun:" + host)) {
            servers.addObject().putArray("urls").add("stun:" + host + ":" + port);
        }
        if (turn.urls().isEmpty()) {
            return new Now(servers, 0);
        }
        Instant end = clock.instant().plus(TurnServers.LIFETIME);
        turn.addTo(servers, end, random);
        return new Now(servers, end.toEpochMilli());
    }

    /** Puts servers into a message (docs/protocol.md section 14.2). */
    static ObjectNode put(ObjectNode message, Now servers) {
        message.set("iceServers", servers.iceServers());
        return servers.expiresMillis() > 0
                ? message.put("expires", servers.expiresMillis())
                : message.putNull("expires");
    }

    /** @param expiresMillis 0 for never */
    record Now(ArrayNode iceServers, long expiresMillis) {
        static final Now NONE = new Now(JsonNodeFactory.instance.arrayNode(), 0);

        /** Both, as long as all of them are good. */
        Now and(Now others) {
            long end = expiresMillis == 0 || others.expiresMillis == 0
                    ? Math.max(expiresMillis, others.expiresMillis)
                    : Math.min(expiresMillis, others.expiresMillis);
            return new Now(iceServers.deepCopy().addAll(others.iceServers), end);
        }
    }
}
