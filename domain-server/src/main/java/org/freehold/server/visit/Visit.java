// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.freehold.server.wire.AvatarPose;
import org.jspecify.annotations.Nullable;

/** One visit from coming to leaving, as the command line asks for it. For one thread, which it blocks. */
final class Visit {
    private static final Duration PATIENCE_FOR_LOADED = Duration.ofSeconds(60);
    private static final Duration PATIENCE_FOR_ANSWERS = Duration.ofSeconds(5);
    private static final Duration PATIENCE_FOR_OWN_LINES = Duration.ofSeconds(2);
    private static final long POSE_MILLIS = 50;

    private final VisitorClient client;
    private final VisitLink link;
    private final @Nullable Duration stay;
    private final List<String> lines;
    private final boolean move;
    private final List<Return> returns = new ArrayList<>();

    /** @param stay null for until everything in sight is loaded */
    Visit(VisitorClient client, VisitLink link, @Nullable Duration stay, List<String> lines, boolean move) {
        this.client = client;
        this.link = link;
        this.stay = stay;
        this.lines = List.copyOf(lines);
        this.move = move;
    }

    /** What came of it. */
    record Outcome(boolean entered, End end, VisitReport report) {}

    /**
     * Came back after the connection was lost.
     *
     * @param lost why, one sentence
     * @param resumed whether to the same session
     * @param awayMillis how long it took
     */
    record Return(String lost, boolean resumed, long awayMillis) {}

    Outcome run() throws InterruptedException {
        return switch (client.enter()) {
            case VisitorClient.NotEntered(End why) ->
                    new Outcome(false, why,
                            new VisitReport(client, null, why, List.of(), List.of(), OptionalLong.empty()));
            case VisitorClient.Entered(Welcome welcome) -> visit(welcome);
        };
    }

    private Outcome visit(Welcome welcome) throws InterruptedException {
        GentleWalk walk = walk(welcome);
        if (link.place() != null) {
            client.pose(walk.arrived());
        }
        try (ScheduledExecutorService walker =
                Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory())) {
            if (move) {
                walkAlong(walk, walker);
            }
            List<CompletableFuture<Answer>> answers = new ArrayList<>();
            lines.forEach(line -> answers.add(client.chat(line)));
            End end = stay == null ? untilLoaded() : untilOver(stay, walk);
            List<Answer.Refused> refusals = end instanceof End.Left ? refusals(answers) : List.of();
            walker.shutdownNow();
            OptionalLong roundTrip = end instanceof End.Left ? ping() : OptionalLong.empty();
            VisitReport report = new VisitReport(
                    client, Objects.requireNonNullElse(client.welcome(), welcome), end, refusals, returns, roundTrip);
            client.leave();
            return new Outcome(true, end, report);
        }
    }

    /** How long it takes until a ping is answered, milliseconds; empty when it is not. */
    private OptionalLong ping() throws InterruptedException {
        long begin = System.nanoTime();
        try {
            client.ping().get(PATIENCE_FOR_OWN_LINES.toMillis(), TimeUnit.MILLISECONDS);
            return OptionalLong.of(Math.ceilDiv(System.nanoTime() - begin, 1_000_000L));
        } catch (TimeoutException e) {
            return OptionalLong.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void walkAlong(GentleWalk walk, ScheduledExecutorService walker) {
        double stepSeconds = POSE_MILLIS / 1000.0;
        var _ = walker.scheduleAtFixedRate(
                new Runnable() {
                    private int steps;

                    @Override
                    public void run() {
                        AvatarPose pose = walk.after(steps++ * stepSeconds);
                        client.pose(pose);
                    }
                },
                0,
                POSE_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** Comes back whenever the connection breaks, for as long as there is time. */
    private End untilOver(Duration duration, GentleWalk walk) throws InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            End end = endWithin(left(duration, begin));
            if (!(end instanceof End.BrokeOff lost) || !left(duration, begin).isPositive()) {
                return end;
            }
            long lostAt = System.nanoTime();
            switch (client.comeBack(left(duration, begin), _ -> {})) {
                case VisitorClient.Entered(Welcome again) -> {
                    returns.add(new Return(
                            lost.message(), again.resumed(), (System.nanoTime() - lostAt) / 1_000_000L));
                    if (link.place() != null && !again.resumed()) {
                        client.pose(walk.arrived());
                    }
                }
                case VisitorClient.NotEntered(End.Unreachable _) -> {
                    return lost;
                }
                case VisitorClient.NotEntered(End why) -> {
                    return why;
                }
            }
        }
    }

    private static Duration left(Duration duration, long beginNanos) {
        return duration.minusNanos(System.nanoTime() - beginNanos);
    }

    private End endWithin(Duration patience) throws InterruptedException {
        try {
            return client.ended().get(Math.max(patience.toMillis(), 0), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new End.Left();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private End untilLoaded() throws InterruptedException {
        CompletableFuture<End> ended = client.ended();
        if (!client.mirror().await(mirror -> mirror.isLoaded() || ended.isDone(), PATIENCE_FOR_LOADED)) {
            return new End.BrokeOff("not everything was loaded within " + PATIENCE_FOR_LOADED.toSeconds() + " s");
        }
        if (!ended.isDone() && !lines.isEmpty()) {
            int said = lines.size();
            client.mirror()
                    .await(mirror -> ownLines(mirror) >= said || ended.isDone(), PATIENCE_FOR_OWN_LINES);
        }
        return ended.isDone() ? ended.join() : new End.Left();
    }

    private long ownLines(Mirror mirror) {
        return mirror.messages().stream().filter(line -> lines.contains(line.text())).count();
    }

    private static List<Answer.Refused> refusals(List<CompletableFuture<Answer>> answers) throws InterruptedException {
        List<Answer.Refused> refusals = new ArrayList<>();
        try {
            for (CompletableFuture<Answer> answer : answers) {
                if (answer.get(PATIENCE_FOR_ANSWERS.toMillis(),
                        TimeUnit.MILLISECONDS) instanceof Answer.Refused refused) {
                    refusals.add(refused);
                }
            }
        } catch (TimeoutException e) {
            refusals.add(new Answer.Refused("no-answer", "a chat line was not answered", "Try again."));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return refusals;
    }

    /** From where the visitor arrived. */
    private GentleWalk walk(Welcome welcome) {
        JsonNode world = welcome.raw().path("world");
        JsonNode entry = world.path("entry").path("position");
        double[] from = link.position();
        String viewpoint = link.place() == null ? null : world.path("places").path(link.place()).textValue();
        if (link.place() != null && viewpoint == null) {
            client.mirror().notice("no-such-place", link.place() + ": the domain has no place of this name");
        }
        if (viewpoint != null) {
            try {
                from = VisitLink.position(viewpoint);
            } catch (IllegalArgumentException e) {
                client.mirror().notice("bad-place", link.place() + ": " + e.getMessage());
            }
        }
        return from == null
                ? new GentleWalk(
                        entry.path("x").asDouble(), entry.path("y").asDouble(), entry.path("z").asDouble())
                : new GentleWalk(from[0], from[1], from[2]);
    }
}
