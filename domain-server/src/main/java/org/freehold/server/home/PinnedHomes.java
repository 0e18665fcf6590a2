// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.home;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.KeySet;
import org.freehold.server.storage.ModerationStore;
import org.freehold.server.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the homes whose people have come here: asked for once, remembered for good. A home that changes its key is followed when the
 * old key says so. Any other key under the same name is another home, until an owner says that the old one is to be forgotten. Any thread;
 * blocks.
 */
public final class PinnedHomes {
    private static final String DOCUMENT = "home";
    private static final int MAX_HOMES = 10_000;
    private static final int MAX_RECENT = 1_000;
    /** Strangers say which home is asked, so none is asked more often. */
    private static final Duration ASKED_AGAIN = Duration.ofMinutes(1);

    private static final JsonMapper JSON = new JsonMapper();

    private final ModerationStore store;
    private final HomeKeys asking;
    private final InstantSource clock;
    private final Map<String, Pin> pins = new TreeMap<>();
    private final Recent<HomeKeys.NoKey> failures = new Recent<>();
    private final Recent<Boolean> followed = new Recent<>();

    /**
     * One home.
     *
     * @param keys that count now
     * @param former fingerprints of those before
     */
    public record Pin(KeySet keys, Set<String> former, Instant since) {
        /** Copies. */
        public Pin {
            former = Set.copyOf(former);
        }

        private Pin following(KeySet next) {
            Set<String> all = new TreeSet<>(former);
            all.addAll(keys.keys());
            all.removeAll(next.keys());
            return new Pin(next, all, since);
        }
    }

    /** What was found about a key. */
    public sealed interface Answer {}

    /** It is the home's; {@code former}: fingerprints of those before. */
    public record Right(Set<String> former) implements Answer {}

    /** It is not, or nobody knows. */
    public record Wrong(String why) implements Answer {}

    private PinnedHomes(ModerationStore store, HomeKeys asking, InstantSource clock) {
        this.store = store;
        this.asking = asking;
        this.clock = clock;
    }

    /**
     * As stored.
     *
     * @param asking whoever is asked about a home that has not been here, or has another key
     * @throws StorageException when the store can't be read
     */
    public static PinnedHomes open(ModerationStore store, HomeKeys asking, InstantSource clock)
            throws StorageException {
        PinnedHomes homes = new PinnedHomes(store, asking, clock);
        try {
            JsonNode stored = JSON.readTree(store.read(DOCUMENT).orElse("{}"));
            for (Map.Entry<String, JsonNode> home : stored.properties()) {
                homes.pins.put(home.getKey(), pin(home.getValue()));
            }
        } catch (JsonProcessingException | DocumentFault e) {
            throw new IllegalStateException("the homes were stored by this program", e);
        }
        return homes;
    }

    /** Whether the home of this canonical name has this key, as on the wire. */
    public Answer check(String home, String key) {
        String fingerprint = Thumbprint.of(key);
        Pin pin = pinOf(home);
        if (pin != null && !pin.keys().trusts(fingerprint)) {
            pin = follow(home, pin);
        }
        if (pin != null) {
            return pin.keys().trusts(fingerprint)
                    ? new Right(pin.former())
                    : another(home, fingerprint, pin.keys().keys());
        }
        return switch (ask(home)) {
            case HomeKeys.NoKey none -> new Wrong(none.why());
            case HomeKeys.Key(String now) when now.equals(key) -> new Right(Set.of());
            case HomeKeys.Key(String now) -> another(home, fingerprint, Set.of(Thumbprint.of(now)));
        };
    }

    /** From now on this is the home's key, as on the wire; for a key that has proved to be held by it. */
    synchronized void pin(String home, String key) throws StorageException {
        if (pins.containsKey(home) || pins.size() >= MAX_HOMES) {
            return;
        }
        put(home, new Pin(KeySet.pinned(Thumbprint.of(key)), Set.of(), clock.instant()));
    }

    /** All of them, by name. */
    synchronized Map<String, Pin> all() {
        return Map.copyOf(pins);
    }

    /** The next that comes under this name is believed again; false when none is known. */
    synchronized boolean forget(String home) throws StorageException {
        Map<String, Pin> fewer = new TreeMap<>(pins);
        if (fewer.remove(home) == null) {
            return false;
        }
        write(fewer);
        pins.remove(home);
        followed.forget(home);
        return true;
    }

    private synchronized @Nullable Pin pinOf(String home) {
        return pins.get(home);
    }

    private HomeKeys.Answer ask(String home) {
        Instant now = clock.instant();
        HomeKeys.NoKey failure = failures.get(home, now);
        if (failure != null) {
            return failure;
        }
        HomeKeys.Answer answer = asking.keyOf(home);
        if (answer instanceof HomeKeys.NoKey failed) {
            failures.put(home, failed, now);
        }
        return answer;
    }

    /** Whoever brings another key, true or false, makes us look whether the home has one; where it leads does not depend on them. */
    private Pin follow(String home, Pin from) {
        Instant now = clock.instant();
        if (followed.get(home, now) != null) {
            return from;
        }
        followed.put(home, Boolean.TRUE, now);
        try {
            KeySet next = asking.chainOf(home).follow(from.keys());
            return next.equals(from.keys()) ? from : moved(home, from, from.following(next));
        } catch (DocumentFault fault) {
            // Not what the old key says: the home stays what it was.
            return from;
        }
    }

    private synchronized Pin moved(String home, Pin from, Pin to) {
        if (!from.equals(pins.get(home))) {
            return from;
        }
        try {
            put(home, to);
            return to;
        } catch (StorageException e) {
            // Not remembered, it is followed again next time.
            return to;
        }
    }

    private void put(String home, Pin pin) throws StorageException {
        Map<String, Pin> more = new TreeMap<>(pins);
        more.put(home, pin);
        write(more);
        pins.put(home, pin);
    }

    private static Wrong another(String home, String came, Set<String> known) {
        return new Wrong("signed by the key %s, and %s has the key %s here (expected: the same)"
                .formatted(Thumbprint.shortForm(came), home,
                        String.join(", ", known.stream().map(Thumbprint::shortForm).toList())));
    }

    private void write(Map<String, Pin> homes) throws StorageException {
        ObjectNode json = JSON.createObjectNode();
        homes.forEach((home, pin) -> {
            ObjectNode one = json.putObject(home);
            one.set("keys", pin.keys().members());
            pin.former().stream().sorted().forEach(one.putArray("former")::add);
            one.put("since", pin.since().toString());
        });
        store.write(Map.of(DOCUMENT, json.toString()), Set.of(), List.of(), List.of());
    }

    private static Pin pin(JsonNode json) throws DocumentFault {
        Set<String> former = new TreeSet<>();
        json.path("former").forEach(each -> former.add(each.asText()));
        ObjectNode keys = json.path("keys") instanceof ObjectNode node ? node : JSON.createObjectNode();
        return new Pin(KeySet.kept(keys), former, Instant.parse(json.path("since").asText()));
    }

    /** What was learned about few homes a moment ago. */
    private static final class Recent<T> {
        private final Map<String, Entry<T>> entries = new LinkedHashMap<>();

        private record Entry<T>(T what, Instant at) {}

        synchronized @Nullable T get(String home, Instant now) {
            Entry<T> entry = entries.get(home);
            return entry != null && now.isBefore(entry.at().plus(ASKED_AGAIN)) ? entry.what() : null;
        }

        synchronized void put(String home, T what, Instant now) {
            entries.remove(home);
            if (entries.size() >= MAX_RECENT) {
                entries.remove(entries.keySet().iterator().next());
            }
            entries.put(home, new Entry<>(what, now));
        }

        synchronized void forget(String home) {
            entries.remove(home);
        }
    }
}
