// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.whole;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.freehold.server.transport.RawWebSocket;

/** Somebody at the door who writes each byte by hand, and so can do everything wrong. For one thread. */
final class Stranger implements AutoCloseable {
    /** Says that the connection was passed on, so that it does not count as being on this machine. */
    private static final Map<String, String> FROM_ELSEWHERE = Map.of("X-Forwarded-For", "192.0.2.1");

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final JsonMapper JSON = new JsonMapper();

    private final RawWebSocket socket;
    private final KeyPair keys;
    private final JsonNode domainHello;

    private Stranger(RawWebSocket socket, KeyPair keys, JsonNode domainHello) {
        this.socket = socket;
        this.keys = keys;
        this.domainHello = domainHello;
    }

    static KeyPair newKeys() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    /** A connection over which the domain has said hello, from this machine, where everybody may build. */
    static Stranger atTheDoor(int port) throws IOException, GeneralSecurityException {
        return atTheDoor(port, newKeys(), true);
    }

    static Stranger atTheDoor(int port, KeyPair keys, boolean fromThisMachine)
            throws IOException {
        RawWebSocket socket = RawWebSocket.open(port, fromThisMachine ? Map.of() : FROM_ELSEWHERE);
        return new Stranger(socket, keys, JSON.readTree(socket.read().text()));
    }

    /** Somebody inside, who may build. */
    static Stranger inside(int port) throws IOException, GeneralSecurityException {
        Stranger stranger = atTheDoor(port);
        stranger.sayHello(hello -> {});
        stranger.next("welcome");
        return stranger;
    }

    /** Somebody inside, who may only look. */
    static Stranger insideFromElsewhere(int port) throws IOException, GeneralSecurityException {
        Stranger stranger = atTheDoor(port, newKeys(), false);
        stranger.sayHello(hello -> {});
        stranger.next("welcome");
        return stranger;
    }

    RawWebSocket socket() {
        return socket;
    }

    KeyPair keys() {
        return keys;
    }

    /** Says hello as it should be, but for what {@code change} does to it. */
    void sayHello(Consumer<ObjectNode> change) throws IOException {
        long now = System.currentTimeMillis();
        ObjectNode hello = JSON.createObjectNode()
                .put("type", "hello")
                .put("protocol", 1)
                .put("key", key())
                .put("nonce", "A".repeat(43))
                .put("time", now)
                .put("signature", signature(now));
        change.accept(hello);
        send(hello.toString());
    }

    void send(String text) throws IOException {
        socket.text(text);
    }

    /** The next message of that type; a {@code close} that comes instead is an exception. */
    JsonNode next(String type) throws IOException {
        JsonNode message = nextOf(type, "close");
        if (!message.path("type").asText().equals(type)) {
            throw new IOException("instead of " + type + ": " + message);
        }
        return message;
    }

    /** The answer to the request with this ref: {@code accepted}, or the code of the refusal. */
    String answer(long ref) throws IOException {
        JsonNode message = nextOf("accepted", "pong", "refused", "close");
        while (message.path("ref").asLong() != ref) {
            if (message.path("type").asText().equals("close")) {
                throw new IOException("instead of an answer to " + ref + ": " + message);
            }
            message = nextOf("accepted", "pong", "refused", "close");
        }
        return message.path("type").asText().equals("refused") ? message.path("code").asText() : "accepted";
    }

    /** The next message of one of these types; what comes before it is left out. */
    JsonNode nextOf(String... types) throws IOException {
        // Something always comes, so that a reading alone would never give up.
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < PATIENCE.toNanos()) {
            RawWebSocket.Frame frame = socket.read();
            if (frame.opcode() == RawWebSocket.TEXT) {
                JsonNode message = JSON.readTree(frame.text());
                if (List.of(types).contains(message.path("type").asText())) {
                    return message;
                }
            }
        }
        throw new IOException("none of " + List.of(types) + " came within " + PATIENCE.toSeconds() + " s");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String key() {
        byte[] encoded = keys.getPublic().getEncoded();
        return base64Url(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    private String signature(long timeMillis) throws IOException {
        String statement = String.join(
                "\n",
                "freehold-visitor-2",
                domainHello.at("/domain/key").asText(),
                domainHello.at("/domain/name").asText(),
                domainHello.path("nonce").asText(),
                key(),
                Long.toString(timeMillis));
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(statement.getBytes(UTF_8));
            return base64Url(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
