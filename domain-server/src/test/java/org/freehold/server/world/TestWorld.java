// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.freehold.moderation.Permission;
import org.freehold.server.entity.Entity;
import org.freehold.server.entity.EntityId;
import org.freehold.server.entity.EntityJson;
import org.freehold.server.entity.Vec3;
import org.freehold.server.interest.Interest;
import org.freehold.server.wire.ClientMessage;
import org.jspecify.annotations.Nullable;

/** A world that is ticked by hand, 30 times a second of its own time, with a journal that stores when it is told. */
public final class TestWorld {
    public static final int HZ = 30;
    /** As given to somebody unknown. */
    public static final Set<Permission> GUEST = Set.of(Permission.ENTER, Permission.CHAT);

    /** Of whoever may change everything. */
    public static final Set<Permission> BUILDER = Set.of(
            Permission.ENTER, Permission.CHAT, Permission.BUILD, Permission.EDIT_OTHERS, Permission.LOCK);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public final FakeJournal journal;
    public final World world;
    public final WorldLoop loop;
    public Instant time = Instant.parse("2026-06-01T12:00:00Z");
    public long nanos;
    private long nextRef = 1;

    public TestWorld() {
        this(new WorldSettings(HZ, 200_000), Map.of());
    }

    public TestWorld(WorldSettings settings, Map<String, String> paths) {
        this(settings, paths, new Interest(settings.tickHz()));
    }

    public TestWorld(WorldSettings settings, Map<String, String> paths, Audience audience) {
        var results = new JournalResults();
        journal = new FakeJournal(results);
        world = new World(settings, Places.of(paths), journal, audience, new Random(7));
        loop = new WorldLoop(world, results, () -> nanos, () -> time, taken -> {}, () -> {}, () -> {});
    }

    public TestWorld tick() {
        loop.tick();
        time = time.plusNanos(1_000_000_000L / HZ);
        return this;
    }

    public TestWorld ticks(int count) {
        for (int i = 0; i < count; i++) {
            tick();
        }
        return this;
    }

    public TestWorld seconds(int seconds) {
        return ticks(seconds * HZ);
    }

    public FakeLink enter(@Nullable String name) {
        return enter(name, GUEST, null, false);
    }

    public FakeLink builder(String name) {
        return enter(name, BUILDER, null, false);
    }

    public FakeLink enterAt(double x, double y, double z) {
        return enter(null, GUEST, new Vec3(x, y, z), false);
    }

    /** Enters, and ticks once. */
    public FakeLink enter(
            @Nullable String name, Set<Permission> permissions, @Nullable Vec3 position, boolean everything) {
        FakeLink link = new FakeLink();
        loop.offer(new Command.Enter(link, permissions, name, position, everything));
        tick();
        return link;
    }

    public long ask(FakeLink link, ClientMessage.Request request) {
        loop.offer(new Command.Ask(link, request));
        return request.ref();
    }

    public long add(FakeLink link, UUID id, String json) {
        return ask(link, new ClientMessage.Add(nextRef++, id, json(json)));
    }

    public long edit(FakeLink link, UUID id, String json) {
        return ask(link, new ClientMessage.Edit(nextRef++, id, json(json)));
    }

    public long delete(FakeLink link, UUID id) {
        return ask(link, new ClientMessage.Delete(nextRef++, id));
    }

    public long hold(FakeLink link, UUID id) {
        return ask(link, new ClientMessage.Hold(nextRef++, id));
    }

    public long say(FakeLink link, String text) {
        return ask(link, new ClientMessage.Chat(nextRef++, text));
    }

    /** Wants to see these first. */
    public long befriend(FakeLink link, FakeLink... friends) {
        return ask(link, new ClientMessage.Friends(
                nextRef++, Arrays.stream(friends).map(friend -> friend.you().handle()).toList()));
    }

    public long rename(FakeLink link, String name) {
        return ask(link, new ClientMessage.Name(nextRef++, name));
    }

    /** Loads an entity as from the disk. */
    public Entity load(UUID id, String json) {
        Entity entity = entity(id, json);
        world.load(entity);
        return entity;
    }

    /** An entity in its place in the world. */
    public WorldEntity placed(UUID id) {
        return world.placed(id).orElseThrow();
    }

    /** The properties of an entity as the world has it now. */
    public ObjectNode properties(UUID id) {
        return world.entity(id).orElseThrow().properties();
    }

    public static Entity entity(UUID id, String json) {
        ObjectNode properties = json(json).put("id", EntityId.text(id));
        if (!properties.has("type")) {
            properties.put("type", "Box");
        }
        return EntityJson.entity(properties);
    }

    public static UUID id(int number) {
        return new UUID(0x4000L, 0x8000_0000_0000_0000L + number);
    }

    public static String text(int number) {
        return EntityId.text(id(number));
    }

    /** JSON with single quotes. */
    public static ObjectNode json(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
