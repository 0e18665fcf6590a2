// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import org.freehold.server.entity.Entity;
import org.freehold.server.entity.EntityJson;
import org.freehold.server.wire.ServerMessage;
import org.freehold.server.world.Mover;
import org.freehold.server.world.WorldEntity;
import org.jspecify.annotations.Nullable;

/**
 * On the hot path of the world thread, which owns it: decides what of the world's entities each visitor is sent, and sends it. What
 * is near, large or moving comes first, as fast as the line takes it; what does not matter is never sent, and what no longer
 * matters is hidden.
 *
 * <p>Changes go to all who know the thing in the tick in which they happen. Looking around and sending what is in sight take turns
 * ({@link Looks}, {@link SendTurns}), so that a tick stays short whoever comes. A visitor for whom nothing happens costs a tick
 * two comparisons.
 */
final class EntityStream {
    private final int tickHz;
    private final SpatialIndex index = new SpatialIndex();
    private final TickChanges changes = new TickChanges();
    private final Looks looks;
    private final SendTurns turns;
    private final SendTurns.Giver giver = this::give;
    private final List<Placed> toAskAbout = new ArrayList<>();
    private final Found found = new Found();
    private final BitSet heard = new BitSet();
    private @Nullable Placed[] bySlot = new Placed[1024];
    private long tick;
    private @Nullable RuntimeException fault;

    EntityStream(int tickHz) {
        this.tickHz = tickHz;
        this.looks = new Looks(tickHz);
        this.turns = new SendTurns(tickHz);
    }

    void watch(View view) {
        looks.ask(view);
    }

    void added(WorldEntity entity, boolean isHeard) {
        Placed placed = new Placed(entity);
        int slot = entity.slot();
        if (slot >= bySlot.length) {
            bySlot = Arrays.copyOf(bySlot, Math.max(slot + 1, bySlot.length * 2));
        }
        bySlot[slot] = placed;
        index.add(placed);
        if (isHeard) {
            changes.fresh(placed);
        }
    }

    void changed(WorldEntity entity, ObjectNode patch) {
        Placed placed = bySlot[entity.slot()];
        if (placed != null) {
            ObjectNode visible = patch.has(Entity.PRIVATE) ? patch.deepCopy().without(Entity.PRIVATE) : patch;
            changes.patched(placed, EntityJson.bytes(visible), patch.has("parentID"));
        }
    }

    void replaced(WorldEntity entity) {
        Placed placed = bySlot[entity.slot()];
        if (placed != null) {
            changes.fresh(placed);
        }
    }

    void removed(WorldEntity entity) {
        Placed placed = bySlot[entity.slot()];
        if (placed != null) {
            bySlot[entity.slot()] = null;
            index.remove(placed);
            changes.removed(placed);
        }
    }

    void moved(WorldEntity entity, boolean isHeard) {
        Placed placed = bySlot[entity.slot()];
        if (placed != null) {
            placed.refresh();
            index.update(placed);
            if (placed.mayMatterToOthers()) {
                placed.asked();
                if (isHeard) {
                    toAskAbout.add(placed);
                }
            }
        }
    }

    /** Returns from how far it matters now that it moves, metres. */
    double startedMoving(WorldEntity entity, boolean isHeard) {
        Placed placed = bySlot[entity.slot()];
        if (placed == null) {
            return 0;
        }
        changes.started(placed);
        moved(entity, isHeard);
        return placed.reach;
    }

    void stoppedMoving(WorldEntity entity, boolean isHeard) {
        Placed placed = bySlot[entity.slot()];
        if (placed != null) {
            changes.stopped(placed);
            moved(entity, isHeard);
        }
    }

    /**
     * Tells everybody of this tick. A view for which that failed is ended, and nobody else goes without because of it.
     *
     * @return a fault that was met, or null
     */
    @Nullable
    RuntimeException tick(long now, List<View> views) {
        tick = now;
        fault = null;
        boolean isNews = !changes.changes().isEmpty() || !toAskAbout.isEmpty();
        for (int i = 0; i < views.size(); i++) {
            View view = views.get(i);
            try {
                if (isNews) {
                    noticeArrivals(view);
                    tellChanges(view);
                }
                noticeWhetherToLook(view);
            } catch (RuntimeException ofThisView) {
                failed(view, ofThisView);
            }
        }
        lookAround();
        turns.run(giver);
        return fault;
    }

    /** What happened in this tick has been told. */
    void endTick() {
        changes.clear();
        toAskAbout.clear();
    }

    /** How many wait for their turn to look around. */
    int waitingToLook() {
        return looks.waiting();
    }

    /** How many wait for entities. */
    int waitingToBeSent() {
        return turns.waiting();
    }

    private void failed(View view, RuntimeException ofThisView) {
        fault = ofThisView;
        view.end();
    }

    /** Queues what has moved into this visitor's sight, and notices what has moved out of it. */
    private void noticeArrivals(View view) {
        for (int i = 0; i < toAskAbout.size(); i++) {
            Placed placed = toAskAbout.get(i);
            if (bySlot[placed.slot()] != placed) {
                continue;
            }
            if (view.sent.get(placed.slot())) {
                view.mayHide |= !view.keeps(placed);
            } else if (view.wants(placed)) {
                arrives(view, placed);
            }
        }
    }

    private void arrives(View view, Placed placed) {
        view.arrivals.add(placed.slot());
        turns.ask(view);
    }

    /** Tells what happened to things this visitor knows, or is to know now that they are new. */
    private void tellChanges(View view) {
        List<TickChanges.Change> all = changes.changes();
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
                    view.mayHide = true;
                }
            } else if (known) {
                heard.set(i);
                view.mayHide |= change.hasOtherParent();
                WorldEntity parent = placed.entity.parent();
                if (parent != null && !view.sent.get(parent.slot())) {
                    view.arrivals.add(parent.slot());
                    turns.ask(view);
                }
            } else if (change.isFresh() && (view.wants(placed) || view.hasChildOf(placed))) {
                WorldEntity parent = placed.entity.parent();
                boolean parentIsKnown = parent == null || view.sent.get(parent.slot());
                if (parentIsKnown && !view.line.skipsPoses()) {
                    heard.set(i);
                    view.sent.set(slot);
                } else {
                    arrives(view, placed);
                }
            }
        }
        if (!heard.isEmpty()) {
            view.visitor.link().sendEntities(changes.message(heard));
        }
    }

    private void noticeWhetherToLook(View view) {
        if (view.everything != view.visitor.seesEverything()) {
            // What was queued may be more than this visitor may see now.
            view.everything = false;
            view.forgetWaiting();
            view.hideAtNextLook();
            looks.ask(view);
        } else if (view.isToLook(tick)) {
            looks.ask(view);
        }
    }

    private void lookAround() {
        looks.beginTick();
        for (View view = looks.next(); view != null; view = looks.next()) {
            try {
                looks.looked(lookAround(view));
            } catch (RuntimeException ofThisView) {
                failed(view, ofThisView);
            }
        }
    }

    /** Decides anew what is to be sent, and hides what is beyond sight; returns how many things were looked at. */
    private int lookAround(View view) {
        int looked = 0;
        view.everything = view.visitor.seesEverything();
        view.mayHide |= view.hasLooked();
        if (view.isToHide(tick)) {
            looked += hide(view);
        }
        found.begin(view.sent);
        if (view.everything) {
            looked += findAll(view);
        } else {
            looked += index.query(view.avatar().position(), found);
        }
        view.looked(tick, tickHz, found.slotsByCost());
        if (view.isOwedSomething()) {
            turns.ask(view);
        }
        return looked + found.size();
    }

    private int findAll(View view) {
        Mover from = view.avatar();
        for (Placed placed : bySlot) {
            if (placed != null && !found.leavesOut(placed.slot())) {
                double surface =
                        Math.max(0, Math.sqrt(placed.distanceSquared(from.x(), from.y(), from.z())) - placed.radius);
                found.add((float) (surface * placed.costFactor()), placed.slot());
            }
        }
        return bySlot.length;
    }

    private int hide(View view) {
        int looked = 0;
        List<UUID> hidden = new ArrayList<>();
        view.hidden(tick, tickHz);
        for (int slot = view.sent.nextSetBit(0); slot >= 0; slot = view.sent.nextSetBit(slot + 1)) {
            looked++;
            Placed placed = bySlot[slot];
            // An ancestor stays as long as what hangs on it.
            if (placed != null && !view.keeps(placed) && !view.hasChildOf(placed)) {
                hidden.add(placed.entity.id());
                view.sent.clear(slot);
                // Its parent's turn is the next time.
                view.mayHide |= placed.entity.parent() != null;
            }
        }
        if (!hidden.isEmpty()) {
            view.visitor.link().send(new ServerMessage.Entities(
                    List.of(), List.of(), List.of(), hidden, List.of(), List.of()));
        }
        return looked;
    }

    /** Sends of what waits for this visitor; see {@link SendTurns.Giver}. */
    private int give(View view, int bytes) {
        try {
            int most = Math.min(bytes, view.allowance(tick));
            Batch batch = new Batch(view);
            while (view.hasWaiting() && batch.bytes < most) {
                Placed placed = bySlot[view.takeNext()];
                // Its slot may belong to another thing since, and it may have moved away.
                if (placed != null && (view.wants(placed) || view.hasChildOf(placed))) {
                    batch.add(placed.entity);
                }
            }
            batch.send();
            view.gave(batch.bytes);
            if (!view.loaded && view.hasLooked() && !view.hasWaiting()) {
                view.loaded = true;
                view.visitor.link().send(new ServerMessage.Loaded(view.sent.cardinality()));
            }
            return batch.bytes;
        } catch (RuntimeException ofThisView) {
            failed(view, ofThisView);
            return 0;
        }
    }

    /** Entities on their way to one visitor, in one message. */
    private static final class Batch {
        private final View view;
        private final List<byte[]> add = new ArrayList<>();
        private final List<ServerMessage.Moving> moving = new ArrayList<>();
        private int bytes;

        Batch(View view) {
            this.view = view;
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
            add.add(json);
            bytes += json.length;
            Mover mover = entity.mover();
            if (mover != null) {
                moving.add(new ServerMessage.Moving(entity.id(), mover.handle()));
            }
        }

        void send() {
            if (!add.isEmpty()) {
                view.visitor.link().send(new ServerMessage.Entities(
                        add, List.of(), List.of(), List.of(), moving, List.of()));
            }
        }
    }
}
