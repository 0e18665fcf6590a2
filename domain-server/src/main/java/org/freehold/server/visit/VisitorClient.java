// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.freehold.server.wire.AvatarPose;
import org.freehold.server.wire.PoseCodec;
import org.freehold.server.wire.PoseMessage;
import org.freehold.server.wire.PoseMessageReader;
import org.freehold.webrtc.peer.PeerLoop;
import org.jspecify.annotations.Nullable;

/**
 * One visitor of one domain, over one connection after the other: {@link #enter} once, and again after a connection broke to
 * resume the session. Any thread.
 */
public final class VisitorClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    private static final Duration AGAIN = Duration.ofMillis(500);

    /** Not longer than the server's own patience: one of two must notice that the other is gone. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private static final JsonMapper JSON = new JsonMapper();

    private final VisitorLine.Dialler dialler;
    private final Wishes wishes;
    private final SecureRandom random;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final Duration silence;
    private final Mirror mirror = new Mirror();
    private final VisitorSocket.Traffic traffic = new VisitorSocket.Traffic();

    private volatile Consumer<PoseMessage> poseListener = _ -> {};

    private final Object lock = new Object();
    /** What has not been answered, by ref, in order. Guarded by {@link #lock}. */
    private final Map<Long, Pending> pending = new LinkedHashMap<>();

    private long lastRef;
    private int poseSequence;
    private long startedNanos;
    private @Nullable Connection connection;
    private @Nullable Welcome welcome;

    /** Over a client of the JDK's, which may be shared by many visitors. */
    public VisitorClient(HttpClient http, Wishes wishes) {
        this(http, wishes, InstantSource.system());
    }

    /** The same by another clock, which dates the visitor's proof. */
    public VisitorClient(HttpClient http, Wishes wishes, InstantSource clock) {
        this(http, wishes, new SecureRandom(), clock, System::nanoTime, SILENCE);
    }

    /** Over WebRTC, if the signalling gets through to the domain. */
    public VisitorClient(Signalling signalling, PeerLoop loop, Wishes wishes, InstantSource clock) {
        this(peers(signalling, loop, clock), wishes, new SecureRandom(), clock, System::nanoTime, SILENCE);
    }

    /** @param silence of the domain's after which it is asked whether it is there; after twice as long it is given up */
    VisitorClient(
            HttpClient http,
            Wishes wishes,
            SecureRandom random,
            InstantSource clock,
            LongSupplier nanoClock,
            Duration silence) {
        this(
                (events, traffic, liveness) -> new WebSocketLine(
                        http, wishes.link().session(), new VisitorSocket(events, traffic, liveness)),
                wishes, random, clock, nanoClock, silence);
    }

    private static VisitorLine.Dialler peers(Signalling signalling, PeerLoop loop, InstantSource clock) {
        SecureRandom random = new SecureRandom();
        return (events, traffic, liveness) -> new PeerLine(signalling, loop, random, clock, System::nanoTime, events,
                traffic);
    }

    private VisitorClient(
            VisitorLine.Dialler dialler,
            Wishes wishes,
            SecureRandom random,
            InstantSource clock,
            LongSupplier nanoClock,
            Duration silence) {
        this.clock = clock;
        this.silence = silence;
        this.dialler = dialler;
        this.wishes = wishes;
        this.random = random;
        this.nanoClock = nanoClock;
    }

    /** What came of {@link #enter}. */
    public sealed interface Entry {}

    /** In the domain, which has proved who it is. */
    public record Entered(Welcome welcome) implements Entry {}

    /** Not in the domain. */
    public record NotEntered(End why) implements Entry {}

    private record Pending(ObjectNode request, CompletableFuture<Answer> answer) {}

    /**
     * Connects and says hello; blocks for at most 20 s. After a visit that broke off it asks for the same session again: what
     * was not answered is sent again if the domain still has the session, and is {@link Answer.Unknown} if not.
     */
    public Entry enter() throws InterruptedException {
        Connection next = new Connection(newHandshake());
        synchronized (lock) {
            if (connection != null && !connection.ended.isDone()) {
                throw new IllegalStateException("already connected; leave or break off first");
            }
            connection = next;
            startedNanos = nanoClock.getAsLong();
        }
        End problem = next.socket.open(PATIENCE);
        if (problem != null) {
            next.ended(problem);
        }
        try {
            return next.entry.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            next.fail(new End.Unreachable(wishes.link().session() + ": connected, but not let in within "
                    + PATIENCE.toSeconds() + " s"));
            return next.entry.join();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Comes back after a connection broke: {@link #enter}, until it is in, or would only be told the same again; at most twice a
     * second, whatever the domain does; blocks.
     *
     * @param within how long it begins anew; the first attempt is made in any case, and the last may end 20 s later
     * @param notYet hears of each attempt that came to nothing
     */
    public Entry comeBack(Duration within, Consumer<End> notYet) throws InterruptedException {
        long begin = nanoClock.getAsLong();
        Duration wait = AGAIN.minusNanos(begin - startedAt());
        while (true) {
            Thread.sleep(wait);
            Entry entry = enter();
            if (!(entry instanceof NotEntered(End why))) {
                return entry;
            }
            notYet.accept(why);
            Duration next = waitAfter(why);
            if (next == null || nanoClock.getAsLong() - begin + next.toNanos() >= within.toNanos()) {
                return entry;
            }
            wait = next;
        }
    }

    private long startedAt() {
        synchronized (lock) {
            return startedNanos;
        }
    }

    /** Null when trying again would not help. */
    private static @Nullable Duration waitAfter(End why) {
        return switch (why) {
            case End.Unreachable _,End.BrokeOff _ -> AGAIN;
            case End.Closed closed -> closed.retryAfterSeconds() == null
                    ? null
                    : AGAIN.plusSeconds(closed.retryAfterSeconds());
            case End.Fault _,End.Left _ -> null;
        };
    }

    /** What has been sent to this visitor. */
    public Mirror mirror() {
        return mirror;
    }

    /** From now on {@code listener} hears of each message of poses as it comes, on the thread of the connection, which it must not keep. */
    public void hearPoses(Consumer<PoseMessage> listener) {
        poseListener = listener;
    }

    /** What the domain said on entering last; null before. */
    public @Nullable Welcome welcome() {
        synchronized (lock) {
            return welcome;
        }
    }

    /** What the connection of the last {@link #enter} runs over; null before. */
    VisitorLine.@Nullable Way way() {
        synchronized (lock) {
            return connection == null ? null : connection.socket.way();
        }
    }

    /** Has a connection over WebRTC look for another path, as after a change of network; the session goes on meanwhile. */
    public void lookForAnotherPath() {
        synchronized (lock) {
            if (connection != null && connection.socket instanceof PeerLine line) {
                line.restart();
            }
        }
    }

    /** Completes when the connection of the last {@link #enter} ends. */
    public CompletableFuture<End> ended() {
        synchronized (lock) {
            return connection == null ? CompletableFuture.completedFuture(new End.Left()) : connection.ended.copy();
        }
    }

    /** Bytes of messages received over all connections. */
    public long bytesIn() {
        return traffic.in().sum();
    }

    /** Bytes of messages sent over all connections. */
    public long bytesOut() {
        return traffic.out().sum();
    }

    /** Milliseconds from the last {@link #enter} until so many entities had come; empty if they have not. */
    public OptionalLong millisUntil(int entities) {
        return sinceStart(mirror.nanosOfArrival(entities));
    }

    /** Milliseconds from the last {@link #enter} until the last entity before {@code loaded} came; empty if none did. */
    public OptionalLong millisUntilLast() {
        return sinceStart(mirror.nanosOfLastArrival());
    }

    /** Adds an entity; one without {@code id} gets a fresh one. */
    public CompletableFuture<Answer> add(ObjectNode entity) {
        ObjectNode named = entity.deepCopy();
        if (!named.hasNonNull("id")) {
            named.put("id", "{" + UUID.randomUUID() + "}");
        }
        ObjectNode request = request("add");
        request.set("entity", named);
        return ask(request);
    }

    /** Changes an entity by a JSON Merge Patch. */
    public CompletableFuture<Answer> edit(String id, ObjectNode properties) {
        ObjectNode request = request("edit").put("id", id);
        request.set("properties", properties.deepCopy());
        return ask(request);
    }

    /** Deletes an entity and what is parented to it. */
    public CompletableFuture<Answer> delete(String id) {
        return ask(request("delete").put("id", id));
    }

    public CompletableFuture<Answer> chat(String text) {
        return ask(request("chat").put("text", text));
    }

    public CompletableFuture<Answer> name(String name) {
        return ask(request("name").put("name", name));
    }

    /** Answered with {@link Answer.Accepted} without an id. */
    public CompletableFuture<Answer> ping() {
        return ask(request("ping"));
    }

    /** Sends where the visitor is; the pose's sequence is replaced by this client's own count. */
    public void pose(AvatarPose pose) {
        ByteBuf frame = Unpooled.buffer(32);
        synchronized (lock) {
            PoseCodec.writeAvatarPose(pose, frame);
            frame.setShort(2, poseSequence++);
            if (connection != null) {
                connection.socket.sendBinary(frame.nioBuffer());
            }
        }
    }

    /** Sends any text as a message: for tests of what a domain does with it. */
    public void sendRaw(String message) {
        synchronized (lock) {
            if (connection != null) {
                connection.socket.sendText(message);
            }
        }
    }

    /** Breaks the connection off as a failing network would; the domain keeps the session for a while. */
    public void breakOff() {
        Connection open;
        synchronized (lock) {
            open = connection;
        }
        if (open != null) {
            open.socket.abort();
        }
    }

    /** Leaves for good; waits for at most 2 s until what was sent has left. */
    public void leave() throws InterruptedException {
        Connection open;
        synchronized (lock) {
            open = connection;
            welcome = null;
        }
        if (open == null || open.ended.isDone()) {
            forgetPending();
            return;
        }
        open.ending = new End.Left();
        open.socket.sendText("{\"type\":\"leave\"}");
        open.socket.close();
        try {
            open.ended.get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            open.socket.abort();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        forgetPending();
    }

    /** As {@link #leave}; an interrupted thread does not wait. */
    @Override
    public void close() {
        try {
            leave();
        } catch (InterruptedException e) {
            breakOff();
            Thread.currentThread().interrupt();
        }
    }

    private Handshake newHandshake() {
        byte[] nonce = new byte[32];
        random.nextBytes(nonce);
        return new Handshake(wishes, VisitorKey.base64Url(nonce), clock);
    }

    private OptionalLong sinceStart(OptionalLong nanos) {
        synchronized (lock) {
            return nanos.isPresent()
                    ? OptionalLong.of(Math.ceilDiv(nanos.getAsLong() - startedNanos, 1_000_000L))
                    : OptionalLong.empty();
        }
    }

    private static ObjectNode request(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private CompletableFuture<Answer> ask(ObjectNode request) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        synchronized (lock) {
            long ref = ++lastRef;
            request.put("ref", ref);
            pending.put(ref, new Pending(request, answer));
            // Without a welcome it waits for one.
            if (connection != null && connection.welcomed) {
                connection.socket.sendText(request.toString());
            }
        }
        return answer;
    }

    private void answered(long ref, Answer answer) {
        Pending asked;
        synchronized (lock) {
            asked = pending.remove(ref);
        }
        if (asked != null) {
            asked.answer().complete(answer);
        } else if (answer instanceof Answer.Refused refused) {
            mirror.notice(refused.code(), refused.message());
        }
    }

    private void forgetPending() {
        List<Pending> forgotten;
        synchronized (lock) {
            forgotten = new ArrayList<>(pending.values());
            pending.clear();
        }
        forgotten.forEach(asked -> asked.answer().complete(new Answer.Unknown()));
    }

    /** One connection. Its methods are called by the socket, one at a time. */
    private final class Connection implements VisitorSocket.Events {
        private final CompletableFuture<Entry> entry = new CompletableFuture<>();
        private final CompletableFuture<End> ended = new CompletableFuture<>();
        private final Handshake handshake;
        private final VisitorLine socket = dialler.dial(this, traffic, new Liveness(nanoClock, silence));
        /** What was said about the end before it came. */
        private volatile @Nullable End ending;
        /** Guarded by {@link #lock}. */
        private boolean welcomed;

        Connection(Handshake handshake) {
            this.handshake = handshake;
        }

        @Override
        public void text(String message) {
            long nanos = nanoClock.getAsLong();
            JsonNode read;
            try {
                read = JSON.readTree(message);
            } catch (JsonProcessingException e) {
                fail(new End.Fault("the domain sent what is not JSON: " + e.getOriginalMessage()));
                return;
            }
            String type = read.path("type").asText();
            switch (type) {
                case "hello" -> hello(read);
                case "welcome" -> welcome(read);
                case "accepted" ->
                        answered(read.path("ref").asLong(), new Answer.Accepted(read.path("id").textValue()));
                case "pong" -> answered(read.path("ref").asLong(), new Answer.Accepted(null));
                case "refused" -> answered(read.path("ref").asLong(), refusal(read));
                case "close" -> closing(read);
                default -> mirror.apply(type, read, nanos);
            }
        }

        @Override
        public void binary(ByteBuffer message) {
            PoseMessage poses = PoseMessageReader.read(Unpooled.wrappedBuffer(message));
            if (poses != null) {
                mirror.apply(poses);
                poseListener.accept(poses);
            }
        }

        @Override
        public void ended(End why) {
            End said = ending;
            End end = said == null ? why : said;
            entry.complete(new NotEntered(end));
            ended.complete(end);
            mirror.wake();
        }

        /** Ends the connection from this side. */
        void fail(End why) {
            ending = why;
            socket.abort();
            ended(why);
        }

        private void hello(JsonNode hello) {
            String problem = handshake.problemOf(hello);
            if (problem != null) {
                fail(new End.Fault(problem));
                return;
            }
            String proven = socket.provenDomainKey();
            String key = hello.path("domain").path("key").asText();
            if (proven != null && !proven.equals(key)) {
                fail(new End.Fault("the domain says hello with the key " + key + " (expected: " + proven
                        + ", which introduced it)"));
                return;
            }
            socket.sendText(handshake.answer(hello, resume()).toString());
        }

        private @Nullable ObjectNode resume() {
            Welcome before = VisitorClient.this.welcome();
            return before == null
                    ? null
                    : JsonNodeFactory.instance
                            .objectNode()
                            .put("session", before.session())
                            .put("chat", mirror.lastChatId());
        }

        private void welcome(JsonNode message) {
            if (!handshake.isFromTheDomain(message)) {
                fail(new End.Fault("the domain's signature is wrong: whoever answers does not hold the key "
                        + message.path("domain").path("key").asText()));
                return;
            }
            Welcome received = Welcome.of(message);
            mirror.welcomed(received.handle());
            if (VisitorClient.this.welcome() != null && !received.resumed()) {
                forgetPending();
            }
            synchronized (lock) {
                welcome = received;
                pending.values().forEach(asked -> socket.sendText(asked.request().toString()));
                welcomed = true;
            }
            entry.complete(new Entered(received));
        }

        private Answer.Refused refusal(JsonNode message) {
            return new Answer.Refused(
                    message.path("code").asText(), message.path("message").asText(), message.path("do").asText());
        }

        private void closing(JsonNode message) {
            JsonNode retry = message.path("retryAfterSeconds");
            ending = new End.Closed(
                    message.path("code").asText(),
                    message.path("message").asText(),
                    message.path("do").asText(),
                    retry.isInt() ? (Integer) retry.intValue() : null);
        }
    }
}
