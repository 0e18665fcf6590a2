// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.whole;

import static org.freehold.server.whole.ServerProcess.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.freehold.server.visit.Mirror;
import org.freehold.server.visit.VisitorClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole server, killed amid the edits of several builders, again and again with the same data. */
@Timeout(300)
final class KilledServerIT {
    /** More with {@code -Dfreehold.test.rounds=N}. */
    private static final int ROUNDS = Integer.getInteger("freehold.test.rounds", 10);
    private static final int BUILDERS = 4;
    private static final int LONGEST_ROUND_MILLIS = 250;
    private static final int LONGEST_START_MILLIS = 500;
    /** One of so many starts is killed, too. */
    private static final int STARTS_FOR_A_KILL = 4;

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void everyAcknowledgedEditIsFoundAgainAfterEachKill(TestReporter reporter) throws Exception {
        long seed = Long.getLong("freehold.test.seed", 20_260_101L);
        reporter.publishEntry("seed", Long.toString(seed));
        Random random = new Random(seed);
        Path data = folder.resolve("data");
        Path nothing = Files.writeString(folder.resolve("nothing.json"), "{\"Version\": 140, \"Entities\": []}");
        // Ends by itself, so that the next starts are quick.
        try (ServerProcess server = ServerProcess.start(http, folder, data, "--world", nothing.toString())) {
            server.stop();
        }
        List<BusyBuilder> builders = new ArrayList<>();
        for (int i = 1; i <= BUILDERS; i++) {
            builders.add(new BusyBuilder("Builder-" + i, seed + i));
        }
        int unacknowledged = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            int millis = random.nextInt(LONGEST_ROUND_MILLIS);
            String where = "seed " + seed + ", round " + round + ", killed after " + millis + " ms";
            try (ServerProcess server = ServerProcess.start(http, folder, data)) {
                List<VisitorClient> clients = enter(server, builders);
                unacknowledged += compare(clients.getFirst(), builders, where);
                buildUntilKilled(server, builders, clients, millis);
            }
            if (random.nextInt(STARTS_FOR_A_KILL) == 0) {
                killWhileStarting(data, random.nextInt(LONGEST_START_MILLIS));
            }
        }
        try (ServerProcess server = ServerProcess.start(http, folder, data)) {
            List<VisitorClient> clients = enter(server, builders);
            unacknowledged += compare(clients.getFirst(), builders, "seed " + seed + ", after the last round");
            clients.forEach(VisitorClient::close);
        }
        long acknowledged = builders.stream().mapToLong(BusyBuilder::acknowledged).sum();
        reporter.publishEntry("edits", acknowledged + " acknowledged, " + unacknowledged + " stored without that");
        assertTrue(acknowledged > ROUNDS * 20L, "only " + acknowledged + " edits: the kills came too early");
        assertTrue(unacknowledged > 0, "no kill came between the disk and the answer: the test shows too little");
        http.shutdownNow();
    }

    private static List<VisitorClient> enter(ServerProcess server, List<BusyBuilder> builders)
            throws InterruptedException {
        List<VisitorClient> clients = new ArrayList<>();
        for (BusyBuilder builder : builders) {
            clients.add(server.enter(builder.name()));
        }
        return clients;
    }

    /** What the domain holds is what the builders were promised, and nothing else. */
    private static int compare(VisitorClient witness, List<BusyBuilder> builders, String where) throws Exception {
        assertTrue(witness.mirror().await(Mirror::isLoaded, PATIENCE), where);
        Map<String, ObjectNode> found = witness.mirror().entities();
        int unacknowledged = 0;
        Set<String> expected = new HashSet<>();
        for (BusyBuilder builder : builders) {
            unacknowledged += builder.settle(found, where);
            expected.addAll(builder.stored().keySet());
        }
        assertEquals(expected, found.keySet(), where);
        return unacknowledged;
    }

    private static void buildUntilKilled(
            ServerProcess server, List<BusyBuilder> builders, List<VisitorClient> clients, int millis)
            throws Exception {
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < builders.size(); i++) {
                BusyBuilder builder = builders.get(i);
                VisitorClient client = clients.get(i);
                people.execute(() -> builder.buildUntilTheEnd(client));
            }
            Executor later = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
            CompletableFuture.runAsync(() -> server.killUnder(clients), later).get(PATIENCE.toSeconds(),
                    TimeUnit.SECONDS);
        }
        // Whatever had no answer by now has none.
        clients.forEach(VisitorClient::close);
    }

    private void killWhileStarting(Path data, int millis) throws Exception {
        try (ServerProcess server = ServerProcess.begin(http, folder, data)) {
            Executor later = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
            CompletableFuture.runAsync(server::kill, later).get(PATIENCE.toSeconds(),
                    TimeUnit.SECONDS);
        }
    }
}
