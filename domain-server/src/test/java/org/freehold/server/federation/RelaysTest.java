// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Subject;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.BanListPublisher;
import org.freehold.moderation.banlist.Entry;
import org.freehold.moderation.banlist.Scope;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.moderation.subscription.Subscription;
import org.freehold.server.desk.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A list of ours that passes on what a list says that we follow (B-22, B-35). */
@Timeout(60)
class RelaysTest {
    private static final String MALLORY = "account:mallory@bad.example";
    private static final String EVE = "account:eve@bad.example";

    private final SecureRandom random = new SecureRandom();
    private final Following.Clock clock = new Following.Clock();

    @TempDir
    private Path folder;

    private Publisher origin;
    private Following domain;

    @BeforeEach
    void passOn() throws Exception {
        origin = new Publisher(SigningKey.create(random), clock);
        origin.list(MALLORY);
        domain = Following.open(folder.resolve("world.db"), clock, SigningKey.create(random));
        domain.follow("origin", origin);
        OwnList ours = OwnList.empty(BanList.Kind.BAN_LIST, "ours", "https://us.example/lists/ours", "Ours",
                "https://us.example/c", "https://us.example/a", Scope.RULE);
        domain.lists.keep(Caller.SHELL, "banlist/create",
                ours.withRelays(List.of(new OwnList.Relay("origin", Action.QUARANTINE, ""))));
        domain.lists.publish(Caller.SHELL, "ours", clock.instant());
    }

    @AfterEach
    void stop() throws Exception {
        domain.close();
        origin.close();
    }

    @Test
    void saysWhoseStatementItIsAndGoesNoFurtherThanItsOperatorWants() {
        Entry entry = entry(MALLORY);
        assertEquals(origin.fingerprint(), entry.origin());
        assertEquals(Action.QUARANTINE, entry.action());
        assertEquals(Action.DENY, Objects.requireNonNull(entry.relay()).action());
    }

    @Test
    void issuesItselfAgainWhenTheListChangesAndLeavesDraftsAlone() throws Exception {
        domain.lists.keep(Caller.SHELL, "banlist/add", domain.lists.find("ours").own().with(new BanListPublisher.Add(
                Subject.parse("home:draft.example").orElseThrow(), Action.DENY, Set.of(), "not yet", null, null,
                null)));
        domain.lists.reissue(Caller.SHELL, clock.instant());
        assertEquals(1, list().seq(), "nothing has changed");

        origin.list(EVE);
        domain.refresh("origin");
        domain.lists.reissue(Caller.SHELL, clock.instant());
        assertEquals(2, list().seq());
        assertNotNull(entry(EVE));
        assertEquals(List.of("home:draft.example"), domain.lists.find("ours").own().drafts().stream()
                .map(draft -> ((BanListPublisher.Add) draft).subject().text()).toList());
    }

    @Test
    void aRetractionFlowsThroughByItself() throws Exception {
        origin.publish(new BanListPublisher.Retract("e-1-1", "mistaken identity"));
        domain.refresh("origin");
        domain.lists.reissue(Caller.SHELL, clock.instant());
        assertEquals("mistaken identity", list().retractions().getFirst().reason());
        assertEquals(1, list().entries().size());
    }

    @Test
    void passesOnNothingThatWaitsOrIsIgnoredHere() throws Exception {
        BanListPublisher.Change[] many = new BanListPublisher.Change[60];
        for (int n = 0; n < many.length; n++) {
            many[n] =
                    new BanListPublisher.Add(Subject.parse("account:n" + n + "@bad.example").orElseThrow(), Action.DENY,
                            Set.of(Category.SPAM), "spam", null, null, null);
        }
        origin.publish(many);
        assertNotNull(domain.refresh("origin").held());
        domain.lists.reissue(Caller.SHELL, clock.instant());
        assertEquals(2, list().entries().size());

        domain.keeper.change(Caller.SHELL, "banlist/ignore", "origin",
                before -> before.dismissing(new Subscription.Dismissal("e-1-1", MALLORY), true));
        domain.lists.reissue(Caller.SHELL, clock.instant());
        assertEquals(1, list().entries().size());
    }

    @Test
    void endsWhatItPassedOnWhenTheListIsLeft() throws Exception {
        domain.keeper.change(Caller.SHELL, "banlist/leave", "origin", before -> before.leave(clock.instant()));
        domain.lists.reissue(Caller.SHELL, clock.instant());
        assertEquals(1, list().entries().size());
        assertEquals("No longer passed on.", list().retractions().getFirst().reason());
        assertEquals(List.of(), domain.lists.find("ours").own().relays());
    }

    @Test
    void isRenewedBeforeItExpiresEvenWithDrafts() throws Exception {
        domain.lists.keep(Caller.SHELL, "banlist/retract",
                domain.lists.find("ours").own().with(new BanListPublisher.Retract("e-9-9", "of a later document")));
        clock.pass(Duration.ofDays(4));
        domain.lists.reissue(Caller.SHELL, clock.instant());
        assertEquals(2, list().seq());
        assertEquals(1, domain.lists.find("ours").own().drafts().size());
    }

    private BanList list() {
        return Objects.requireNonNull(Objects.requireNonNull(domain.lists.all().get("ours")).list());
    }

    private Entry entry(String subject) {
        return list().entries().stream()
                .filter(entry -> entry.subject().text().equals(subject))
                .findFirst()
                .orElseThrow();
    }
}
