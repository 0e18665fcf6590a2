// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import java.util.BitSet;
import org.freehold.server.entity.Vec3;
import org.freehold.server.world.Mover;
import org.freehold.server.world.Visitor;
import org.freehold.server.world.WorldEntity;
import org.jspecify.annotations.Nullable;

/** What one visitor has been sent, and what is to come. Owned by the world thread. */
final class View {
    /** A visitor who has moved this far sees other things, metres. */
    static final double LOOK_AGAIN_METRES = 6;

    /** How long after the last time something is looked for that is to be hidden. */
    private static final int HIDE_SECONDS = 2;

    private static final int[] NOTHING = {};
    private static final long NEVER = Long.MIN_VALUE;

    final Visitor visitor;
    final SlowReader line;
    final LineBudget budget;
    /** By slot. */
    final BitSet sent = new BitSet();
    /** Slots of what has come into sight since the last look around. */
    final SlotQueue arrivals = new SlotQueue();
    /** What waited for the network when this tick began, bytes. */
    long queuedBytes;
    /** Kept by {@link Looks}. */
    boolean waitsToLook;
    /** Kept by {@link SendTurns}. */
    boolean waitsToBeSent;
    /** Bytes of entities that were sent in turns. */
    long given;
    boolean loaded;
    boolean everything;
    /** True when something that was sent may be beyond sight now. */
    boolean mayHide;
    /** Whose messages of poses this visitor gets; kept by {@link PoseStreams}. */
    @Nullable
    Viewpoint viewpoint;

    private final SendWindow window = new SendWindow();
    /** Slots of what is to be sent, from {@link #nextWaiting}. */
    private int[] waiting = NOTHING;
    private int nextWaiting;
    private Vec3 lookedFrom = Vec3.ZERO;
    private long hideTick = NEVER;
    private long allowanceTick = NEVER;
    private int allowance;
    private boolean gone;

    View(Visitor visitor, int tickHz) {
        this.visitor = visitor;
        this.line = new SlowReader(tickHz);
        this.budget = new LineBudget(tickHz);
    }

    /** Where this visitor sees the world from. */
    Mover avatar() {
        return visitor.avatar();
    }

    /** Nothing more is to be sent; whoever still has it in a queue passes it over. */
    void end() {
        gone = true;
    }

    boolean isGone() {
        return gone;
    }

    /** False until the first look around. */
    boolean hasLooked() {
        return hideTick != NEVER;
    }

    /** True when it is time to look around: it stands elsewhere, or something is to be hidden. */
    boolean isToLook(long tick) {
        if (mayHide && tick >= hideTick) {
            return true;
        }
        if (!avatar().changedAfter(tick - 1)) {
            return false;
        }
        double dx = avatar().x() - lookedFrom.x();
        double dy = avatar().y() - lookedFrom.y();
        double dz = avatar().z() - lookedFrom.z();
        return dx * dx + dy * dy + dz * dz > LOOK_AGAIN_METRES * LOOK_AGAIN_METRES;
    }

    /** True when this look is to hide, too: that need not be soon, so not with each. */
    boolean isToHide(long tick) {
        return mayHide && tick >= hideTick;
    }

    void hidden(long tick, int tickHz) {
        mayHide = false;
        // Not all in the same tick.
        hideTick = tick + (long) HIDE_SECONDS * tickHz + visitor.handle() % tickHz;
    }

    /** What was sent is looked through at the next look, whenever that was done last. */
    void hideAtNextLook() {
        mayHide = true;
        hideTick = Math.min(hideTick, 0);
    }

    /** Takes over what is to be sent from now on, instead of what was. */
    void looked(long tick, int tickHz, int[] slotsInOrder) {
        lookedFrom = avatar().position();
        if (hideTick == NEVER) {
            hidden(tick, tickHz);
        }
        waiting = slotsInOrder;
        nextWaiting = 0;
    }

    boolean hasWaiting() {
        return nextWaiting < waiting.length || !arrivals.isEmpty();
    }

    /** True while it is to have turns at sending. */
    boolean isOwedSomething() {
        return hasWaiting() || (!loaded && hasLooked());
    }

    /** The slot to be sent next. Only when {@link #hasWaiting}. */
    int takeNext() {
        if (!arrivals.isEmpty()) {
            return arrivals.remove();
        }
        int slot = waiting[nextWaiting++];
        if (nextWaiting == waiting.length) {
            forgetWaiting();
        }
        return slot;
    }

    /** What waits is not to be sent any more. */
    void forgetWaiting() {
        waiting = NOTHING;
        nextWaiting = 0;
    }

    /** What may be sent in this tick yet, bytes; at most 0 for nothing. */
    int allowance(long tick) {
        if (allowanceTick != tick) {
            allowanceTick = tick;
            allowance = window.allowance(queuedBytes);
        }
        return allowance;
    }

    /** So much was sent of {@link #allowance}. */
    void gave(int bytes) {
        given += bytes;
        allowance -= bytes;
        window.used(bytes);
    }

    boolean wants(Placed placed) {
        return everything || placed.matters(avatar().x(), avatar().y(), avatar().z());
    }

    boolean keeps(Placed placed) {
        return everything || placed.staysFor(avatar().x(), avatar().y(), avatar().z());
    }

    /** True when something was sent whose place depends on this. */
    boolean hasChildOf(Placed placed) {
        var children = placed.entity.children();
        for (int i = 0; i < children.size(); i++) {
            WorldEntity child = children.get(i);
            if (sent.get(child.slot())) {
                return true;
            }
        }
        return false;
    }
}
