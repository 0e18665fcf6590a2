// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.whole;

import static org.freehold.server.whole.ServerProcess.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.freehold.server.visit.Answer;
import org.freehold.server.visit.Mirror;
import org.freehold.server.visit.VisitorClient;
import org.freehold.server.visit.VisitorKey;
import org.freehold.server.visit.Welcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections that are cut amid edits, and go on. */
@Timeout(120)
final class ResumeIT {
    private static final int CUTS = 10;
    private static final int LONGEST_MILLIS = 150;

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final long seed = Long.getLong("freehold.test.seed", 20_260_102L);
    private final Random random = new Random(seed);
    private final BusyBuilder builder = new BusyBuilder("Builder", seed);
    private Path data = Path.of("");

    @BeforeEach
    void makeAnEmptyWorld(TestReporter reporter) throws Exception {
        reporter.publishEntry("seed", Long.toString(seed));
        data = folder.resolve("data");
        Path nothing = Files.writeString(folder.resolve("nothing.json"), "{\"Version\": 140, \"Entities\": []}");
        assertEquals(0,
                FreeholdCommand.run(folder, "import", "--data", data.toString(), nothing.toString()).exitCode());
    }

    @Test
    void editsAndChatOfACutConnectionAreDoneOnceAndAllOfThem() throws Exception {
        try (ServerProcess server = ServerProcess.start(http, folder, data);
                VisitorClient witness = server.enter("Witness");
                VisitorClient client = server.visitor(VisitorKey.generate(), "Builder", true)) {
            Welcome first = ServerProcess.enter(client);
            List<CompletableFuture<Answer>> lines = new ArrayList<>();
            for (int cut = 1; cut <= CUTS; cut++) {
                cutLater(client);
                lines.add(client.chat("line " + cut));
                builder.buildUntilTheEnd(client);
                Welcome again = ServerProcess.enter(client);
                assertTrue(again.resumed(), "cut " + cut);
                assertEquals(first.handle(), again.handle(), "cut " + cut);
            }
            builder.awaitAnswers();
            for (CompletableFuture<Answer> line : lines) {
                assertInstanceOf(Answer.Accepted.class, line.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
            assertTrue(client.mirror().await(Mirror::isLoaded, PATIENCE));
            assertInstanceOf(Answer.Accepted.class, witness.ping().get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertTrue(witness.mirror().await(mirror -> mirror.messages().size() >= CUTS, PATIENCE));

            String where = "seed " + seed;
            assertTrue(witness.mirror().await(
                    mirror -> mirror.entities().equals(client.mirror().entities()), PATIENCE),
                    where + ": who was cut off does not see what others see");
            assertEquals(0, builder.settle(witness.mirror().entities(), where));
            assertTrue(builder.acknowledged() > CUTS, "only " + builder.acknowledged() + " edits");
            List<String> said = new ArrayList<>();
            witness.mirror().messages().forEach(line -> said.add(line.text()));
            List<String> expected = new ArrayList<>();
            for (int cut = 1; cut <= CUTS; cut++) {
                expected.add("line " + cut);
            }
            assertEquals(expected, said, "what was said, once and in order");
            assertEquals("Builder", witness.mirror().people().get(first.handle()));
        }
        http.shutdownNow();
    }

    @Test
    void anotherStartOfTheServerKeepsWhatWasAcknowledgedAndSaysThatTheSessionIsNew() throws Exception {
        VisitorKey key = VisitorKey.generate();
        ServerProcess server = ServerProcess.start(http, folder, data);
        String port = Integer.toString(server.port());
        try (VisitorClient client = server.visitor(key, "Builder", true)) {
            assertFalse(ServerProcess.enter(client).resumed());
            for (int start = 1; start <= 2; start++) {
                ServerProcess killed = server;
                CompletableFuture<Void> killing = CompletableFuture.runAsync(
                        () -> killed.killUnder(List.of(client)),
                        CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
                builder.buildUntilTheEnd(client);
                killing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                server = ServerProcess.start(http, folder, data, "--port", port);
                assertFalse(ServerProcess.enter(client).resumed());
                assertTrue(client.mirror().await(Mirror::isLoaded, PATIENCE));
                builder.settle(client.mirror().entities(), "seed " + seed + ", start " + start);
            }
            assertTrue(builder.acknowledged() > 0);
        } finally {
            server.close();
            http.shutdownNow();
        }
    }

    private void cutLater(VisitorClient client) {
        var _ = CompletableFuture.runAsync(client::breakOff,
                CompletableFuture.delayedExecutor(1L + random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS));
    }
}
