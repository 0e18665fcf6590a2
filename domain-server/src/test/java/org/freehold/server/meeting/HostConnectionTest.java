// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.meeting;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.freehold.moderation.signed.SigningKey;
import org.junit.jupiter.api.Test;

final class HostConnectionTest {
    /** A session is kept for 30 s after the visitor was heard last; a second registration takes some as well. */
    private static final Duration WELL_BEFORE_SESSIONS_END = Duration.ofSeconds(15);

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void aRendezvousThatIsNotHeardIsGivenUpWhileSessionsCanStillBeResumed() throws Exception {
        try (SilentRendezvous rendezvous = new SilentRendezvous();
                HttpClient http = HttpClient.newHttpClient();
                TestHost host = TestHost.register(
                        http, rendezvous.url(), SigningKey.create(new SecureRandom()), "Harbour",
                        InstantSource.system(), "",
                        nanos::get)) {
            String _ = host.link();

            nanos.addAndGet(WELL_BEFORE_SESSIONS_END.toNanos());

            assertTrue(host.end().sentence().contains("fallen silent"), host.end().sentence());
        }
    }
}
