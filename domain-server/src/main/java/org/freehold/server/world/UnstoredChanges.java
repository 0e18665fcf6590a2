// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.freehold.server.entity.Entity;
import org.freehold.server.wire.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * The changes that are in the world and not yet known to be on disk, with what is needed to answer their authors and to take
 * them back. Owned by the world thread.
 */
final class UnstoredChanges {

    /** What an entity was before a change; null when it was not there. */
    record Before(UUID id, @Nullable Entity entity) {}

    /** The visitor who waits, and with what the answer will be. */
    record Author(Visitor visitor, Visitor.Answer answer, long ref, UUID id) {
        void accepted() {
            answer.is(new ServerMessage.Accepted(ref, id));
            visitor.sendAnswers();
        }
    }

    /**
     * One entry of the journal.
     *
     * @param before parents first
     * @param moved what was stored only because it had moved: not to be taken back, but to be stored again
     * @param author null when the world itself did it
     */
    record Change(long ticket, List<Before> before, List<UUID> moved, @Nullable Author author) {}

    private final ArrayDeque<Change> changes = new ArrayDeque<>();

    void add(Change change) {
        changes.add(change);
    }

    /** Everything up to this ticket is on disk: forgets it and answers the authors. */
    void stored(long ticket) {
        while (!changes.isEmpty() && changes.element().ticket() <= ticket) {
            Author author = changes.remove().author();
            if (author != null) {
                author.accepted();
            }
        }
    }

    /** Forgets every change from this ticket on, and returns them, the newest first. */
    List<Change> takeFrom(long firstTicket) {
        List<Change> lost = new ArrayList<>();
        while (!changes.isEmpty() && changes.getLast().ticket() >= firstTicket) {
            lost.add(changes.removeLast());
        }
        return lost;
    }
}
