// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.freehold.moderation.banlist.BanListPublisher;
import org.freehold.moderation.signed.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What moderators hear of lists that are followed. */
@Timeout(60)
final class NoticesTest {
    private final SecureRandom random = new SecureRandom();
    private final Following.Clock clock = new Following.Clock();

    @TempDir
    private Path folder;

    @Test
    void moderatorsAreToldInASentenceWhatAnUpdateBrought() throws Exception {
        try (Publisher publisher = new Publisher(SigningKey.create(random), clock);
                Following domain =
                        Following.open(folder.resolve("world.db"), clock, SigningKey.create(random))) {
            publisher.list("account:mallory@bad.example");
            domain.follow("list", publisher);
            domain.told.clear();

            BanListPublisher.Next second = publisher.list("home:bad.example");
            domain.refresh("list");
            assertEquals("The list \"Main\" was updated: 1 added (home:bad.example).", domain.told.removeLast());

            String id = second.list().entries().getLast().id();
            publisher.publish(new BanListPublisher.Retract(id, "a mistake"));
            domain.refresh("list");
            assertEquals("The list \"Main\" was updated: 1 retracted (" + id + ": a mistake).",
                    domain.told.removeLast());

            domain.refresh("list");
            assertEquals(0, domain.told.size(), "nothing new, nothing told");
            publisher.server.close();
            domain.refresh("list");
            domain.refresh("list");
            assertEquals(1, domain.told.size(), "a fault is told once: " + domain.told);
        }
    }
}
