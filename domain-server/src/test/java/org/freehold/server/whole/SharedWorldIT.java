// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpClient;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Host, rendezvous and visitor as three processes, from the command line. */
@Timeout(180)
final class SharedWorldIT {
    private static final int NOT_REACHABLE = 3;

    @TempDir
    private Path folder;

    @TempDir
    private Path scratch;

    @Test
    void visitorWalksInByTheLinkThatTheHostPrints() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient();
                ServerProcess rendezvous =
                        ServerProcess.start(http, scratch, folder.resolve("rendezvous"), "--rendezvous");
                ServerProcess host = ServerProcess.start(
                        http, scratch, folder.resolve("host"), "--share", "--rendezvous-url",
                        "http://localhost:" + rendezvous.port())) {
            String link = host.sharedLink();
            FreeholdCommand.Ended visit = FreeholdCommand.run(scratch, "visit", link, "--json");
            assertEquals(0, visit.exitCode(), visit.err());
            JsonNode report = new JsonMapper().readTree(visit.out());
            assertEquals("webrtc", report.path("transport").asText());
            assertEquals("direct", report.path("path").asText());

            FreeholdCommand.Ended off =
                    FreeholdCommand.run(scratch, "share", "off", "--data", folder.resolve("host").toString());
            assertEquals(0, off.exitCode(), off.err());
            FreeholdCommand.Ended refused = FreeholdCommand.run(scratch, "visit", link);
            assertEquals(NOT_REACHABLE, refused.exitCode());
            assertTrue(refused.err().contains("no-such-host"), refused.err());
        }
    }

    @Test
    void sharingWithoutARendezvousDoesNotStartAndSaysWhatToDo() throws Exception {
        FreeholdCommand.Ended run = FreeholdCommand.run(
                scratch, "run", "--data", folder.resolve("host").toString(), "--port", "0", "--share");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("--rendezvous-url https://meet.example"), run.err());
    }
}
