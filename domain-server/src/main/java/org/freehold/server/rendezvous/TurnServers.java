// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.rendezvous;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * TURN servers with a shared secret, as somebody configured them. Any thread.
 *
 * @param urls such as {@code turn:turn.example:3478?transport=udp}; empty for none
 */
public record TurnServers(List<String> urls, String secret) {
    /** None at all. */
    public static final TurnServers NONE = new TurnServers(List.of(), "");

    /** For how long credentials are good: long enough for a session to begin, and to begin anew. */
    public static final Duration LIFETIME = Duration.ofHours(1);

    private static final int ID_BYTES = 6;

    /** Copies. */
    public TurnServers {
        urls = List.copyOf(urls);
    }

    /** Adds these servers, with credentials that are good until then, for a browser's {@code iceServers}. */
    public void addTo(ArrayNode iceServers, Instant end, SecureRandom random) {
        if (urls.isEmpty()) {
            return;
        }
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        TurnCredentials credentials =
                TurnCredentials.until(end, Base64.getUrlEncoder().withoutPadding().encodeToString(id), secret);
        ObjectNode server = JsonNodeFactory.instance.objectNode();
        urls.forEach(server.putArray("urls")::add);
        iceServers.add(server.put("username", credentials.username()).put("credential", credentials.credential()));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "TurnServers" + urls;
    }
}
