// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.freehold.server.app.TestDomain;
import org.freehold.server.meeting.RendezvousUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a real rendezvous on this machine, and without a router. */
@Timeout(120)
final class ExaminationIT {

    @TempDir
    private Path folder;

    @Test
    void asksTheStunServerOfARendezvousAndTellsOfOneThatIsNone() throws Exception {
        Path secret = Files.createFile(
                folder.resolve("secret"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, "a shared secret of the relay");
        Files.writeString(folder.resolve("freehold.toml"), """
                [rendezvous]
                enabled = true
                stun_port = 0
                [turn]
                servers = "turn:turn.example:3478?transport=udp"
                secret_file = "secret"
                """);
        try (TestDomain domain = TestDomain.start(folder, null, 0);
                HttpClient http = HttpClient.newHttpClient()) {
            RendezvousUrl good = RendezvousUrl.parse("http://localhost:" + domain.server().address().getPort());
            RendezvousUrl bad = RendezvousUrl.parse("http://localhost:1");
            Observations seen = new Examination(
                    http, List::of, InstantSource.system(), System::nanoTime, new SecureRandom())
                    .run(List.of(good, bad), List.of(), List.of("turns:own.example:443"), false);
            assertEquals(good.origin(), seen.rendezvous().getFirst().origin());
            assertNull(seen.rendezvous().getFirst().problem());
            assertNotNull(seen.rendezvous().getLast().problem());
            assertEquals(List.of("turns:own.example:443", "turn:turn.example:3478?transport=udp"), seen.relays());
            assertEquals(List.of(), seen.router());
            Diagnosis diagnosis = Diagnosis.of(seen, 4080, false);
            assertEquals(NetworkKind.NONE, diagnosis.ipv4());
            assertTrue(String.join("\n", DiagnosisText.lines(diagnosis)).contains(bad.origin() + " did not work"));
        }
    }
}
