// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.meeting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.moderation.signed.StrictJson;
import org.freehold.server.identity.HostLink;
import org.freehold.server.identity.Statements;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.transport.HttpHead;
import org.freehold.server.transport.HttpSite;
import org.freehold.server.transport.NetworkConfig;
import org.freehold.server.transport.NetworkServer;
import org.freehold.server.transport.SocketDoor;
import org.freehold.server.transport.Transport;
import org.freehold.server.transport.TransportHandler;
import org.freehold.server.transport.Treatment;
import org.jspecify.annotations.Nullable;

/** Stands between visitors and an honest rendezvous, and changes what it passes on. */
public final class LyingRendezvous implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String VISIT = "/rendezvous/visit/";

    /** What it changes. */
    public enum Lie {
        /** Nothing. */
        NONE,
        /** The fingerprint of the host's certificate. */
        FINGERPRINT,
        /** The host's key in the answer, with a signature that fits. */
        KEY,
        /** It answers with what the host said to somebody before. */
        OLD_ANSWER
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final SigningKey own = SigningKey.create(new SecureRandom());
    private final @Nullable RendezvousUrl honest;
    private final Lie lie;
    private final NetworkServer network;
    private final int port;
    private volatile @Nullable ObjectNode before;

    private LyingRendezvous(@Nullable RendezvousUrl honest, Lie lie) {
        this.honest = honest;
        this.lie = lie;
        this.network = new NetworkServer(
                NetworkConfig.DEFAULTS, null, new NoPages(), _ -> {
                    throw new IllegalStateException("no sessions here");
                }, this::door, new Metrics());
        NetworkServer.Result result = network.listen("127.0.0.1", 0);
        if (!(result instanceof NetworkServer.Listening listening)) {
            throw new IllegalStateException(result.toString());
        }
        this.port = listening.address().getPort();
    }

    /** Passes everything on but for the lie. */
    public static LyingRendezvous between(String honest, Lie lie) {
        return new LyingRendezvous(RendezvousUrl.parse(honest), lie);
    }

    /** Shows the same other key for every link. */
    public static LyingRendezvous showingAnotherKey() {
        return new LyingRendezvous(null, Lie.KEY);
    }

    /** Such as {@code http://localhost:40123}. */
    public String origin() {
        return "http://localhost:" + port;
    }

    private @Nullable SocketDoor door(HttpHead head) {
        String path = head.path();
        return path.startsWith(VISIT)
                ? new SocketDoor("freehold.rendezvous.1",
                        transport -> new Line(transport, path.substring(VISIT.length())))
                : null;
    }

    private ObjectNode changed(ObjectNode message, ObjectNode offer) {
        ObjectNode answer = message.deepCopy();
        switch (lie) {
            case NONE -> {
                // It is passed on as it is.
            }
            case FINGERPRINT -> answer.put("fingerprint", text(new byte[32]));
            case KEY -> {
                ObjectNode domain = (ObjectNode) answer.get("domain");
                domain.put("key", own.publicKey()).put("signature", text(own.sign(Statements.introduction(
                        own.publicKey(), domain.path("name").asText(), answer.path("introduction").asText(),
                        offer.path("fingerprint").asText(), answer.path("fingerprint").asText()))));
            }
            case OLD_ANSWER -> {
                ObjectNode old = before;
                before = answer;
                return old == null ? answer : old;
            }
        }
        return answer;
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        network.close();
        http.shutdownNow();
    }

    /** One visitor. */
    private final class Line implements TransportHandler {
        private final Transport transport;
        private final String keyPart;
        private final BlockingQueue<ObjectNode> offers = new LinkedBlockingQueue<>();

        Line(Transport transport, String keyPart) {
            this.transport = transport;
            this.keyPart = keyPart;
            Thread.ofVirtual().start(this::passOn);
        }

        private void passOn() {
            RendezvousUrl to = honest;
            try {
                if (to == null) {
                    ObjectNode host = PlainLine.message("host").put("key", own.publicKey()).put("name", "Harbour")
                            .putNull("expires");
                    host.putArray("iceServers");
                    say(host);
                    return;
                }
                try (VisitConnection visit = VisitConnection.open(
                        http, to, new HostLink("", keyPart), PATIENCE, System::nanoTime)) {
                    ObjectNode host = PlainLine.message("host").put("key", visit.key()).put("name", visit.name())
                            .putNull("expires");
                    host.putArray("iceServers");
                    say(host);
                    while (true) {
                        ObjectNode offer = offers.take();
                        visit.send(offer);
                        ObjectNode answer = visit.receive();
                        if (answer != null) {
                            ObjectNode message = PlainLine.message("introduce");
                            message.set("introduction", changed(answer, offer));
                            say(message);
                        }
                    }
                }
            } catch (MeetingFault fault) {
                transport.abort();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void say(ObjectNode message) {
            transport.sendReliable(Unpooled.wrappedBuffer(message.toString().getBytes(StandardCharsets.UTF_8)));
            transport.flush();
        }

        @Override
        public void text(ByteBuf utf8) {
            try {
                byte[] bytes = utf8.toString(StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
                if (StrictJson.parse(bytes, 9000).get("introduction") instanceof ObjectNode offer) {
                    offers.add(offer);
                }
            } catch (DocumentFault fault) {
                transport.abort();
            }
        }

        @Override
        public void binary(ByteBuf frame) {
            transport.abort();
        }

        @Override
        public void tooLarge(long bytes, int limit) {
            transport.abort();
        }

        @Override
        public void closed() {
            // The other line ends with the test.
        }
    }

    /** Has no pages. */
    private static final class NoPages implements HttpSite {
        @Override
        public Treatment treat(HttpHead head) {
            return new Treatment.Answer(sentence(HttpResponseStatus.NOT_FOUND, "nothing here"));
        }

        @Override
        public FullHttpResponse sentence(HttpResponseStatus status, String sentence) {
            return new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(sentence, StandardCharsets.UTF_8));
        }
    }
}
