// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import org.freehold.server.entity.Vec3;
import org.freehold.server.world.Visitor;
import org.freehold.server.world.WorldEntity;
import org.jspecify.annotations.Nullable;

/** What one visitor has been sent, and what is to come. Owned by the world thread. */
final class View {
    /** A visitor who has moved this far sees other things, metres. */
    private static final double LOOK_AGAIN_METRES = 6;

    /** How long after the last time something is looked for that is to be hidden. */
    private static final int HIDE_SECONDS = 2;

    final Visitor visitor;
    final SlowReader line;
    final LineBudget budget;
    final SendWindow window = new SendWindow();
    /** By slot. */
    final BitSet sent = new BitSet();
    /** Slots of what has come into sight since the last look around. */
    final ArrayDeque<Integer> arrivals = new ArrayDeque<>();
    /** Slots of what is to be sent, the cost in the upper half: sorted, from {@link #nextWaiting}. */
    private long[] waiting = {};
    private int nextWaiting;
    boolean loaded;
    boolean everything;
    /** Whose messages of poses this visitor gets; kept by {@link PoseStreams}. */
    @Nullable
    Viewpoint viewpoint;

    private Vec3 lookedFrom = Vec3.ZERO;
    private long hideTick;

    View(Visitor visitor, int tickHz) {
        this.visitor = visitor;
        this.line = new SlowReader(tickHz);
        this.budget = new LineBudget(tickHz);
    }

    Vec3 position() {
        return visitor.avatar().position();
    }

    boolean isToLook(long tick) {
        return isToHide(tick)
                || position().minus(lookedFrom).lengthSquared() > LOOK_AGAIN_METRES * LOOK_AGAIN_METRES;
    }

    /** True when it is time to hide what is beyond sight; that need not be soon. */
    boolean isToHide(long tick) {
        return tick >= hideTick || everything != visitor.seesEverything();
    }

    /** Takes over what is to be sent from now on, instead of what was. */
    void looked(long tick, int tickHz, long[] costAndSlot) {
        lookedFrom = position();
        if (isToHide(tick)) {
            // Not all in the same tick.
            hideTick = tick + (long) HIDE_SECONDS * tickHz + visitor.handle() % tickHz;
        }
        everything = visitor.seesEverything();
        Arrays.sort(costAndSlot);
        waiting = costAndSlot;
        nextWaiting = 0;
    }

    boolean hasWaiting() {
        return nextWaiting < waiting.length || !arrivals.isEmpty();
    }

    /** The slot to be sent next. Only when {@link #hasWaiting}. */
    int takeNext() {
        return arrivals.isEmpty() ? (int) waiting[nextWaiting++] : arrivals.remove();
    }

    /** Sorts by cost first; a cost is not negative, so that its bits rise with it. */
    static long costAndSlot(float cost, int slot) {
        return ((long) Float.floatToIntBits(cost) << 32) | slot;
    }

    boolean wants(Placed placed) {
        return everything || placed.matters(position());
    }

    /** True when something was sent whose place depends on this. */
    boolean hasChildOf(Placed placed) {
        for (WorldEntity child : placed.entity.children()) {
            if (sent.get(child.slot())) {
                return true;
            }
        }
        return false;
    }

    boolean keeps(Placed placed) {
        return everything || placed.staysFor(position());
    }
}
