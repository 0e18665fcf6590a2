// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.freehold.server.entity.MergePatch;
import org.freehold.server.wire.PoseMessage;

/**
 * What a visitor has been sent: entities, people, chat, poses. Any thread; what is returned is a copy of the moment.
 */
public final class Mirror {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, ObjectNode> entities = new LinkedHashMap<>();
    private final Map<Integer, String> moving = new TreeMap<>();
    private final Map<Integer, String> people = new TreeMap<>();
    private final Map<Integer, PoseMessage.Pose> poses = new TreeMap<>();
    private final List<ChatLine> messages = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    /** What was there before this connection and has not been sent again. */
    private final Set<String> stale = new HashSet<>();

    private int arrived;
    private int ownHandle;
    private boolean loaded;

    Mirror() {}

    /** A chat line; {@code id} rises. */
    public record ChatLine(long id, long timeMillis, int handle, String name, String text) {}

    /** Something that people should read; a refusal without a ref that anybody waits for is one, too. */
    public record Notice(String code, String message) {}

    /** So many entities had come by then. */
    private record Arrival(int total, long nanos) {}

    /** By id as the domain writes it, in the order they came. The trees are shared: not to be written to. */
    public Map<String, ObjectNode> entities() {
        return locked(() -> new LinkedHashMap<>(entities));
    }

    /** Names by handle, the visitor's own among them. */
    public Map<Integer, String> people() {
        return locked(() -> new TreeMap<>(people));
    }

    /** The newest pose of each avatar and moving entity, by handle; the visitor's own is not among them. */
    public Map<Integer, PoseMessage.Pose> poses() {
        return locked(() -> new TreeMap<>(poses));
    }

    /** Ids of the entities whose poses come in pose frames, by handle. */
    public Map<Integer, String> moving() {
        return locked(() -> new TreeMap<>(moving));
    }

    /** Chat since coming. */
    public List<ChatLine> messages() {
        return locked(() -> List.copyOf(messages));
    }

    /** Notices since coming. */
    public List<Notice> notices() {
        return locked(() -> List.copyOf(notices));
    }

    /** True when everything in sight at arrival has been sent. */
    public boolean isLoaded() {
        return locked(() -> loaded);
    }

    /** When the {@code count}-th entity of this connection came, by the client's clock; empty if fewer have come. */
    public OptionalLong nanosOfArrival(int count) {
        return locked(() -> arrivals.stream()
                .filter(arrival -> arrival.total() >= count)
                .mapToLong(Arrival::nanos)
                .findFirst());
    }

    /** When the last entity that came before {@code loaded} did; empty if none has. */
    public OptionalLong nanosOfLastArrival() {
        return locked(() -> arrivals.isEmpty() ? OptionalLong.empty() : OptionalLong.of(arrivals.getLast().nanos()));
    }

    /**
     * Waits until something holds.
     *
     * @param condition asked after every change, while nothing else changes, and when the connection has ended
     * @return false when it did not come true in time
     */
    public boolean await(Predicate<Mirror> condition, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (!condition.test(this)) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    long lastChatId() {
        return locked(() -> messages.isEmpty() ? 0 : messages.getLast().id());
    }

    /** A connection begins: everything comes again. */
    void welcomed(int handle) {
        change(() -> {
            ownHandle = handle;
            stale.addAll(entities.keySet());
            moving.clear();
            people.clear();
            poses.clear();
            arrivals.clear();
            arrived = 0;
            loaded = false;
        });
    }

    /** Takes in a message of the server; what is not for the mirror is ignored. */
    void apply(String type, JsonNode message, long nanos) {
        change(() -> {
            switch (type) {
                case "entities" -> applyEntities(message, nanos);
                case "loaded" -> {
                    loaded = true;
                    stale.forEach(entities::remove);
                    stale.clear();
                }
                case "people" -> applyPeople(message);
                case "chat" -> message.path("messages").forEach(this::applyChat);
                case "notice" -> notice(message.path("code").asText(), message.path("message").asText());
                default -> {
                    // From a later version of the protocol.
                }
            }
        });
    }

    /** Lets those who wait look again. */
    void wake() {
        change(() -> {});
    }

    void notice(String code, String message) {
        change(() -> notices.add(new Notice(code, message)));
    }

    void apply(PoseMessage message) {
        change(() -> {
            for (PoseMessage.Pose pose : message.poses()) {
                if (pose.handle() != ownHandle) {
                    poses.put(pose.handle(), pose);
                }
            }
        });
    }

    private void applyEntities(JsonNode message, long nanos) {
        message.path("remove").forEach(id -> forget(id.asText()));
        message.path("hide").forEach(id -> forget(id.asText()));
        JsonNode add = message.path("add");
        for (JsonNode entity : add) {
            if (entity instanceof ObjectNode properties) {
                String id = properties.path("id").asText();
                entities.put(id, properties);
                stale.remove(id);
            }
        }
        if (!loaded && !add.isEmpty()) {
            arrived += add.size();
            arrivals.add(new Arrival(arrived, nanos));
        }
        for (JsonNode change : message.path("change")) {
            ObjectNode before = entities.get(change.path("id").asText());
            if (before != null && change instanceof ObjectNode patch) {
                ObjectNode after = before.deepCopy();
                MergePatch.apply(after, patch);
                entities.put(change.path("id").asText(), after);
            }
        }
        for (JsonNode still : message.path("still")) {
            moving.values().removeIf(still.asText()::equals);
        }
        for (JsonNode one : message.path("moving")) {
            moving.put(one.path("handle").asInt(), one.path("id").asText());
        }
    }

    private void forget(String id) {
        entities.remove(id);
        stale.remove(id);
        moving.values().removeIf(id::equals);
    }

    private void applyPeople(JsonNode message) {
        for (String list : List.of("come", "change")) {
            message.path(list)
                    .forEach(person -> people.put(
                            person.path("handle").asInt(), person.path("name").asText()));
        }
        for (JsonNode gone : message.path("gone")) {
            people.remove(gone.path("handle").asInt());
            poses.remove(gone.path("handle").asInt());
        }
    }

    private void applyChat(JsonNode line) {
        long id = line.path("id").asLong();
        if (messages.isEmpty() || id > messages.getLast().id()) {
            messages.add(new ChatLine(
                    id,
                    line.path("time").asLong(),
                    line.path("handle").asInt(),
                    line.path("name").asText(),
                    line.path("text").asText()));
        }
    }

    private void change(Runnable work) {
        lock.lock();
        try {
            work.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
