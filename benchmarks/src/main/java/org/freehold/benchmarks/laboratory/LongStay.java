// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.laboratory;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.freehold.server.identity.HostLink;
import org.freehold.server.meeting.RendezvousUrl;
import org.freehold.server.visit.Answer;
import org.freehold.server.visit.End;
import org.freehold.server.visit.Mirror;
import org.freehold.server.visit.RendezvousSignalling;
import org.freehold.server.visit.VisitLink;
import org.freehold.server.visit.VisitorClient;
import org.freehold.server.visit.VisitorKey;
import org.freehold.server.visit.Wishes;
import org.freehold.webrtc.peer.PeerLoop;

/**
 * {@code freehold bench stay LINK KEYFILE SECONDS STOPFILE}: comes through a rendezvous as somebody who may build, and adds five things a second. Says
 * when it is in, when it has lost its connection and why, when it is back, and with the same session or not; and each thing that was
 * acknowledged. When the time is over, or the stop file is there, another visitor looks whether all of these are there. Times are milliseconds of the machine's clock.
 */
public final class LongStay {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final long ADD_MILLIS = 200;

    private final HttpClient http;
    private final PeerLoop loop;
    private final VisitLink link;
    private final HostLink host;
    private final VisitorKey key;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger added = new AtomicInteger();

    private LongStay(HttpClient http, PeerLoop loop, VisitLink link, HostLink host, VisitorKey key) {
        this.http = http;
        this.loop = loop;
        this.link = link;
        this.host = host;
        this.key = key;
    }

    /** Stays; prints one object a line. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        VisitLink link = arguments.length == 4 ? VisitLink.parse(arguments[0]) : null;
        HostLink host = link == null ? null : link.host();
        if (link == null || host == null) {
            throw new IllegalArgumentException(
                    "freehold bench stay LINK KEYFILE SECONDS STOPFILE (expected: a link of a rendezvous)");
        }
        Duration duration = Duration.ofSeconds(Integer.parseInt(arguments[2]));
        try (HttpClient http = HttpClient.newHttpClient(); PeerLoop loop = new PeerLoop("stay")) {
            LongStay stay = new LongStay(http, loop, link, host, VisitorKey.inFile(Path.of(arguments[1])));
            stay.stay(duration, Path.of(arguments[3]));
            stay.look();
        }
    }

    private VisitorClient visitor() {
        return new VisitorClient(
                new RendezvousSignalling(http, RendezvousUrl.of(link.session()), host, false, new SecureRandom()), loop,
                new Wishes(link, key, null, true), InstantSource.system());
    }

    private void stay(Duration duration, Path stop) throws IOException, InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        VisitorClient client = visitor();
        if (!(client.enter() instanceof VisitorClient.Entered)) {
            throw new IOException("not let in: " + client.ended().join().message());
        }
        say(told("in"));
        try (ScheduledExecutorService builder = Executors.newSingleThreadScheduledExecutor()) {
            var _ = builder.scheduleAtFixedRate(() -> add(client), 0, ADD_MILLIS, TimeUnit.MILLISECONDS);
            while (System.nanoTime() < end && !Files.exists(stop)) {
                try {
                    End why = client.ended().get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                    say(told("lost").put("why", why.message()));
                    comeBack(client, end);
                } catch (TimeoutException e) {
                    // It goes on.
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e);
                }
            }
            builder.shutdownNow();
        }
        // What is on its way is still answered.
        var _ = client.mirror().await(_ -> acknowledged.size() == added.get(), Duration.ofSeconds(2));
        client.leave();
    }

    private static void comeBack(VisitorClient client, long end) throws InterruptedException {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        VisitorClient.Entry entry =
                client.comeBack(left, why -> say(told("not back").put("why", why.message())));
        if (entry instanceof VisitorClient.Entered(var welcome)) {
            say(told("back").put("resumed", welcome.resumed()));
        }
    }

    private void add(VisitorClient client) {
        int number = added.incrementAndGet();
        long at = InstantSource.system().millis();
        ObjectNode box = JsonNodeFactory.instance.objectNode().put("type", "Box").put("name", Integer.toString(number));
        int row = number / 20;
        box.putObject("position").put("x", number % 20 * 0.5).put("y", 1).put("z", row * 0.5);
        var _ = client.add(box).thenAccept(answer -> {
            switch (answer) {
                case Answer.Accepted(String id) when id != null -> {
                    acknowledged.add(id);
                    say(told("acknowledged").put("number", number).put("added", at));
                }
                case Answer.Refused(String code, String message, _) ->
                        say(told("refused").put("why", code + ": " + message));
                default -> say(told("unknown").put("number", number));
            }
        });
    }

    private void look() throws IOException, InterruptedException {
        VisitorClient client = visitor();
        if (!(client.enter() instanceof VisitorClient.Entered)) {
            throw new IOException("not let in to look: " + client.ended().join().message());
        }
        if (!client.mirror().await(Mirror::isLoaded, PATIENCE)) {
            throw new IOException("not everything came within " + PATIENCE.toSeconds() + " s");
        }
        long missing = acknowledged.stream().filter(id -> !client.mirror().entities().containsKey(id)).count();
        say(told("looked").put("acknowledged", acknowledged.size()).put("missing", missing));
        client.leave();
    }

    private static ObjectNode told(String what) {
        return JsonNodeFactory.instance.objectNode().put("at", InstantSource.system().millis()).put("what", what);
    }

    private static synchronized void say(ObjectNode event) {
        System.out.println(event);
        System.out.flush();
    }
}
