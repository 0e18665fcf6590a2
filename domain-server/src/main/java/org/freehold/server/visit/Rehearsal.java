// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A visit of oneself, which no other machine hears of: loads what a visit needs, so that the times measured afterwards are the domain's and
 * not those of a Java that has just started.
 */
final class Rehearsal {
    private static final String NONCE = "A".repeat(43);
    /** After that a signature takes a tenth of the time of the first. */
    private static final int SIGNATURES = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String NO = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    private static final String ENTITY = """
            {"id": "{1}", "type": "Box", "name": "a box", "position": {"x": 1.5678, "y": 0, "z": -2.1234567}},""";
    /** About as much as a domain sends at once. */
    private static final String ENTITIES = """
            {"type": "entities", "add": [%s {"id": "{1}", "type": "Box"}],
             "change": [{"id": "{1}", "color": {"red": 255}, "name": null}]}""".formatted(ENTITY.repeat(1000));

    private static final int MESSAGES = 5;

    private Rehearsal() {}

    /** Opens a WebSocket to nobody: to a socket of this process that says no. */
    static void ofConnecting(HttpClient http) throws InterruptedException {
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> refuse(nobody));
            URI session = URI.create("ws://127.0.0.1:" + nobody.getLocalPort() + "/session");
            http.newWebSocketBuilder()
                    .subprotocols("freehold.1")
                    .connectTimeout(PATIENCE)
                    .buildAsync(session, new WebSocket.Listener() {})
                    .handle((opened, refused) -> refused != null)
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException | ExecutionException | TimeoutException e) {
            // The visit itself will say what is wrong.
            return;
        }
    }

    private static void refuse(ServerSocket nobody) {
        try (Socket asking = nobody.accept()) {
            BufferedReader request = new BufferedReader(new InputStreamReader(asking.getInputStream(), US_ASCII));
            String line = request.readLine();
            while (line != null && !line.isEmpty()) {
                line = request.readLine();
            }
            asking.getOutputStream().write(NO.getBytes(US_ASCII));
        } catch (IOException e) {
            // Closed because nobody asked.
            return;
        }
    }

    /** True when everything went as it should. */
    static boolean of(VisitorKey key) {
        try {
            JsonMapper json = new JsonMapper();
            ObjectNode hello = json.createObjectNode().put("nonce", NONCE);
            hello.putArray("protocols").add(1);
            ObjectNode domain = hello.putObject("domain").put("name", "").put("key", key.text());
            Handshake handshake =
                    new Handshake(new Wishes(VisitLink.parse("localhost"), key, null, false), NONCE,
                            InstantSource.system());
            JsonNode answer = json.readTree(handshake.answer(hello, null).toString());
            for (int i = 0; i < SIGNATURES; i++) {
                if (!VisitorKey.isSignedBy(key.text(), NONCE, key.sign(NONCE))) {
                    return false;
                }
            }
            domain.put("signature", key.sign(Handshake.domainStatement(key.text(), "", NONCE, key.text())));
            Mirror mirror = new Mirror();
            for (int i = 0; i < MESSAGES; i++) {
                mirror.apply("entities", json.readTree(ENTITIES), 0);
            }
            return handshake.problemOf(hello) == null
                    && answer.hasNonNull("signature")
                    && handshake.isFromTheDomain(hello)
                    && mirror.entities().size() == 1;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
