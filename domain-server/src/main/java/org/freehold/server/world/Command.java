// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import java.util.Set;
import java.util.UUID;
import org.freehold.moderation.Permission;
import org.freehold.server.entity.Vec3;
import org.freehold.server.wire.ClientMessage;
import org.freehold.server.wire.Moves;
import org.freehold.server.wire.ServerMessage;
import org.jspecify.annotations.Nullable;

/** What sessions ask of the world. Carried out on the world thread, in order, at the next tick. */
public sealed interface Command {
    VisitorLink link();

    /**
     * Somebody comes; answered by {@link VisitorLink#entered}.
     *
     * @param author by which things that the visitor makes are known to be theirs; null for nobody's
     * @param name as wished, already of valid form; null for one of the world's making
     * @param position where to arrive, metres; null for the world's entry
     * @param everything send all entities whatever the distance; counts only with {@link Permission#BUILD}
     */
    record Enter(
            VisitorLink link,
            Rights rights,
            @Nullable UUID author,
            @Nullable String name,
            @Nullable Vec3 position,
            boolean everything)
            implements Command {

        /** Of somebody who makes nothing that stays theirs. */
        public Enter(
                VisitorLink link,
                Set<Permission> permissions,
                @Nullable String name,
                @Nullable Vec3 position,
                boolean everything) {
            this(link, Rights.of(permissions), null, name, position, everything);
        }
    }

    /** The session has a new connection; everything in sight is sent again, and the chat after {@code chat}. */
    record Resume(VisitorLink link, long chat) implements Command {}

    /** The connection broke; the visitor stays for a while. */
    record Lost(VisitorLink link) implements Command {}

    /** The visitor is gone for good. {@code why} as in {@code people.gone}. */
    record Leave(VisitorLink link, String why) implements Command {}

    /** An edit, a chat line or a name; answered by {@code accepted} or {@code refused}. */
    record Ask(VisitorLink link, ClientMessage.Request request) implements Command {}

    /** The visitor has moved what he holds. */
    record Move(VisitorLink link, Moves moves) implements Command {}

    /**
     * The visitor's rights are others from now on.
     *
     * @param notice what changed, for the visitor; null for nothing to tell
     */
    record Grant(VisitorLink link, Rights rights, ServerMessage.@Nullable Notice notice) implements Command {}
}
