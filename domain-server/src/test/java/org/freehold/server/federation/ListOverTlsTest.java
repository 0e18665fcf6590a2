// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.freehold.moderation.Action;
import org.freehold.moderation.banlist.BanListPublisher;
import org.freehold.moderation.signed.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A list over https, from a server that shows good and bad certificates (B-08): what a bad one brings is not even looked at. */
@Timeout(60)
class ListOverTlsTest {
    private static final String MALLORY = "account:mallory@bad.example";
    private static final String HOST = "lists.example";

    @TempDir
    private Path folder;

    @Test
    void onlyAValidCertificateForTheNameIsFollowed() throws Exception {
        TestCertificates certificates = new TestCertificates(folder.resolve("certificates.p12"));
        certificates.signed("good", HOST);
        certificates.signed("wrong name", "other.example");
        certificates.signed("expired", HOST, "-startdate", "-10d", "-validity", "5");
        certificates.signed("not yet valid", HOST, "-startdate", "+5d");
        certificates.selfSigned("self-signed", HOST);
        TestCertificates.Shown shown = certificates.server();
        FaultyServer server = new FaultyServer(shown.context().getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Fetcher fetcher = new Fetcher(
                host -> List.of(InetAddress.getLoopbackAddress()), certificates.client(), true, Duration.ofSeconds(5),
                Duration.ofSeconds(10));
        SecureRandom random = new SecureRandom();
        Following.Clock clock = new Following.Clock();
        try (Publisher publisher = new Publisher(
                server, "https://" + HOST + ":" + server.port(), SigningKey.create(random), clock);
                Following domain = Following.open(
                        folder.resolve("world.db"), clock, SigningKey.create(random), fetcher)) {
            shown.show("good");
            publisher.list(MALLORY);
            domain.follow("main", publisher);
            assertEquals(Action.DENY, domain.effect(MALLORY));

            publisher.publish(new BanListPublisher.Retract("e-1-1", "a mistake"));
            for (String bad : List.of("wrong name", "expired", "not yet valid", "self-signed")) {
                shown.show(bad);
                int asked = server.requests().size();
                assertEquals("tls", Objects.requireNonNull(domain.refresh("main").failure(), bad).fault().code(), bad);
                assertEquals(Action.DENY, domain.effect(MALLORY), bad);
                assertEquals(asked, server.requests().size(), "nothing is asked over such a connection");
            }

            shown.show("good");
            assertNull(domain.refresh("main").failure());
            assertEquals(Action.MONITOR, domain.effect(MALLORY));
        }
    }
}
