// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.BanListPublisher;
import org.freehold.moderation.banlist.Scope;
import org.freehold.moderation.signed.Digest;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.moderation.subscription.Settings;
import org.freehold.moderation.subscription.Subscription;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lists in the database: what is damaged is set aside, what nobody needs goes. */
@Timeout(60)
class StoredListsTest {
    private static final String MALLORY = "account:mallory@bad.example";
    private static final String EVE = "account:eve@bad.example";

    private final SecureRandom random = new SecureRandom();
    private final SigningKey key = SigningKey.create(random);
    private final Following.Clock clock = new Following.Clock();

    @TempDir
    private Path folder;

    private Path file;
    private Publisher one;
    private Publisher other;
    private Following domain;

    @BeforeEach
    void followTwoLists() throws Exception {
        file = folder.resolve("world.db");
        one = new Publisher(SigningKey.create(random), clock);
        other = new Publisher(SigningKey.create(random), clock);
        one.list(MALLORY);
        other.list(EVE);
        domain = Following.open(file, clock, key);
        domain.follow("one", one);
        domain.follow("other", other);
    }

    @AfterEach
    void stop() throws Exception {
        domain.close();
        one.close();
        other.close();
    }

    @Test
    void aDamagedSubscriptionIsSetAsideAndEverythingElseGoesOn() throws Exception {
        for (String damage : List.of("no json", "[]", "{}", "{\"id\":\"one\"}")) {
            domain.close();
            change("UPDATE moderation SET value = ? WHERE key = 'subscription:one'", damage);
            domain = Following.open(file, clock, key);

            assertEquals(Set.of("one"), domain.keeper.setAside().keySet(), damage);
            assertEquals(Action.MONITOR, domain.effect(MALLORY));
            assertEquals(Action.DENY, domain.effect(EVE), damage);
            assertEquals("damaged", assertThrows(Refusal.class, () -> domain.keeper.find("one")).code());
            assertEquals(damage, domain.records.store().read("subscription:one").orElseThrow(), "it is left as it is");
        }
        domain.keeper.remove(Caller.SHELL, "one", "banlist/leave");
        domain.follow("one", one);
        assertEquals(Action.DENY, domain.effect(MALLORY));
    }

    @Test
    void aDamagedDocumentIsFetchedAgainAndTheHighestNumberIsNotForgotten() throws Exception {
        BanListPublisher.Next first = one.list("account:second@bad.example");
        domain.refresh("one");
        for (String damage : List.of(
                "UPDATE document SET body = x'7b7d' WHERE sha = ?", "DELETE FROM document WHERE sha = ?")) {
            domain.close();
            change(damage, Digest.bytes(Digest.of(first.bytes())));
            domain = Following.open(file, clock, key);

            Subscription damaged = domain.keeper.find("one");
            assertEquals("damaged", Objects.requireNonNull(damaged.failure()).fault().code());
            assertEquals(2, Objects.requireNonNull(damaged.highest()).seq());
            assertEquals(Action.MONITOR, domain.effect(MALLORY));
            assertEquals(Action.DENY, domain.effect(EVE));

            Subscription whole = domain.refresh("one");
            assertNull(whole.failure());
            assertEquals(Action.DENY, domain.effect(MALLORY), "the same bytes need no new review");
            assertTrue(domain.told.getLast().contains("is whole again"), domain.told.toString());
        }
    }

    @Test
    void whatComesInsteadOfADamagedDocumentWaitsAndAnOlderOneIsRefused() throws Exception {
        BanListPublisher.Next first = one.list("account:second@bad.example");
        BanListPublisher.Next old = one.after(null);
        domain.refresh("one");
        domain.close();
        change("DELETE FROM document WHERE sha = ?", Digest.bytes(Digest.of(first.bytes())));
        domain = Following.open(file, clock, key);

        one.serve(old);
        assertEquals("rollback", Objects.requireNonNull(domain.refresh("one").failure()).fault().code());
        one.serve(one.after(first));
        assertNotNull(domain.refresh("one").held());
        Settings settings = domain.keeper.find("one").settings();
        domain.keeper.apply(Caller.SHELL, "one", settings, domain.keeper.preview("one", settings).hash());
        assertEquals(Action.DENY, domain.effect(MALLORY));
    }

    @Test
    void anOwnListThatIsDamagedIsSetAsideToo() throws Exception {
        for (String name : List.of("good", "bad")) {
            domain.lists.keep(Caller.SHELL, "banlist/create", OwnList.empty(BanList.Kind.BAN_LIST, name,
                    "https://us.example/lists/" + name, name, "https://us.example/c", "https://us.example/a",
                    Scope.RULE));
            domain.lists.publish(Caller.SHELL, name, clock.instant());
        }
        domain.close();
        change("UPDATE moderation SET value = ? WHERE key = 'list:bad'", "{\"name\":\"bad\",\"published\":[{}]}");
        domain = Following.open(file, clock, key);

        assertEquals(Set.of("bad"), domain.lists.setAside().keySet());
        assertEquals(Set.of("good"), domain.lists.all().keySet());
        assertEquals("damaged", assertThrows(Refusal.class, () -> domain.lists.find("bad")).code());
        domain.lists.drop(Caller.SHELL, "bad");
        assertEquals(Map.of(), domain.lists.setAside());
    }

    @Test
    void documentsThatNothingMentionsGoAndEvidenceStays() throws Exception {
        BanListPublisher.Next last = one.list("account:n0@bad.example");
        domain.refresh("one");
        for (int n = 1; n < 5; n++) {
            last = one.list("account:n" + n + "@bad.example");
            domain.refresh("one");
        }
        BanListPublisher.Next lie = one.after(null);
        // The same number as the newest, and another history.
        for (int n = 1; n < 6; n++) {
            lie = one.after(lie);
        }
        one.serve(lie);
        assertEquals("fork", Objects.requireNonNull(domain.refresh("one").failure()).fault().code());
        assertEquals(8, documents());

        assertEquals(5, domain.records.store().forgetUnmentioned());
        assertEquals(0, domain.records.store().forgetUnmentioned());
        for (BanListPublisher.Next kept : List.of(last, lie)) {
            assertArrayEquals(kept.bytes(), domain.records.store()
                    .document(Digest.bytes(Digest.of(kept.bytes()))).orElseThrow());
        }
        domain.close();
        domain = Following.open(file, clock, key);
        assertEquals(Action.DENY, domain.effect("account:n4@bad.example"));
        assertEquals(Action.DENY, domain.effect(EVE));
    }

    @Test
    void anOwnListKeepsTheChainThatSubscribersBridgeGapsWithAndNoMore() throws Exception {
        domain.lists.keep(Caller.SHELL, "banlist/create", OwnList.empty(BanList.Kind.BAN_LIST, "ours",
                "https://us.example/lists/ours", "Ours", "https://us.example/c", "https://us.example/a", Scope.RULE));
        for (int n = 0; n < 103; n++) {
            clock.pass(Duration.ofSeconds(1));
            domain.lists.publish(Caller.SHELL, "ours", clock.instant());
        }
        assertEquals(100, domain.lists.find("ours").own().published().size());
        assertEquals(3, domain.records.store().forgetUnmentioned());
        for (OwnList.Issue issue : domain.lists.find("ours").own().published()) {
            assertEquals(issue.bytes(), domain.lists.document(issue.digest()).length);
        }
    }

    private long documents() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM document")) {
            return rows.getLong(1);
        }
    }

    private void change(String sql, Object value) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                PreparedStatement update = connection.prepareStatement(sql)) {
            if (value instanceof byte[] bytes) {
                update.setBytes(1, bytes);
            } else {
                update.setString(1, (String) value);
            }
            assertEquals(1, update.executeUpdate());
        }
    }
}
