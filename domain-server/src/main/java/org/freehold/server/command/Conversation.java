// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.freehold.server.api.ApiAnswer;
import org.freehold.server.api.ApiClient;
import org.jspecify.annotations.Nullable;

/** What a command says to a domain, and what it answers. Calls block. */
public final class Conversation implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Beginning beginning;
    private final PrintWriter progress;
    private @Nullable ApiClient client;

    /** How a domain is reached. */
    @FunctionalInterface
    interface Beginning {
        /** Blocks. */
        ApiClient connect() throws NotDone;
    }

    /** {@code progress} is told what takes long. */
    Conversation(Beginning beginning, PrintWriter progress) {
        this.beginning = beginning;
        this.progress = progress;
    }

    /** No arguments yet. */
    public static ObjectNode arguments() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * Asks for an operation, such as {@code ban/add}.
     *
     * @throws NotDone when the domain refuses or does not answer
     */
    public ObjectNode ask(String operation, ObjectNode arguments) throws NotDone {
        CountDownLatch answered = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> sayIfSlow(answered));
        try {
            return switch (client().ask(operation, arguments)) {
                case ApiAnswer.Done(ObjectNode answer) -> answer;
                case ApiAnswer.Refused refused ->
                        throw new NotDone(refused.code(), (refused.detail() + "\n" + refused.whatToDo()).strip());
                case ApiAnswer.Failed(String why) -> throw new NotDone("failed", why);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotDone("failed", operation + " was interrupted; it may have been done.");
        } finally {
            answered.countDown();
        }
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }

    /** Only who really asks needs a domain. */
    private ApiClient client() throws NotDone {
        if (client == null) {
            client = beginning.connect();
        }
        return client;
    }

    private void sayIfSlow(CountDownLatch answered) {
        try {
            if (!answered.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                progress.println("Waiting for the domain…");
                progress.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
