// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import java.util.List;
import java.util.UUID;
import org.freehold.server.entity.Entity;

/** Where the world's changes are kept. Calls never block; the work is done on a thread of its own, in order. */
public interface Journal {

    /**
     * Queues one change.
     *
     * @return false when it was not taken, because the queue is full or the journal is not writable
     */
    boolean append(Entry entry);

    /**
     * Takes entries again after a failure. The world calls it once it has learnt of the failure and of {@link Listener#writable}:
     * before that it may still be changing what it is about to take back, and must not have that stored.
     */
    void reopen();

    /**
     * One change, stored whole or not at all.
     *
     * @param ticket rising with each entry
     * @param put entities to add or replace
     * @param delete ids to remove
     */
    record Entry(long ticket, List<Entity> put, List<UUID> delete) {}

    /** What became of the entries. Called on the journal's thread; must not block. */
    interface Listener {
        /** Every entry up to this ticket is on disk. */
        void stored(long ticket);

        /**
         * No entry from {@code firstTicket} on is on disk, and none will be taken until {@link Journal#reopen}. Later
         * entries that were queued are dropped as well.
         *
         * @param reason for people: what is wrong and what helps
         */
        void failed(long firstTicket, String reason);

        /** Writing works again: entries are taken from {@link Journal#reopen} on. */
        void writable();
    }
}
