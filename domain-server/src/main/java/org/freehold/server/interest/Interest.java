// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.freehold.server.entity.Entity;
import org.freehold.server.entity.EntityJson;
import org.freehold.server.entity.Vec3;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.ServerMessage;
import org.freehold.server.world.Audience;
import org.freehold.server.world.Mover;
import org.freehold.server.world.Visitor;
import org.freehold.server.world.WorldEntity;
import org.jspecify.annotations.Nullable;

/**
 * On the hot path of the world thread, which owns it: decides what each visitor is sent of the world, and sends it. What is near,
 * large or moving comes first, as fast as the line takes it; what does not matter is never sent, and what no longer matters is
 * hidden.
 */
public final class Interest implements Audience {
    /** Bytes of entities in one message, so that a client can show the first before it has the last. */
    private static final int MESSAGE_BYTES = 128 << 10;

    private final int tickHz;
    private final SpatialIndex index = new SpatialIndex();
    private final PoseStreams poses;
    private final TickChanges changes = new TickChanges();
    private final Map<Visitor, View> views = new LinkedHashMap<>();
    private final List<Placed> toAskAbout = new ArrayList<>();
    private final BitSet wanted = new BitSet();
    private final BitSet kept = new BitSet();
    private final BitSet heard = new BitSet();
    private @Nullable Placed[] bySlot = new Placed[1024];

    /**
     * An audience of nobody.
     *
     * @param tickHz ticks a second, at least 1
     */
    public Interest(int tickHz) {
        this.tickHz = tickHz;
        this.poses = new PoseStreams(tickHz);
    }

    @Override
    public void watch(Visitor visitor) {
        unwatch(visitor);
        views.put(visitor, new View(visitor, tickHz));
    }

    @Override
    public void unwatch(Visitor visitor) {
        View view = views.remove(visitor);
        if (view != null) {
            poses.forget(view);
        }
    }

    @Override
    public void added(WorldEntity entity) {
        Placed placed = new Placed(entity);
        int slot = entity.slot();
        if (slot >= bySlot.length) {
            bySlot = Arrays.copyOf(bySlot, Math.max(slot + 1, bySlot.length * 2));
        }
        bySlot[slot] = placed;
        index.add(placed);
        if (!views.isEmpty()) {
            changes.fresh(placed);
        }
    }

    @Override
    public void changed(WorldEntity entity, ObjectNode patch) {
        Placed placed = bySlot[entity.slot()];
        if (placed != null && !views.isEmpty()) {
            ObjectNode visible = patch.has(Entity.PRIVATE) ? patch.deepCopy().without(Entity.PRIVATE) : patch;
            changes.patched(placed, EntityJson.bytes(visible));
        }
    }

    @Override
    public void replaced(WorldEntity entity) {
        Placed placed = bySlot[entity.slot()];
        if (placed != null) {
            changes.fresh(placed);
        }
    }

    @Override
    public void removed(WorldEntity entity) {
        Placed placed = bySlot[entity.slot()];
        if (placed != null) {
            bySlot[entity.slot()] = null;
            index.remove(placed);
            changes.removed(placed);
        }
    }

    @Override
    public void moved(WorldEntity entity) {
        Placed placed = bySlot[entity.slot()];
        if (placed != null) {
            placed.refresh();
            index.update(placed);
            if (placed.mayMatterToOthers()) {
                placed.asked();
                if (!views.isEmpty()) {
                    toAskAbout.add(placed);
                }
            }
        }
    }

    @Override
    public void startedMoving(WorldEntity entity, Mover mover) {
        Placed placed = bySlot[entity.slot()];
        if (placed != null) {
            changes.started(placed);
            moved(entity);
            poses.add(mover, Reach.hideMetres(placed.reach));
        }
    }

    @Override
    public void stoppedMoving(WorldEntity entity, Mover mover) {
        poses.remove(mover);
        Placed placed = bySlot[entity.slot()];
        if (placed != null) {
            changes.stopped(placed);
            moved(entity);
        }
    }

    @Override
    public void appeared(Mover avatar) {
        poses.add(avatar);
    }

    @Override
    public void vanished(Mover avatar) {
        poses.remove(avatar);
    }

    @Override
    public void spoke(Mover avatar) {
        poses.spoke(avatar);
    }

    @Override
    public void tick(long tick, long epochMillis) {
        RuntimeException fault = null;
        try {
            giveUpSlowReaders();
            for (View view : List.copyOf(views.values())) {
                try {
                    tell(view, tick);
                } catch (RuntimeException ofThisView) {
                    // Nobody else goes without because of it; and what was told to this one is not known any more.
                    fault = ofThisView;
                    unwatch(view.visitor);
                    view.visitor.link().end(
                            ErrorCode.INTERNAL, "A fault of the server's kept the world from being sent.",
                            "Connect again.");
                }
            }
            poses.tick(tick, epochMillis, views.values());
        } finally {
            changes.clear();
            toAskAbout.clear();
        }
        if (fault != null) {
            throw fault;
        }
    }

    private void tell(View view, long tick) {
        List<UUID> hidden = List.of();
        if (view.isToLook(tick)) {
            hidden = lookAround(view, tick);
        } else {
            noticeArrivals(view);
        }
        tellChanges(view);
        tellOwn(view, hidden);
    }

    private void giveUpSlowReaders() {
        for (Iterator<View> all = views.values().iterator(); all.hasNext();) {
            View view = all.next();
            long queuedBytes = view.visitor.link().queuedBytes();
            // What is on its way to who has just come waits on purpose.
            view.budget.observe(view.hasWaiting() ? 0 : queuedBytes);
            if (view.line.isHopeless(queuedBytes)) {
                all.remove();
                poses.forget(view);
                view.visitor.link().end(
                        ErrorCode.SLOW_READER,
                        "What was sent has not been read for " + SlowReader.PATIENCE_SECONDS + " s.",
                        "Connect again, over a faster line if there is one.");
            }
        }
    }

    /** Decides anew what is to be sent; returns what is beyond sight now. */
    private List<UUID> lookAround(View view, long tick) {
        Vec3 from = view.position();
        boolean everything = view.visitor.seesEverything();
        wanted.clear();
        if (everything) {
            for (Placed placed : bySlot) {
                if (placed != null) {
                    wanted.set(placed.slot());
                }
            }
        } else {
            index.query(from, placed -> withAncestors(placed.entity, wanted));
        }
        List<UUID> hidden = !everything && view.isToHide(tick) ? hide(view, from) : List.of();
        wanted.andNot(view.sent);
        long[] costAndSlot = new long[wanted.cardinality()];
        int count = 0;
        for (int slot = wanted.nextSetBit(0); slot >= 0; slot = wanted.nextSetBit(slot + 1)) {
            Placed placed = bySlot[slot];
            costAndSlot[count++] = View.costAndSlot(placed == null ? 0 : placed.cost(from), slot);
        }
        view.looked(tick, tickHz, costAndSlot);
        return hidden;
    }

    private List<UUID> hide(View view, Vec3 from) {
        kept.clear();
        for (int slot = view.sent.nextSetBit(0); slot >= 0; slot = view.sent.nextSetBit(slot + 1)) {
            Placed placed = bySlot[slot];
            // What was removed in this tick is told as removed, not as hidden.
            if (placed == null) {
                kept.set(slot);
            } else if (placed.staysFor(from)) {
                withAncestors(placed.entity, kept);
            }
        }
        kept.or(wanted);
        List<UUID> hidden = new ArrayList<>();
        for (int slot = view.sent.nextSetBit(0); slot >= 0; slot = view.sent.nextSetBit(slot + 1)) {
            Placed placed = bySlot[slot];
            if (placed != null && !kept.get(slot)) {
                hidden.add(placed.entity.id());
                view.sent.clear(slot);
            }
        }
        return hidden;
    }

    private static void withAncestors(WorldEntity entity, BitSet into) {
        for (@Nullable WorldEntity each = entity; each != null && !into.get(each.slot()); each = each.parent()) {
            into.set(each.slot());
        }
    }

    /** Queues what has moved into this visitor's sight. */
    private void noticeArrivals(View view) {
        for (int i = 0; i < toAskAbout.size(); i++) {
            Placed placed = toAskAbout.get(i);
            if (!view.sent.get(placed.slot()) && bySlot[placed.slot()] == placed && view.wants(placed)) {
                view.arrivals.add(placed.slot());
            }
        }
    }

    /** Tells what happened to things this visitor knows, or is to know now that they are new. */
    private void tellChanges(View view) {
        List<TickChanges.Change> all = changes.changes();
        if (all.isEmpty()) {
            return;
        }
        heard.clear();
        for (int i = 0; i < all.size(); i++) {
            TickChanges.Change change = all.get(i);
            Placed placed = change.placed;
            int slot = placed.slot();
            boolean known = view.sent.get(slot);
            if (change.isRemoved()) {
                if (known) {
                    heard.set(i);
                    view.sent.clear(slot);
                }
            } else if (known) {
                heard.set(i);
                WorldEntity parent = placed.entity.parent();
                if (parent != null && !view.sent.get(parent.slot())) {
                    view.arrivals.add(parent.slot());
                }
            } else if (change.isFresh() && (view.wants(placed) || view.hasChildOf(placed))) {
                WorldEntity parent = placed.entity.parent();
                boolean parentIsKnown = parent == null || view.sent.get(parent.slot());
                if (parentIsKnown && !view.line.skipsPoses()) {
                    heard.set(i);
                    view.sent.set(slot);
                } else {
                    view.arrivals.add(slot);
                }
            }
        }
        if (!heard.isEmpty()) {
            view.visitor.link().sendReliable(changes.message(heard));
        }
    }

    /** Tells what is beyond sight, and sends of what waits as much as the line takes. */
    private void tellOwn(View view, List<UUID> hidden) {
        if (view.loaded && hidden.isEmpty() && !view.hasWaiting()) {
            return;
        }
        int allowance = view.window.allowance(view.visitor.link().queuedBytes());
        Batch batch = new Batch(view, hidden);
        while (view.hasWaiting() && batch.total < allowance) {
            Placed placed = bySlot[view.takeNext()];
            // Its slot may belong to another thing since, and it may have moved away.
            if (placed != null && (view.keeps(placed) || view.hasChildOf(placed))) {
                batch.add(placed.entity);
            }
        }
        batch.send();
        view.window.used(batch.total);
        if (!view.loaded && !view.hasWaiting()) {
            view.loaded = true;
            view.visitor.link().send(new ServerMessage.Loaded(view.sent.cardinality()));
        }
    }

    /** Entities on their way to one visitor, in messages of bounded size. */
    private static final class Batch {
        private final View view;
        private List<UUID> hidden;
        private List<byte[]> add = new ArrayList<>();
        private List<ServerMessage.Moving> moving = new ArrayList<>();
        private int bytes;
        private int total;

        Batch(View view, List<UUID> hidden) {
            this.view = view;
            this.hidden = hidden;
        }

        /** Its ancestors, as far as they were not sent, and then itself. */
        void add(WorldEntity entity) {
            if (view.sent.get(entity.slot())) {
                return;
            }
            WorldEntity parent = entity.parent();
            if (parent != null) {
                add(parent);
            }
            view.sent.set(entity.slot());
            byte[] json = entity.entity().publicJson();
            if (bytes > 0 && bytes + json.length > MESSAGE_BYTES) {
                send();
            }
            add.add(json);
            bytes += json.length;
            total += json.length;
            Mover mover = entity.mover();
            if (mover != null) {
                moving.add(new ServerMessage.Moving(entity.id(), mover.handle()));
            }
        }

        void send() {
            if (add.isEmpty() && hidden.isEmpty()) {
                return;
            }
            view.visitor.link().send(new ServerMessage.Entities(add, List.of(), List.of(), hidden, moving, List.of()));
            hidden = List.of();
            add = new ArrayList<>();
            moving = new ArrayList<>();
            bytes = 0;
        }
    }
}
