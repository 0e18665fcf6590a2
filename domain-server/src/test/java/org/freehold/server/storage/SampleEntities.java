// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.freehold.server.entity.Entity;
import org.freehold.server.entity.EntityId;
import org.freehold.server.entity.EntityJson;
import org.freehold.server.world.Journal.Entry;

/** Entities for tests, and what a store holds in a form that can be compared. */
final class SampleEntities {

    private SampleEntities() {}

    static UUID id(int number) {
        return new UUID(0x5eed_0000_0000_4000L + number, 0x8000_0000_0000_0000L + number);
    }

    static Entity box(int number, String userData) {
        return box(id(number), userData);
    }

    static Entity box(UUID id, String userData) {
        return EntityJson.entity(
                ("{\"id\":\"" + EntityId.text(id) + "\",\"type\":\"Box\",\"userData\":\"" + userData + "\"}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    static List<Entity> boxes(int count, int userDataLength) {
        List<Entity> boxes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            boxes.add(box(i, "x".repeat(userDataLength)));
        }
        return boxes;
    }

    static Entry put(long ticket, Entity... entities) {
        return new Entry(ticket, List.of(entities), List.of());
    }

    static Entry delete(long ticket, UUID... ids) {
        return new Entry(ticket, List.of(), List.of(ids));
    }

    /** What loads entities. */
    @FunctionalInterface
    interface Source {
        void load(Consumer<Entity> consumer) throws StorageException;
    }

    /** userData by id. */
    static Map<UUID, String> contents(Source source) throws StorageException {
        Map<UUID, String> contents = new HashMap<>();
        source.load(entity -> contents.put(
                entity.id(), entity.properties().path("userData").asText()));
        return contents;
    }
}
