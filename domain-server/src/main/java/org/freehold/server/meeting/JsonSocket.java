// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.meeting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.StrictJson;
import org.freehold.server.wire.ShownValue;
import org.jspecify.annotations.Nullable;

/** A WebSocket to a rendezvous, as JSON messages. One thread receives; any may send. Calls block. */
final class JsonSocket implements AutoCloseable {
    private static final String PROTOCOL = "freehold.rendezvous.1";
    private static final int MAX_MESSAGE_CHARACTERS = 32 * 1024;
    private static final int MAX_WAITING_MESSAGES = 256;
    /** Characters of what the other end says that are shown to people, and logged. */
    private static final int MAX_SENTENCE = 300;
    private static final int MAX_CODE = 40;
    /** Longest that a rendezvous may have somebody wait, whatever it says. */
    private static final int MAX_RETRY_SECONDS = 3600;
    private static final String TRY_AGAIN = "Check the address and the network, and try again.";

    /** What came in, or why nothing does any more. */
    private sealed interface Incoming {}

    private record Message(String text) implements Incoming {}

    private record Broken(MeetingFault why) implements Incoming {}

    private final URI address;
    private final WebSocket socket;
    private final Ears ears;
    private final LongSupplier nanoClock;
    private final Duration patience;
    private final ReentrantLock sending = new ReentrantLock();

    private JsonSocket(URI address, WebSocket socket, Ears ears, LongSupplier nanoClock, Duration patience) {
        this.address = address;
        this.socket = socket;
        this.ears = ears;
        this.nanoClock = nanoClock;
        this.patience = patience;
    }

    /**
     * Connects.
     *
     * @param patience for connecting, and for each message to be taken
     * @throws MeetingFault when nobody is there, or no rendezvous
     */
    static JsonSocket open(HttpClient http, URI address, Duration patience, LongSupplier nanoClock)
            throws MeetingFault, InterruptedException {
        Ears ears = new Ears(address, nanoClock);
        try {
            WebSocket socket = http.newWebSocketBuilder()
                    .subprotocols(PROTOCOL)
                    .connectTimeout(patience)
                    .buildAsync(address, ears)
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!socket.getSubprotocol().equals(PROTOCOL)) {
                socket.abort();
                throw notARendezvous(address, "it does not speak " + PROTOCOL);
            }
            return new JsonSocket(address, socket, ears, nanoClock, patience);
        } catch (ExecutionException e) {
            throw notOpen(address, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw unreachable(address, "no answer within " + patience.toSeconds() + " s");
        }
    }

    /** Sends it, or finds out later that the line is broken. */
    void send(ObjectNode message) throws MeetingFault, InterruptedException {
        sending.lockInterruptibly();
        try {
            socket.sendText(message.toString(), true).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw unreachable(address, "the connection broke");
        } finally {
            sending.unlock();
        }
    }

    /** Asks whether the other end is still there; the answer shows in {@link #silence}. */
    void ping() throws InterruptedException {
        sending.lockInterruptibly();
        try {
            // Whether it went out shows in what comes.
            var _ = socket.sendPing(ByteBuffer.allocate(0));
        } finally {
            sending.unlock();
        }
    }

    /** For how long nothing at all has come. */
    Duration silence() {
        return Duration.ofNanos(nanoClock.getAsLong() - ears.heardAt);
    }

    /**
     * The next message; null when none came in this time.
     *
     * @throws MeetingFault when the line has ended: with what was said at last, if anything was
     */
    @Nullable
    ObjectNode receive(Duration time) throws MeetingFault, InterruptedException {
        return switch (ears.incoming.poll(time.toNanos(), TimeUnit.NANOSECONDS)) {
            case null -> null;
            case Message(String text) -> parse(text, address);
            case Broken(MeetingFault why) -> throw why;
        };
    }

    /**
     * The message in a text of the other end, which may say anything.
     *
     * @throws MeetingFault when it is none, or the last one: with what it says
     */
    static ObjectNode parse(String text, URI address) throws MeetingFault {
        ObjectNode message;
        try {
            message = StrictJson.parse(text.getBytes(StandardCharsets.UTF_8), 4 * MAX_MESSAGE_CHARACTERS);
        } catch (DocumentFault fault) {
            throw notARendezvous(address, ShownValue.of(String.valueOf(fault.getMessage()), MAX_SENTENCE));
        }
        if (message.path("type").asText().equals("close")) {
            throw new MeetingFault(
                    ShownValue.of(message.path("code").asText("closed"), MAX_CODE),
                    ShownValue.of(message.path("message").asText("The connection was closed."), MAX_SENTENCE),
                    ShownValue.of(message.path("do").asText(""), MAX_SENTENCE),
                    Math.clamp(message.path("retryAfterSeconds").asInt(0), 0, MAX_RETRY_SECONDS));
        }
        return message;
    }

    MeetingFault notARendezvous(String why) {
        return notARendezvous(address, why);
    }

    MeetingFault silent() {
        return unreachable(address, "it has fallen silent");
    }

    @Override
    public void close() {
        // Politely, and without waiting for an answer.
        var _ = socket.sendClose(WebSocket.NORMAL_CLOSURE, "").whenComplete((_, _) -> socket.abort());
    }

    private static MeetingFault notOpen(URI address, Throwable cause) {
        return switch (cause) {
            case WebSocketHandshakeException handshake -> notARendezvous(
                    address, "it answered with HTTP status " + handshake.getResponse().statusCode());
            case ConnectException _ -> unreachable(address, "nobody listens there, or there is no such host");
            case SSLException tls -> unreachable(
                    address, "TLS failed: " + ShownValue.of(String.valueOf(tls.getMessage()), MAX_SENTENCE));
            default -> unreachable(address, ShownValue.of(String.valueOf(cause.getMessage()), MAX_SENTENCE));
        };
    }

    private static MeetingFault unreachable(URI address, String why) {
        return new MeetingFault(
                MeetingFault.UNREACHABLE,
                "The rendezvous " + address.getAuthority() + " can't be reached: " + why + ".",
                TRY_AGAIN);
    }

    private static MeetingFault notARendezvous(URI address, String why) {
        return new MeetingFault(
                MeetingFault.NOT_A_RENDEZVOUS, address.getAuthority() + " is no rendezvous: " + why + ".",
                "Its owner has to start it with --rendezvous; or use another one.");
    }

    /** Puts the parts of messages together. Called by the HTTP client, one call at a time. */
    private static final class Ears implements WebSocket.Listener {
        private final BlockingQueue<Incoming> incoming = new LinkedBlockingQueue<>(MAX_WAITING_MESSAGES);
        private final URI address;
        private final LongSupplier nanoClock;
        private final StringBuilder text = new StringBuilder();
        private volatile long heardAt;

        Ears(URI address, LongSupplier nanoClock) {
            this.address = address;
            this.nanoClock = nanoClock;
            this.heardAt = nanoClock.getAsLong();
        }

        @Override
        public void onOpen(WebSocket socket) {
            heard();
            socket.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            heard();
            text.append(part);
            if (text.length() > MAX_MESSAGE_CHARACTERS) {
                socket.abort();
                end(notARendezvous(address,
                        "it sent a message of more than " + MAX_MESSAGE_CHARACTERS + " characters"));
                return null;
            }
            if (last) {
                String whole = text.toString();
                text.setLength(0);
                if (!incoming.offer(new Message(whole))) {
                    socket.abort();
                    end(notARendezvous(address, "it sends more than can be read"));
                    return null;
                }
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
            socket.abort();
            end(notARendezvous(address, "it sent a binary message"));
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
            heard();
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            heard();
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            end(unreachable(address, "it closed the connection with status " + status));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            end(unreachable(address, "the connection broke"));
        }

        private void heard() {
            heardAt = nanoClock.getAsLong();
        }

        /** After what came before, unless there is no room even for that. */
        private void end(MeetingFault why) {
            if (!incoming.offer(new Broken(why))) {
                incoming.clear();
                incoming.add(new Broken(why));
            }
        }
    }
}
