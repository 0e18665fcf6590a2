// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.ForkJoinPool;
import org.freehold.server.visit.Handshake;
import org.freehold.server.visit.VisitLink;
import org.freehold.server.visit.VisitorKey;
import org.freehold.server.visit.Wishes;

/**
 * Speaks docs/protocol.md: a key and a signature of its own for each visitor, then poses. What the server says in JSON once it has let the visitor
 * in is not looked at, but for the entities while they are counted and for why it closes.
 */
final class FreeholdSpeech implements Speech {
    private static final JsonMapper JSON = new JsonMapper();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 32;
    private static final byte[] CLOSE = "{\"type\":\"close\"".getBytes(US_ASCII);
    private static final byte[] LEAVE = "{\"type\":\"leave\"}".getBytes(US_ASCII);
    private static final int LONGEST_CLOSE = 2048;

    private final Client client;
    private final Peer peer;
    private final Stage stage;
    private final PoseReading reading;
    private final EntityCount entities;
    /** Of poses; their numbers begin anew long before 16 bits do, which would be a step back. */
    private int sequence;

    FreeholdSpeech(Client client, Peer peer, Stage stage, EntityCount entities) {
        this.client = client;
        this.peer = peer;
        this.stage = stage;
        this.reading = new PoseReading(client.number(), stage);
        this.entities = entities;
    }

    @Override
    public void opened() {
        // The server speaks first.
    }

    @Override
    public boolean wantsText(long bytes) {
        return !client.isIn() || entities.isCounting() || bytes < LONGEST_CLOSE;
    }

    @Override
    public void text(byte[] bytes, int from, int to, boolean compressed) {
        if (client.isIn()) {
            if (to - from < LONGEST_CLOSE && startsWith(bytes, from, to, CLOSE)) {
                client.fail(new String(bytes, from, to - from, UTF_8));
            } else {
                entities.text(bytes, from, to);
            }
            return;
        }
        JsonNode message = parse(bytes, from, to);
        switch (message.path("type").asText()) {
            case "hello" -> ForkJoinPool.commonPool().execute(() -> answer(message));
            case "welcome" -> welcome(message);
            default -> client.fail(message.toString());
        }
    }

    /** Making a key and signing takes long, so not on the event loop. */
    private void answer(JsonNode hello) {
        try {
            byte[] nonce = new byte[NONCE_BYTES];
            RANDOM.nextBytes(nonce);
            int walker = client.number();
            VisitLink spot = new VisitLink(peer.link().session(), null,
                    new double[] {
                            stage.walkers().x(walker), PoseNumber.ARRIVAL_METRES, stage.walkers().z(walker)
                    }, null, null);
            Handshake made = new Handshake(
                    new Wishes(spot, VisitorKey.generate(), "Walker " + (walker + 1), false),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(nonce),
                    InstantSource.system());
            String problem = made.problemOf(hello);
            if (problem != null) {
                throw new IllegalStateException(problem);
            }
            ObjectNode answer = made.answer(hello, null);
            client.sendText(JSON.writeValueAsBytes(answer));
        } catch (IOException | IllegalStateException e) {
            client.failLater(String.valueOf(e.getMessage()));
        }
    }

    private void welcome(JsonNode message) {
        stage.name(client.number(), message.path("you").path("handle").asInt());
        client.letIn();
    }

    @Override
    public void poses(byte[] bytes, int from, int to, long nowNanos) {
        reading.read(bytes, from, to, nowNanos);
    }

    /** Otherwise the avatar would stand there for half a minute, in case that the visitor comes back. */
    @Override
    public void leave() {
        client.sendText(LEAVE);
    }

    @Override
    public void writePose(ByteBuf out, int number) {
        PoseWriting.write(out, stage.walkers(), client.number(), number, sequence++, peer.headAndHands());
    }

    private static JsonNode parse(byte[] bytes, int from, int to) {
        try {
            return JSON.readTree(bytes, from, to - from);
        } catch (IOException e) {
            throw new IllegalStateException("not JSON: " + e.getMessage(), e);
        }
    }

    private static boolean startsWith(byte[] bytes, int from, int to, byte[] start) {
        if (to - from < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (bytes[from + i] != start[i]) {
                return false;
            }
        }
        return true;
    }
}
