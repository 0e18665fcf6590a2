// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.freehold.webrtc.ice.PublicAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that are tried at the same time. */
@Timeout(60)
final class TurnServerTest {

    @Test
    void whatTheSecondGivesAsWellIsGivenBack() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        try (FakeTurnServer quick = new FakeTurnServer(new CountDownLatch(0));
                FakeTurnServer slow = new FakeTurnServer(late)) {
            List<TurnServer> servers = List.of(
                    new TurnServer(slow.url(), "u", "p"), new TurnServer(quick.url(), "u", "p"));
            try (RelayedPort first =
                    TurnServer.first(servers, _ -> true, 9, SSLContext.getDefault(), new SecureRandom(),
                            System::nanoTime)) {
                assertNotNull(slow.asked.poll(20, TimeUnit.SECONDS));
                late.countDown();
                assertEquals(0, slow.givenBack.poll(20, TimeUnit.SECONDS), "for no time at all");
                assertEquals(0, quick.givenBack.size());
                assertEquals(true, first.relay().isOpen());
            }
        }
    }

    @Test
    void whoIsAtAnAddressThatMayNotBeAskedIsNotAsked() throws Exception {
        try (FakeTurnServer inside = new FakeTurnServer(new CountDownLatch(0))) {
            List<TurnServer> servers = List.of(new TurnServer(inside.url(), "u", "p"));
            IOException refused = assertThrows(IOException.class,
                    () -> TurnServer.first(
                            servers, PublicAddress::is, 9, SSLContext.getDefault(), new SecureRandom(),
                            System::nanoTime));
            assertEquals("no relay either: 127.0.0.1: not in the internet", refused.getMessage());
            assertEquals(List.of(), List.copyOf(inside.asked));
        }
    }
}
