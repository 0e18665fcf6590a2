// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import org.freehold.moderation.signed.Ed25519;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.identity.Statements;

/** A visitor's key, and the hello that goes with it. */
final class TestVisitor {
    private final SigningKey secret = SigningKey.create(new SecureRandom());

    private String shown = secret.publicKey();

    /** From now on this visitor signs wrongly. */
    TestVisitor forging() {
        return claiming(new TestVisitor());
    }

    /** From now on this visitor says that the key is that of somebody else. */
    TestVisitor claiming(TestVisitor other) {
        shown = other.key();
        return this;
    }

    String key() {
        return shown;
    }

    /** The answer to the server's hello, correctly signed. */
    ObjectNode hello(JsonNode serverHello) {
        return hello(serverHello, SessionsFixture.NOW);
    }

    /** The same by a client whose clock is at {@code time}. */
    ObjectNode hello(JsonNode serverHello, Instant time) {
        byte[] statement = Statements.visitor(
                serverHello.at("/domain/key").asText(),
                serverHello.at("/domain/name").asText(),
                serverHello.path("nonce").asText(),
                key(),
                time.toEpochMilli());
        return new JsonMapper()
                .createObjectNode()
                .put("type", "hello")
                .put("protocol", 1)
                .put("key", key())
                .put("nonce", nonce())
                .put("time", time.toEpochMilli())
                .put("signature", base64(secret.sign(statement)));
    }

    /** This visitor as a portable key: what goes into the hello of {@code visitor}. */
    ObjectNode asPortable(JsonNode serverHello, TestVisitor visitor) {
        byte[] statement = Statements.portable(
                serverHello.at("/domain/key").asText(),
                serverHello.at("/domain/name").asText(),
                serverHello.path("nonce").asText(),
                visitor.key(),
                key());
        return new JsonMapper().createObjectNode().put("key", key()).put("signature", base64(secret.sign(statement)));
    }

    static String nonce() {
        return base64("the nonce of the client, 32 byte".getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the domain proved itself in welcome. */
    boolean believes(JsonNode welcome) {
        String domainKey = welcome.at("/domain/key").asText();
        byte[] statement =
                Statements.domain(domainKey, welcome.at("/domain/name").asText(), nonce(), key());
        return Ed25519.verify(
                domainKey, statement, Base64.getUrlDecoder().decode(welcome.at("/domain/signature").asText()));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
