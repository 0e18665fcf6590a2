// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.meeting;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Base64;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.identity.Statements;
import org.jspecify.annotations.Nullable;

/** A line to a rendezvous on which a test says what it likes. */
public final class PlainLine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final JsonSocket socket;

    private PlainLine(JsonSocket socket) {
        this.socket = socket;
    }

    /** Opens one. */
    public static PlainLine open(HttpClient http, URI address) throws Exception {
        return new PlainLine(JsonSocket.open(http, address, PATIENCE, System::nanoTime));
    }

    /** The next message. */
    public ObjectNode next() throws Exception {
        ObjectNode message = socket.receive(PATIENCE);
        if (message == null) {
            throw new AssertionError("nothing came");
        }
        return message;
    }

    /** The code with which the other end closes, after whatever else it says. */
    public String closedWith() throws Exception {
        try {
            while (true) {
                next();
            }
        } catch (MeetingFault fault) {
            return fault.code();
        }
    }

    /** Says it. */
    public void send(ObjectNode message) throws Exception {
        socket.send(message);
    }

    /** An object of this type. */
    public static ObjectNode message(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    /** A whole and right registration; {@code other} signs instead of the key, when it is not null. */
    public static ObjectNode registration(
            String authority, String nonce, SigningKey key, String name, long time, @Nullable SigningKey other) {
        byte[] signature = (other == null ? key : other)
                .sign(Statements.host(authority, nonce, key.publicKey(), name, time));
        return message("register").put("authority", authority).put("key", key.publicKey()).put("name", name)
                .put("time", time)
                .put("signature", Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
    }

    @Override
    public void close() {
        socket.close();
    }
}
