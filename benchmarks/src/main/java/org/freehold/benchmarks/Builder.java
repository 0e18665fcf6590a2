// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.freehold.server.visit.Answer;
import org.freehold.server.visit.VisitorClient;

/** Edits things of its own as fast as the domain acknowledges it, and remembers what was acknowledged. */
final class Builder implements Runnable {
    /** Of one builder: sent and not acknowledged. */
    static final int IN_FLIGHT = 300;

    private static final int THINGS = 100;

    private final VisitorClient client;
    private final double x;
    private final long pauseNanos;
    private final List<String> ids = new ArrayList<>();
    private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
    private final LongAdder refused = new LongAdder();
    private final Semaphore mayBeSent = new Semaphore(IN_FLIGHT);
    private volatile boolean counting;
    private volatile boolean over;

    /**
     * Builds as fast as it can.
     *
     * @param x where it builds, metres
     */
    Builder(VisitorClient client, double x) {
        this(client, x, Integer.MAX_VALUE);
    }

    /**
     * Builds at leisure.
     *
     * @param x where it builds, metres
     * @param editsPerSecond at most so many
     */
    Builder(VisitorClient client, double x, int editsPerSecond) {
        this.client = client;
        this.x = x;
        this.pauseNanos = TimeUnit.SECONDS.toNanos(1) / editsPerSecond;
    }

    /** Adds the things that are edited later; all at once, since each waits for a tick and for the disk. */
    void prepare() throws IOException {
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < THINGS; i++) {
            String id = "{" + UUID.randomUUID() + "}";
            ObjectNode box = JsonNodeFactory.instance.objectNode().put("type", "Box").put("id", id);
            put(box, i);
            answers.add(client.add(box));
            ids.add(id);
        }
        for (CompletableFuture<Answer> answer : answers) {
            if (!(answer.join() instanceof Answer.Accepted)) {
                throw new IOException("a box could not be added: " + answer.join());
            }
        }
    }

    @Override
    public void run() {
        for (int number = 1; !over; number++) {
            mayBeSent.acquireUninterruptibly();
            LockSupport.parkNanos(pauseNanos);
            String id = ids.get(number % THINGS);
            ObjectNode properties = JsonNodeFactory.instance.objectNode().put("name", Integer.toString(number));
            put(properties, number);
            int sent = number;
            long begin = System.nanoTime();
            var _ = client.edit(id, properties).thenAccept(answer -> {
                if (answer instanceof Answer.Accepted) {
                    acknowledged.put(id, sent);
                    if (counting) {
                        millis.add((System.nanoTime() - begin) / 1e6);
                    }
                } else {
                    refused.increment();
                }
                mayBeSent.release();
            });
        }
        // Until the last one is answered.
        mayBeSent.acquireUninterruptibly(IN_FLIGHT);
    }

    void count(boolean counted) {
        counting = counted;
    }

    /** {@link #run} ends when everything sent has been answered. */
    void stop() {
        over = true;
    }

    /** The number that each thing had in its last acknowledged edit. */
    Map<String, Integer> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    /** How long each edit that was counted took until it was acknowledged. */
    List<Double> millis() {
        return List.copyOf(millis);
    }

    long refused() {
        return refused.sum();
    }

    private void put(ObjectNode properties, int number) {
        properties.putObject("position").put("x", x + number % 10 * 0.3).put("y", 1).put("z", number % 7 * 0.3);
    }
}
