// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Hello and welcome of one connection (docs/protocol.md section 3): who signs what. For one thread. */
public final class Handshake {
    private static final int PROTOCOL = 1;

    private final Wishes wishes;
    private final String clientNonce;
    private final InstantSource clock;
    private String domainName = "";
    private String domainKey = "";

    /** @param clientNonce 32 random bytes, as on the wire */
    public Handshake(Wishes wishes, String clientNonce, InstantSource clock) {
        this.wishes = wishes;
        this.clock = clock;
        this.clientNonce = clientNonce;
    }

    /** What is wrong with the domain's hello, or null. */
    public @Nullable String problemOf(JsonNode hello) {
        for (JsonNode protocol : hello.path("protocols")) {
            if (protocol.asInt() == PROTOCOL) {
                return null;
            }
        }
        return "protocols: " + hello.path("protocols") + " (expected: one of them " + PROTOCOL + ")";
    }

    /** The answer to the domain's hello. */
    public ObjectNode answer(JsonNode hello, @Nullable ObjectNode resume) {
        domainName = hello.path("domain").path("name").asText();
        domainKey = hello.path("domain").path("key").asText();
        String nonce = hello.path("nonce").asText();
        long now = clock.millis();
        String statement = visitorStatement(domainKey, domainName, nonce, wishes.key().text(), now);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("type", "hello")
                .put("protocol", PROTOCOL)
                .put("key", wishes.key().text())
                .put("nonce", clientNonce)
                .put("time", now)
                .put("signature", wishes.key().sign(statement));
        VisitorKey portable = wishes.portable();
        if (portable != null) {
            answer.putObject("portable").put("key", portable.text()).put("signature", portable.sign(
                    portableStatement(domainKey, domainName, nonce, wishes.key().text(), portable.text())));
        }
        // Good for one use, too.
        if (wishes.vouch() != null && resume == null) {
            answer.put("vouch", wishes.vouch());
        }
        if (wishes.name() != null) {
            answer.put("name", wishes.name());
        }
        double[] position = wishes.link().position();
        if (position != null) {
            answer.putObject("position").put("x", position[0]).put("y", position[1]).put("z", position[2]);
        }
        if (wishes.everything()) {
            answer.put("everything", true);
        }
        // Good for one use: who resumes has used it.
        if (wishes.link().claim() != null && resume == null) {
            answer.put("claim", wishes.link().claim());
        }
        if (resume != null) {
            answer.set("resume", resume);
        }
        return answer.put("software", "freehold-visit");
    }

    /** True when the welcome is by the domain that said hello. */
    boolean isFromTheDomain(JsonNode welcome) {
        JsonNode domain = welcome.path("domain");
        return domainKey.equals(domain.path("key").asText())
                && domainName.equals(domain.path("name").asText())
                && VisitorKey.isSignedBy(
                        domainKey,
                        domainStatement(domainKey, domainName, clientNonce, wishes.key().text()),
                        domain.path("signature").asText());
    }

    static String visitorStatement(
            String domainKey, String domainName, String serverNonce, String visitorKey, long timeMillis) {
        return String.join(
                "\n", "freehold-visitor-2", domainKey, domainName, serverNonce, visitorKey,
                Long.toString(timeMillis));
    }

    static String portableStatement(
            String domainKey, String domainName, String serverNonce, String visitorKey, String portableKey) {
        return String.join("\n", "freehold-portable-1", domainKey, domainName, serverNonce, visitorKey, portableKey);
    }

    static String domainStatement(String domainKey, String domainName, String clientNonce, String visitorKey) {
        return String.join("\n", "freehold-domain-1", domainKey, domainName, clientNonce, visitorKey);
    }
}
