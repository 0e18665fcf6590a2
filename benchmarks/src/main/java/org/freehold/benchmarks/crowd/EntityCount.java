// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * Counts the entities that a visitor is sent until there are enough, and says how long that took; the server sends near ones first. For one thread, but for
 * {@link #enough()}.
 */
final class EntityCount {
    private static final JsonFactory JSON = new JsonFactory();

    private final long begunNanos;
    private final CompletableFuture<Double> enough = new CompletableFuture<>();
    private final int wanted;
    private int count;

    /**
     * Has none yet.
     *
     * @param begunNanos when the connection was begun
     * @param wanted how many are enough; 0 when none are to be counted
     */
    EntityCount(long begunNanos, int wanted) {
        this.begunNanos = begunNanos;
        this.wanted = wanted;
    }

    boolean isCounting() {
        return count < wanted;
    }

    /** Milliseconds from the beginning of the connection until there were enough. Any thread. */
    CompletableFuture<Double> enough() {
        return enough;
    }

    /** A message of the server. */
    void text(byte[] bytes, int from, int to) {
        if (!isCounting()) {
            return;
        }
        try (JsonParser parser = JSON.createParser(bytes, from, to - from)) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (name.equals("add") && value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        parser.skipChildren();
                        count++;
                    }
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("not JSON: " + e.getMessage(), e);
        }
        if (!isCounting()) {
            enough.complete((System.nanoTime() - begunNanos) / 1e6);
        }
    }
}
