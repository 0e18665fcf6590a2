// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.freehold.server.entity.Entity;
import org.jspecify.annotations.Nullable;

/**
 * The entities of the world by id, and who is parented to whom. A parent that is not here counts as none, and gets its children
 * when it comes. Owned by the world thread.
 */
final class EntityTable {
    /** Longest chain of parents. */
    static final int MAX_DEPTH = 64;

    private final Map<UUID, WorldEntity> byId = new HashMap<>();
    private final Map<UUID, List<WorldEntity>> waitingForParent = new HashMap<>();
    private final ArrayDeque<Integer> freeSlots = new ArrayDeque<>();
    private final List<Integer> slotsOfThisTick = new ArrayList<>();
    private int nextSlot;

    Optional<WorldEntity> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    int size() {
        return byId.size();
    }

    Collection<WorldEntity> all() {
        return byId.values();
    }

    /** Adds an entity whose id is not here yet, and places it. Its children, if some wait, are not placed yet. */
    WorldEntity add(Entity entity) {
        Integer free = freeSlots.poll();
        WorldEntity added = new WorldEntity(free == null ? nextSlot++ : free, entity);
        byId.put(entity.id(), added);
        adopt(added);
        List<WorldEntity> waiting = waitingForParent.remove(entity.id());
        if (waiting != null) {
            waiting.forEach(this::adopt);
        }
        added.place();
        return added;
    }

    /** Gives an entity other properties, perhaps another parent, and places it, but not its children. */
    void change(WorldEntity target, Entity after) {
        boolean sameParent = Objects.equals(target.lastEncoded().parentId(), after.parentId());
        if (!sameParent) {
            orphan(target);
        }
        target.entity(after);
        if (!sameParent) {
            adopt(target);
        }
        target.place();
    }

    /** Takes an entity out; its children count as having no parent from now on, and are not placed yet. */
    void remove(WorldEntity target) {
        orphan(target);
        for (WorldEntity child : List.copyOf(target.children())) {
            child.detach();
            wait(child, target.id());
        }
        byId.remove(target.id());
        slotsOfThisTick.add(target.slot());
    }

    /** The numbers of what was removed may be used again: nobody speaks of it any more. */
    void endTick() {
        freeSlots.addAll(slotsOfThisTick);
        slotsOfThisTick.clear();
    }

    /** The entity and everything below it, parents first. */
    static List<WorldEntity> tree(WorldEntity root) {
        List<WorldEntity> found = new ArrayList<>();
        found.add(root);
        for (int i = 0; i < found.size(); i++) {
            found.addAll(found.get(i).children());
        }
        return found;
    }

    /**
     * True when {@code id} may be parented to {@code parentId}: it does not become its own ancestor, and no chain of parents
     * longer than {@link #MAX_DEPTH}.
     */
    boolean mayAttach(UUID id, @Nullable UUID parentId) {
        if (parentId == null) {
            return true;
        }
        if (id.equals(parentId)) {
            return false;
        }
        int parents = 0;
        for (WorldEntity above = byId.get(parentId); above != null; above = above.parent()) {
            // The second half: an entity that waits for this very id as its parent.
            if (above.id().equals(id) || id.equals(above.lastEncoded().parentId())) {
                return false;
            }
            parents++;
        }
        return parents + height(id) <= MAX_DEPTH;
    }

    private int height(UUID id) {
        WorldEntity present = byId.get(id);
        int below = 0;
        for (WorldEntity child : present != null
                ? present.children()
                : waitingForParent.getOrDefault(id, List.of())) {
            below = Math.max(below, 1 + height(child.id()));
        }
        return below;
    }

    private void adopt(WorldEntity child) {
        UUID parentId = child.lastEncoded().parentId();
        if (parentId == null) {
            return;
        }
        WorldEntity parent = byId.get(parentId);
        // Edits were checked before; this is for files and databases that hold a cycle.
        if (parent != null && !isAbove(child, parent) && mayBeBelow(parent, child)) {
            child.attachTo(parent);
        } else if (parent == null) {
            wait(child, parentId);
        }
    }

    private static boolean isAbove(WorldEntity ancestor, WorldEntity below) {
        for (@Nullable WorldEntity above = below; above != null; above = above.parent()) {
            if (above == ancestor) {
                return true;
            }
        }
        return false;
    }

    private boolean mayBeBelow(WorldEntity parent, WorldEntity child) {
        int parents = 0;
        for (@Nullable WorldEntity above = parent; above != null; above = above.parent()) {
            parents++;
        }
        return parents + height(child.id()) <= MAX_DEPTH;
    }

    private void orphan(WorldEntity child) {
        child.detach();
        UUID parentId = child.lastEncoded().parentId();
        if (parentId != null) {
            List<WorldEntity> waiting = waitingForParent.get(parentId);
            if (waiting != null && waiting.remove(child) && waiting.isEmpty()) {
                waitingForParent.remove(parentId);
            }
        }
    }

    private void wait(WorldEntity child, UUID parentId) {
        waitingForParent.computeIfAbsent(parentId, missing -> new ArrayList<>(2)).add(child);
    }
}
