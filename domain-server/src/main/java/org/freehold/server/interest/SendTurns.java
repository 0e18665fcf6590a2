// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import java.util.ArrayDeque;

/**
 * Whose turn it is to be sent what waits: one message each, round and round, until all lines are full or the tick has sent as much
 * as the machine can compress and write beside its poses. Newcomers' nearest things come first, but never take all of it. Owned by
 * the world thread.
 */
final class SendTurns {
    /** Two hundred newcomers in two seconds have their nearest within one; compressing it takes a part of one core. */
    static final int BYTES_A_SECOND = 28 << 20;

    /** What may be sent at once after a quiet moment. */
    static final int BURST_BYTES = 3 << 19;

    /** Bytes of one turn, and so of one message: a client can show the first before it has the last. */
    static final int TURN_BYTES = 128 << 10;

    /** Who was sent less is a newcomer: some two hundred things. */
    static final int NEWCOMER_BYTES = 240 << 10;

    /** What others get while newcomers wait: one part of so many. */
    private static final int PARTS = 8;

    /** Sends what waits. */
    interface Giver {
        /**
         * Sends some of what waits for this view, and takes note of it in {@link View#given}.
         *
         * @param bytes about how much at most
         * @return how much it was; 0 when the line takes no more now
         */
        int give(View view, int bytes);
    }

    private final ArrayDeque<View> newcomers = new ArrayDeque<>();
    private final ArrayDeque<View> others = new ArrayDeque<>();
    private final int bytesATick;
    private long left = BURST_BYTES;

    SendTurns(int tickHz) {
        this.bytesATick = BYTES_A_SECOND / tickHz;
    }

    /** Something waits for this view; asked twice it waits once. */
    void ask(View view) {
        if (!view.waitsToBeSent) {
            view.waitsToBeSent = true;
            (view.given < NEWCOMER_BYTES ? newcomers : others).add(view);
        }
    }

    /** Gives turns for one tick. */
    void run(Giver giver) {
        left = Math.min(BURST_BYTES, left + bytesATick);
        if (newcomers.isEmpty() && others.isEmpty()) {
            return;
        }
        serve(newcomers, others.isEmpty() ? 0 : left / PARTS, giver);
        serve(others, 0, giver);
        serve(newcomers, 0, giver);
    }

    int waiting() {
        return newcomers.size() + others.size();
    }

    private void serve(ArrayDeque<View> queue, long keep, Giver giver) {
        int tookNothing = 0;
        while (left > keep && tookNothing < queue.size()) {
            View view = queue.remove();
            view.waitsToBeSent = false;
            if (view.isGone()) {
                continue;
            }
            // A whole turn, on credit if need be: with what is left of a tick some would always get the smaller ones.
            long most = view.given < NEWCOMER_BYTES ? NEWCOMER_BYTES - view.given : TURN_BYTES;
            int given = giver.give(view, (int) Math.min(TURN_BYTES, most));
            left -= given;
            tookNothing = given > 0 ? 0 : tookNothing + 1;
            if (view.isOwedSomething()) {
                ask(view);
            }
        }
    }
}
