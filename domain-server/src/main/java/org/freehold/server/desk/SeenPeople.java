// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.freehold.moderation.Identity;
import org.freehold.moderation.admission.History;
import org.freehold.server.session.Visits;
import org.freehold.server.storage.ModerationStore;
import org.freehold.server.storage.ModerationStore.Seen;
import org.freehold.server.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who was here, known by heart and written down behind everybody's back. Any thread; nothing but {@link #open} and {@link #writeDown}
 * blocks. What a crash loses is the last visit of somebody, which decides nothing.
 */
public final class SeenPeople implements Visits {
    private static final Logger LOG = LoggerFactory.getLogger(SeenPeople.class);

    /** Those seen longest ago are forgotten beyond that. */
    private static final int KEPT = 200_000;

    private final ModerationStore store;
    private final InstantSource clock;
    private final Executor blocking;
    private final Map<String, Seen> byKey = new ConcurrentHashMap<>();
    private final Set<String> unwritten = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean writing = new AtomicBoolean();

    private SeenPeople(ModerationStore store, InstantSource clock, Executor blocking) {
        this.store = store;
        this.clock = clock;
        this.blocking = blocking;
    }

    /** Those who were here before. Blocks. */
    public static SeenPeople open(ModerationStore store, InstantSource clock, Executor blocking)
            throws StorageException {
        SeenPeople people = new SeenPeople(store, clock, blocking);
        store.keepSeen(KEPT);
        store.seen(KEPT).forEach(seen -> people.byKey.put(seen.key(), seen));
        return people;
    }

    @Override
    public History historyOf(Identity identity) {
        String portable = identity.portableKey();
        Seen seen = byKey.get(portable == null ? identity.key() : portable);
        return seen == null ? History.NONE : new History(seen.first(), seen.last(), seen.visits());
    }

    @Override
    public void came(Identity identity, String name) {
        note(identity, name, 1);
    }

    @Override
    public void left(Identity identity, String name) {
        note(identity, name, 0);
    }

    /** The last ones who were here. */
    public List<Seen> lately(int count) {
        return byKey.values().stream()
                .sorted(Comparator.comparing(Seen::last).reversed().thenComparing(Seen::key))
                .limit(count)
                .toList();
    }

    private void note(Identity identity, String name, int visits) {
        Instant now = clock.instant();
        note(identity.key(), name, visits, now);
        String portable = identity.portableKey();
        if (portable != null && !portable.equals(identity.key())) {
            note(portable, name, visits, now);
        }
        if (writing.compareAndSet(false, true)) {
            try {
                blocking.execute(this::writeDown);
            } catch (RejectedExecutionException e) {
                // The server stops; it writes down what is left by itself.
                writing.set(false);
            }
        }
    }

    private void note(String key, String name, int visits, Instant now) {
        byKey.merge(
                key,
                new Seen(key, now, now, Math.max(1, visits), name),
                (before, more) -> new Seen(key, before.first(), now, before.visits() + visits, name));
        unwritten.add(key);
    }

    /** Writes what has not been written. Blocks. */
    public void writeDown() {
        writing.set(false);
        List<Seen> people = new ArrayList<>();
        for (String key : List.copyOf(unwritten)) {
            // Before it is read: whoever is noted meanwhile is written once more.
            unwritten.remove(key);
            Seen seen = byKey.get(key);
            if (seen != null) {
                people.add(seen);
            }
        }
        try {
            if (!people.isEmpty()) {
                store.saw(people);
            }
        } catch (StorageException e) {
            people.forEach(seen -> unwritten.add(seen.key()));
            LOG.warn("Who was here is not written down: {}", e.getMessage());
        }
        forget();
    }

    private void forget() {
        if (byKey.size() > KEPT + KEPT / 10) {
            byKey.values().stream()
                    .sorted(Comparator.comparing(Seen::last))
                    .limit(byKey.size() - KEPT)
                    .map(Seen::key)
                    .toList()
                    .forEach(byKey::remove);
        }
    }
}
