// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;
import org.freehold.moderation.Action;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Subject;
import org.freehold.moderation.admission.History;
import org.freehold.moderation.admission.Rulebook;
import org.freehold.moderation.admission.ThisDomain;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.moderation.subscription.Level;
import org.freehold.moderation.subscription.Settings;
import org.freehold.moderation.subscription.Subscription;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Records;
import org.freehold.server.desk.Refusal;
import org.freehold.server.session.Visits;
import org.freehold.server.storage.StorageException;
import org.freehold.server.signature.RequestSigner;
import org.freehold.server.storage.StoreOptions;
import org.freehold.server.storage.WorldStore;

/** A domain as far as it follows and publishes lists, on a world file, by the test's clock; nobody is inside. */
final class Following implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    final WorldStore world;
    final Records records;
    final SubscriptionKeeper keeper;
    final SubscriptionUpdates updates;
    final PublishedLists lists;
    /** What moderators were told. */
    final List<String> told = new ArrayList<>();
    private final Clock clock;

    /** Stands until it is moved. */
    static final class Clock implements InstantSource {
        private volatile Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }

        void set(Instant time) {
            now = time;
        }
    }

    private Following(WorldStore world, Clock clock, SigningKey key, Fetcher fetcher) throws Exception {
        this.world = world;
        this.clock = clock;
        records = Records.open(
                world.moderation(),
                Rulebook.initial(new ThisDomain(key.thumbprint(), Set.of()), false),
                Map.of(), new NoVisits(), clock);
        ListWork work = new ListWork();
        keeper = SubscriptionKeeper.open(records, List::of, work);
        lists = PublishedLists.open(records, () -> key, new RelaySources(keeper));
        updates = new SubscriptionUpdates(
                records, keeper,
                new ListSource(fetcher, () -> new RequestSigner(key, clock, new SecureRandom()), work), told::add,
                new Random(1));
    }

    /** Starts the domain of this file, whose key is this one. */
    static Following open(Path file, Clock clock, SigningKey key) throws Exception {
        return open(file, clock, key, new Fetcher(
                Resolver.system(), (SSLSocketFactory) SSLSocketFactory.getDefault(), true, Duration.ofSeconds(5),
                Duration.ofSeconds(10)));
    }

    /** The same, asking publishers so. */
    static Following open(Path file, Clock clock, SigningKey key, Fetcher fetcher) throws Exception {
        WorldStore world = WorldStore.open(file, StoreOptions.DEFAULT, InstantSource.system());
        try {
            return new Following(world, clock, key, fetcher);
        } catch (Exception e) {
            world.close();
            throw e;
        }
    }

    /** Follows the list, enforces it, and applies its first document. */
    void follow(String id, Publisher publisher) throws Refusal {
        keeper.subscribe(Caller.SHELL, id, publisher.url(), publisher.fingerprint(),
                Settings.USUAL.withLevel(Level.ENFORCE));
        updates.fetch(id);
        keeper.apply(Caller.SHELL, id, keeper.find(id).settings(),
                keeper.preview(id, keeper.find(id).settings()).hash());
    }

    /** Asks the publisher again, as soon as that is polite. */
    Subscription refresh(String id) throws Refusal {
        clock.pass(Duration.ofMinutes(6));
        updates.fetch(id);
        return keeper.find(id);
    }

    /** The hardest that lists come to about a subject. */
    Action effect(String subject) {
        return records.rulebook().lists().find(List.of(Subject.parse(subject).orElseThrow()), clock.instant()).stream()
                .map(finding -> finding.effective())
                .max(Action::compareTo)
                .orElse(Action.MONITOR);
    }

    @Override
    public void close() throws StorageException {
        world.close();
    }

    private static final class NoVisits implements Visits {
        @Override
        public History historyOf(Identity identity) {
            return History.NONE;
        }

        @Override
        public void came(Identity identity, String name) {}

        @Override
        public void left(Identity identity, String name) {}
    }
}
