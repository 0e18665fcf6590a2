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
import org.freehold.server.storage.ModerationStore;
import org.freehold.server.storage.StorageException;

/**
 * The keys of the homes whose people have come here: asked for once, remembered for good. Another key under the same name is another
 * home, until an owner says that the old one is to be forgotten. Any thread; blocks.
 */
public final class PinnedHomes implements HomeKeys {
    private static final String DOCUMENT = "home";
    private static final int MAX_HOMES = 10_000;
    private static final int MAX_FAILURES = 1_000;
    private static final Duration FAILURE_HOLDS = Duration.ofMinutes(1);
    private static final JsonMapper JSON = new JsonMapper();

    private final ModerationStore store;
    private final HomeKeys asking;
    private final InstantSource clock;
    private final Map<String, Pin> pins = new TreeMap<>();
    private final Map<String, Failure> failures = new LinkedHashMap<>();

    /** One home; {@code key}: public key, as on the wire. */
    public record Pin(String key, Instant since) {}

    private record Failure(NoKey answer, Instant at) {}

    private PinnedHomes(ModerationStore store, HomeKeys asking, InstantSource clock) {
        this.store = store;
        this.asking = asking;
        this.clock = clock;
    }

    /**
     * As stored.
     *
     * @param asking whoever is asked about a home that has not been here
     * @throws StorageException when the store can't be read
     */
    public static PinnedHomes open(ModerationStore store, HomeKeys asking, InstantSource clock)
            throws StorageException {
        PinnedHomes homes = new PinnedHomes(store, asking, clock);
        try {
            JsonNode stored = JSON.readTree(store.read(DOCUMENT).orElse("{}"));
            stored.properties().forEach(home -> homes.pins.put(home.getKey(), new Pin(
                    home.getValue().path("key").asText(),
                    Instant.parse(home.getValue().path("since").asText()))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the homes were stored by this program", e);
        }
        return homes;
    }

    @Override
    public Answer keyOf(String home) {
        synchronized (this) {
            Pin pin = pins.get(home);
            if (pin != null) {
                return new Key(pin.key());
            }
            Failure failure = failures.get(home);
            if (failure != null && clock.instant().isBefore(failure.at().plus(FAILURE_HOLDS))) {
                return failure.answer();
            }
        }
        Answer answer = asking.keyOf(home);
        if (answer instanceof NoKey failed) {
            remember(home, failed);
        }
        return answer;
    }

    /** From now on this is the home's key; for a key that has proved to be held by it. */
    synchronized void pin(String home, String key) throws StorageException {
        if (pins.containsKey(home) || pins.size() >= MAX_HOMES) {
            return;
        }
        Map<String, Pin> more = new TreeMap<>(pins);
        more.put(home, new Pin(key, clock.instant()));
        write(more);
        pins.putAll(more);
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
        return true;
    }

    private void write(Map<String, Pin> homes) throws StorageException {
        ObjectNode json = JSON.createObjectNode();
        homes.forEach((home, pin) -> json.putObject(home).put("key", pin.key()).put("since", pin.since().toString()));
        store.write(Map.of(DOCUMENT, json.toString()), Set.of(), List.of(), List.of());
    }

    private synchronized void remember(String home, NoKey failed) {
        failures.remove(home);
        if (failures.size() >= MAX_FAILURES) {
            failures.remove(failures.keySet().iterator().next());
        }
        failures.put(home, new Failure(failed, clock.instant()));
    }
}
