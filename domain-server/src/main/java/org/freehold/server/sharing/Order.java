// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.sharing;

/** Which of several rendezvous is next: one after the other, and the first one again after one that had taken the world. One thread. */
final class Order {
    private final int size;
    private int at;

    /** Begins with the first of so many. */
    Order(int size) {
        this.size = size;
    }

    /** Which one it is now, from 0. */
    int at() {
        return at;
    }

    /** The first one again. */
    void restart() {
        at = 0;
    }

    /**
     * It did not take the world, or no longer does; another one may at once.
     *
     * @param hadTaken whether it did for a while
     * @return how long to wait before the next
     */
    Wait failed(boolean hadTaken) {
        at = hadTaken ? 0 : (at + 1) % size;
        if (at > 0) {
            return Wait.NONE;
        }
        return hadTaken && size > 1 ? Wait.SHORT : Wait.ASKED;
    }

    /** How long to wait before the next. */
    enum Wait {
        /** Another one may be there at once. */
        NONE,
        /** A moment: others than the one that asks for more may be there. */
        SHORT,
        /** As long as the last one asks for: all were asked. */
        ASKED
    }
}
