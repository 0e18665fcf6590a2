// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket as whole messages. Sending may be called on any thread; one virtual thread sends, because the JDK's WebSocket
 * takes one message at a time.
 */
final class VisitorSocket {
    private static final String SUBPROTOCOL = "freehold.1";
    private static final int MAX_MESSAGE_CHARACTERS = 64 << 20;
    private static final int MAX_QUEUED_MESSAGES = 1 << 16;

    private final Events events;
    private final Traffic traffic;
    private final Liveness liveness;
    private final BlockingQueue<Outgoing> outgoing = new LinkedBlockingQueue<>(MAX_QUEUED_MESSAGES);
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable WebSocket webSocket;

    VisitorSocket(Events events, Traffic traffic, Liveness liveness) {
        this.events = events;
        this.traffic = traffic;
        this.liveness = liveness;
    }

    /** What comes in; one call at a time. */
    interface Events {
        void text(String message);

        void binary(ByteBuffer message);

        /** The last call, if the socket was ever open. */
        void ended(End why);
    }

    /** Bytes of messages, without what WebSocket and TLS add. Any thread. */
    record Traffic(LongAdder in, LongAdder out) {
        Traffic() {
            this(new LongAdder(), new LongAdder());
        }
    }

    private sealed interface Outgoing {}

    private record Text(String message) implements Outgoing {}

    private record Binary(ByteBuffer message) implements Outgoing {}

    private record Close() implements Outgoing {}

    /**
     * Connects.
     *
     * @return null when the socket is open, otherwise why not
     */
    @Nullable
    End open(HttpClient http, URI session, Duration patience) throws InterruptedException {
        try {
            WebSocket open = http.newWebSocketBuilder()
                    .subprotocols(SUBPROTOCOL)
                    .connectTimeout(patience)
                    .buildAsync(session, new Incoming())
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!open.getSubprotocol().equals(SUBPROTOCOL)) {
                open.abort();
                return new End.Fault(session + " does not speak " + SUBPROTOCOL);
            }
            webSocket = open;
            liveness.heard();
            Thread.ofVirtual().name("visitor-socket-writer").start(() -> write(open));
            open.request(Long.MAX_VALUE);
            return null;
        } catch (ExecutionException e) {
            return notOpen(session, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            return new End.Unreachable(session + ": no answer within " + patience.toSeconds() + " s");
        }
    }

    void sendText(String message) {
        send(new Text(message));
    }

    void sendBinary(ByteBuffer message) {
        send(new Binary(message));
    }

    /** Says goodbye after everything that is queued. */
    void close() {
        send(new Close());
    }

    /** Breaks the connection off without a word. */
    void abort() {
        WebSocket open = webSocket;
        if (open != null) {
            open.abort();
        }
        end(new End.BrokeOff("the connection was broken off here"));
    }

    private void send(Outgoing message) {
        if (!ended.get() && !outgoing.offer(message)) {
            abort();
        }
    }

    private void write(WebSocket open) {
        try {
            while (!ended.get()) {
                switch (outgoing.poll(liveness.step().toNanos(), TimeUnit.NANOSECONDS)) {
                    case null -> askOrGiveUp(open);
                    case Text text -> {
                        traffic.out().add(utf8Bytes(text.message()));
                        await(open, open.sendText(text.message(), true));
                    }
                    case Binary binary -> {
                        traffic.out().add(binary.message().remaining());
                        await(open, open.sendBinary(binary.message(), true));
                    }
                    case Close _ -> await(open, open.sendClose(WebSocket.NORMAL_CLOSURE, ""));
                }
            }
        } catch (ExecutionException e) {
            end(new End.BrokeOff("sending failed: " + reason(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until it is sent, or nobody is there any more to take it. */
    private void await(WebSocket open, CompletableFuture<WebSocket> sending)
            throws InterruptedException, ExecutionException {
        askOrGiveUp(open);
        while (!ended.get()) {
            try {
                sending.get(liveness.step().toNanos(), TimeUnit.NANOSECONDS);
                return;
            } catch (TimeoutException e) {
                askOrGiveUp(open);
            }
        }
    }

    private void askOrGiveUp(WebSocket open) {
        switch (liveness.check()) {
            case NOTHING -> {
                // It was heard a moment ago.
            }
            case ASK -> {
                // Whether it could be sent shows in what comes.
                var _ = open.sendPing(ByteBuffer.allocate(0));
            }
            case GIVE_UP -> {
                open.abort();
                end(new End.BrokeOff("the domain has fallen silent"));
            }
        }
    }

    private void end(End why) {
        if (ended.compareAndSet(false, true)) {
            events.ended(why);
        }
    }

    private static End notOpen(URI session, Throwable cause) {
        if (cause instanceof WebSocketHandshakeException handshake) {
            return new End.Unreachable(session + ": answered with HTTP status "
                    + handshake.getResponse().statusCode() + " (expected: a WebSocket of a Freehold domain)");
        }
        if (cause instanceof ConnectException) {
            // The JDK's exception has no message of its own.
            String why = isCausedByUnknownHost(cause) ? "no such host" : "nobody listens there";
            return new End.Unreachable(session + ": " + why + " (expected: a running Freehold domain)");
        }
        return new End.Unreachable(session + ": no connection: " + reason(cause));
    }

    private static boolean isCausedByUnknownHost(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static long utf8Bytes(CharSequence text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a surrogate pair counts for two of its four bytes.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    /** Puts the parts of messages together. Called by the HTTP client, one call at a time. */
    private final class Incoming implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();
        private ByteBuffer binary = ByteBuffer.allocate(0);

        @Override
        public void onOpen(WebSocket open) {
            // Nothing is asked for before the subprotocol has been looked at.
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket open, CharSequence part, boolean last) {
            liveness.heard();
            traffic.in().add(utf8Bytes(part));
            text.append(part);
            if (text.length() > MAX_MESSAGE_CHARACTERS) {
                open.abort();
                end(new End.Fault("a message of more than " + MAX_MESSAGE_CHARACTERS + " characters"));
            } else if (last) {
                String message = text.toString();
                text.setLength(0);
                if (!ended.get()) {
                    events.text(message);
                }
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket open, ByteBuffer part, boolean last) {
            liveness.heard();
            traffic.in().add(part.remaining());
            ByteBuffer whole =
                    ByteBuffer.allocate(binary.remaining() + part.remaining()).put(binary).put(part).flip();
            binary = last ? ByteBuffer.allocate(0) : whole;
            if (whole.remaining() > MAX_MESSAGE_CHARACTERS) {
                open.abort();
                end(new End.Fault("a message of more than " + MAX_MESSAGE_CHARACTERS + " bytes"));
            } else if (last && !ended.get()) {
                events.binary(whole);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket open, ByteBuffer message) {
            liveness.heard();
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket open, ByteBuffer message) {
            liveness.heard();
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket open, int status, String reason) {
            end(new End.BrokeOff(
                    "closed with status " + status + (reason.isEmpty() ? ", without a reason" : ": " + reason)));
            return null;
        }

        @Override
        public void onError(WebSocket open, Throwable error) {
            end(new End.BrokeOff("the connection broke: " + reason(error)));
        }
    }
}
