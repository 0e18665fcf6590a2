// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to look around, so that a crowd that comes at once does not stop the world: a look costs what is in sight, and
 * each tick has room for so much. Newcomers, who see nothing yet, come first, but one in four turns is always that of somebody who
 * waits already. Owned by the world thread.
 */
final class Looks {
    /** How many things may be looked at in a second: about a tenth of one processor's time. */
    private static final int THINGS_A_SECOND = 15_000_000;

    private static final int TURNS = 4;

    private final ArrayDeque<View> newcomers = new ArrayDeque<>();
    private final ArrayDeque<View> others = new ArrayDeque<>();
    private final int thingsATick;
    private int thingsLeft;
    private int turn;

    Looks(int tickHz) {
        this.thingsATick = THINGS_A_SECOND / tickHz;
    }

    /** This view is to look around when it is its turn; asked twice it waits once. */
    void ask(View view) {
        if (!view.waitsToLook) {
            view.waitsToLook = true;
            (view.hasLooked() ? others : newcomers).add(view);
        }
    }

    void beginTick() {
        thingsLeft = thingsATick;
    }

    /** Whose turn it is in this tick; null when it is nobody's, or the tick has no room for more. */
    @Nullable
    View next() {
        while (thingsLeft > 0) {
            turn = (turn + 1) % TURNS;
            ArrayDeque<View> first = turn == 0 ? others : newcomers;
            View view = first.poll();
            if (view == null) {
                view = (turn == 0 ? newcomers : others).poll();
            }
            if (view == null) {
                return null;
            }
            view.waitsToLook = false;
            if (!view.isGone()) {
                return view;
            }
        }
        return null;
    }

    /** The look that {@link #next} gave cost so much. */
    void looked(int things) {
        // Each costs something, also in an empty world.
        thingsLeft -= Math.max(1, things);
    }

    int waiting() {
        return newcomers.size() + others.size();
    }
}
