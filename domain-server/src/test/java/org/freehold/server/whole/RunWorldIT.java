// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import org.freehold.server.worldfile.WorldFileReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code freehold run --world FILE}, and what the other commands say beside the running server. */
@Timeout(120)
final class RunWorldIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path OURS =
            Path.of("src", "test", "resources", "org", "freehold", "server", "worldfile", "all-types.json");
    /** A real world, which is no part of the project; without it our own has to do. */
    private static final Path REAL = Path.of("..", "..", "shared", "worlds", "rust-club-domain.models.json");

    @TempDir
    private Path folder;

    @Test
    void worldOfAFileIsOpenedOnceAndKeptAfterThat() throws Exception {
        Path file = (Files.exists(REAL) ? REAL : OURS).toAbsolutePath();
        long lasting = lasting(file);
        Path data = folder.resolve("data");
        HttpClient http = HttpClient.newHttpClient();
        for (int start = 1; start <= 2; start++) {
            try (ServerProcess server = ServerProcess.start(http, folder, data, "--world", file.toString())) {
                FreeholdCommand.Ended visit =
                        FreeholdCommand.run(folder, "visit", server.link(), "--all", "--json", "--name", "Reader");
                assertEquals(0, visit.exitCode(), visit.err());
                JsonNode seen = JSON.readTree(visit.out());
                assertEquals(lasting, seen.at("/entities/total").asInt());
                assertEquals(1, visit.out().strip().lines().count());
                Path exported = folder.resolve("exported-" + start + ".json.gz");
                assertEquals(0, FreeholdCommand.run(
                        folder, "export", "--data", data.toString(), exported.toString()).exitCode());
                assertEquals(lasting, lasting(exported));
                FreeholdCommand.Ended refused =
                        FreeholdCommand.run(folder, "import", "--data", data.toString(), file.toString());
                assertEquals(1, refused.exitCode());
                assertTrue(refused.err().contains("in use"), refused.err());
                assertEquals(143, server.stop());
                assertTrue(server.log().isEmpty(), server.log());
            }
        }
        http.shutdownNow();
    }

    /** How many entities it holds, but for those whose time may be over. */
    private static long lasting(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return WorldFileReader.read(in).world().entities().stream()
                    .filter(entity -> entity.lifetimeSeconds() < 0)
                    .count();
        }
    }
}
