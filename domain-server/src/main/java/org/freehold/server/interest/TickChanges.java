// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.freehold.server.wire.MessageWriter;
import org.freehold.server.wire.ServerMessage;
import org.freehold.server.world.Mover;
import org.freehold.server.world.WorldEntity;

/**
 * On the hot path of the world thread: what happened to entities in this tick. Those who are to hear the same part of it share
 * one encoded message.
 */
final class TickChanges {

    /** What happened to one entity. */
    static final class Change {
        final Placed placed;
        private final List<byte[]> patches = new ArrayList<>(1);
        private boolean fresh;
        private boolean removed;
        private boolean started;
        private boolean stopped;
        private boolean otherParent;

        private Change(Placed placed) {
            this.placed = placed;
        }

        /** It is new, or to be taken as new. */
        boolean isFresh() {
            return fresh;
        }

        boolean isRemoved() {
            return removed;
        }

        /** It may hang on another thing than before. */
        boolean hasOtherParent() {
            return otherParent || fresh;
        }
    }

    private final Map<WorldEntity, Change> byEntity = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final Map<BitSet, ByteBuf> encoded = new HashMap<>();

    /** In the order of their first change; the position in it names a change below. */
    List<Change> changes() {
        return changes;
    }

    void fresh(Placed placed) {
        of(placed).fresh = true;
    }

    void patched(Placed placed, byte[] patch, boolean otherParent) {
        Change change = of(placed);
        change.patches.add(patch);
        change.otherParent |= otherParent;
    }

    void removed(Placed placed) {
        of(placed).removed = true;
    }

    void started(Placed placed) {
        of(placed).started = true;
    }

    void stopped(Placed placed) {
        of(placed).stopped = true;
    }

    /** The message that tells of these changes; the caller's to send and release. */
    ByteBuf message(BitSet heard) {
        ByteBuf known = encoded.get(heard);
        if (known == null) {
            known = ByteBufAllocator.DEFAULT.buffer();
            MessageWriter.write(entities(heard), known);
            encoded.put((BitSet) heard.clone(), known);
        }
        return known.retainedDuplicate();
    }

    /** The tick is over: forgets all. */
    void clear() {
        encoded.values().forEach(ByteBuf::release);
        encoded.clear();
        byEntity.clear();
        changes.clear();
    }

    private ServerMessage.Entities entities(BitSet heard) {
        List<byte[]> add = new ArrayList<>();
        List<byte[]> patches = new ArrayList<>();
        List<UUID> remove = new ArrayList<>();
        List<ServerMessage.Moving> moving = new ArrayList<>();
        List<UUID> still = new ArrayList<>();
        for (int i = heard.nextSetBit(0); i >= 0; i = heard.nextSetBit(i + 1)) {
            Change change = changes.get(i);
            WorldEntity entity = change.placed.entity;
            if (change.removed) {
                remove.add(entity.id());
                continue;
            }
            if (change.fresh) {
                add.add(entity.entity().publicJson());
            } else {
                patches.addAll(change.patches);
            }
            if (change.stopped && !change.fresh) {
                still.add(entity.id());
            }
            Mover mover = entity.mover();
            if (mover != null && (change.started || change.fresh)) {
                moving.add(new ServerMessage.Moving(entity.id(), mover.handle()));
            }
        }
        return new ServerMessage.Entities(add, patches, remove, List.of(), moving, still);
    }

    private Change of(Placed placed) {
        return byEntity.computeIfAbsent(placed.entity, missing -> {
            Change change = new Change(placed);
            changes.add(change);
            return change;
        });
    }
}
