// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.freehold.moderation.Action;
import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;
import org.freehold.moderation.admission.Overrides;
import org.freehold.moderation.admission.Roster;
import org.freehold.moderation.admission.Rulebook;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.moderation.subscription.Level;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Records;
import org.freehold.server.desk.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whom lists do not touch, from the change on that makes it so, and no longer than that. */
@Timeout(60)
final class ExemptionsTest {
    private static final String MALLORY = "account:mallory@bad.example";
    private static final Subject SUBJECT = Subject.parse(MALLORY).orElseThrow();

    private final SecureRandom random = new SecureRandom();
    private final Following.Clock clock = new Following.Clock();

    @TempDir
    private Path folder;

    private Publisher publisher;
    private Following domain;

    @BeforeEach
    void followAListThatNamesMallory() throws Exception {
        publisher = new Publisher(SigningKey.create(random), clock);
        publisher.list(MALLORY);
        domain = Following.open(folder.resolve("world.db"), clock, SigningKey.create(random));
        domain.follow("list", publisher);
        assertEquals(Action.DENY, domain.effect(MALLORY));
    }

    @AfterEach
    void stop() throws Exception {
        domain.close();
        publisher.close();
    }

    @Test
    void whoIsNoLongerLetInByAnOverrideIsHitAtOnce() throws Exception {
        change(before -> before.with(before.overrides()
                .with(new Overrides.Ruling(SUBJECT, Overrides.Verdict.ALLOW, null, clock.instant(), "test"))));
        assertEquals(Action.MONITOR, domain.effect(MALLORY));
        changeTheList();
        assertEquals(Action.MONITOR, domain.effect(MALLORY));
        change(before -> before.with(before.overrides().without(SUBJECT)));
        assertEquals(Action.DENY, domain.effect(MALLORY));
    }

    @Test
    void whoIsNoLongerModeratorIsHitAtOnce() throws Exception {
        change(before -> before.with(before.roster()
                .with(new Roster.Entry(SUBJECT, Standing.MODERATOR, null, clock.instant(), "test"))));
        changeTheList();
        assertEquals(Action.MONITOR, domain.effect(MALLORY));
        change(before -> before.with(before.roster().without(SUBJECT)));
        assertEquals(Action.DENY, domain.effect(MALLORY));
    }

    @Test
    void whatIsOnlyNotedLeavesTheRulebookAsItIs() throws Exception {
        Rulebook before = domain.records.rulebook();
        domain.records.note(Caller.SHELL, Records.Entry.of("test", ""));
        assertSame(before, domain.records.rulebook());
    }

    private void changeTheList() throws Refusal {
        domain.keeper.change(Caller.SHELL, "banlist/level", "list",
                before -> before.withSettings(before.settings().withReview(true).withLevel(Level.ENFORCE)));
    }

    private void change(Records.Change change) throws Refusal {
        domain.records.change(Caller.SHELL, Records.Entry.of("test", ""), change);
    }
}
