// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.freehold.moderation.Permission;
import org.freehold.server.entity.Entity;
import org.freehold.server.entity.EntityEdit;
import org.freehold.server.entity.EntityId;
import org.freehold.server.wire.ClientMessage;
import org.freehold.server.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The one place that decides whether an edit is done. Changes nothing itself. */
final class EditGate {
    /** Longest life of what those build who may build for a while only, seconds: as Overte's for everybody without rights. */
    static final int TEMPORARY_SECONDS = 3600;

    private final EntityTable table;
    private final int maxEntities;

    EditGate(EntityTable table, int maxEntities) {
        this.table = table;
        this.maxEntities = maxEntities;
    }

    /** What is to be done about an edit. */
    sealed interface Decision {
        record Add(Entity entity) implements Decision {}

        /** {@code patch} is what others are to be sent. */
        record Change(WorldEntity target, Entity after, ObjectNode patch) implements Decision {}

        /** With everything below it. */
        record Delete(WorldEntity root) implements Decision {}

        record Hold(WorldEntity target) implements Decision {}

        record Refuse(ErrorCode code, String message, String whatToDo) implements Decision {}
    }

    /**
     * Decides about a new entity.
     *
     * @param newId makes one for an entity for which the client did not
     * @param readOnly why nothing can be stored now; null when it can
     */
    Decision add(
            ClientMessage.Add add, Visitor visitor, Supplier<UUID> newId, @Nullable String readOnly,
            long nowMicros) {
        Optional<Decision.Refuse> closed = closed(visitor.rights(), readOnly);
        if (closed.isPresent()) {
            return closed.get();
        }
        UUID id = add.id() == null ? newId.get() : add.id();
        if (table.find(id).isPresent()) {
            return new Decision.Refuse(
                    ErrorCode.ENTITY_EXISTS,
                    "id: " + EntityId.text(id) + " is in the world already (expected: a fresh UUID)",
                    "Edit that entity, or add this one under another id.");
        }
        if (table.size() >= maxEntities) {
            return new Decision.Refuse(
                    ErrorCode.WORLD_FULL,
                    "entities: " + table.size() + " (expected: fewer than " + maxEntities + ")",
                    "Delete something first, or ask the owner to allow more entities.");
        }
        return switch (EntityEdit.create(id, add.entity(), nowMicros, visitor.author())) {
            case EntityEdit.Invalid invalid -> invalid(invalid);
            case EntityEdit.Done done -> {
                Entity entity = done.entity();
                if (entity.locked() && !visitor.may(Permission.LOCK)) {
                    yield mayNotLock();
                }
                if (!visitor.may(Permission.BUILD)
                        && !(visitor.may(Permission.BUILD_TEMPORARY) && isTemporary(entity))) {
                    yield onlyTemporary(entity, visitor);
                }
                yield table.mayAttach(id, entity.parentId())
                        ? new Decision.Add(entity)
                        : cycle(id, entity.parentId());
            }
        };
    }

    /** The same for a change; {@code readOnly} as in {@link #add}. */
    Decision edit(
            ClientMessage.Edit edit, Visitor visitor, @Nullable String readOnly, long nowMicros) {
        Optional<Decision.Refuse> closed = closed(visitor.rights(), readOnly);
        if (closed.isPresent()) {
            return closed.get();
        }
        WorldEntity target = table.find(edit.id()).orElse(null);
        if (target == null) {
            return unknown(edit.id());
        }
        if (!mayChange(visitor, target)) {
            return notYours(target);
        }
        return switch (EntityEdit.change(target.entity(), edit.properties(), nowMicros)) {
            case EntityEdit.Invalid invalid -> invalid(invalid);
            case EntityEdit.Done done -> {
                Entity after = done.entity();
                if (target.lastEncoded().locked() && after.locked()) {
                    yield locked(target);
                }
                if (target.lastEncoded().locked() != after.locked() && !visitor.may(Permission.LOCK)) {
                    yield mayNotLock();
                }
                if (visitor.made(after) && !visitor.may(Permission.BUILD) && !isTemporary(after)) {
                    yield onlyTemporary(after, visitor);
                }
                boolean sameParent =
                        Objects.equals(after.parentId(), target.lastEncoded().parentId());
                yield sameParent || table.mayAttach(edit.id(), after.parentId())
                        ? new Decision.Change(target, after, done.change())
                        : cycle(edit.id(), after.parentId());
            }
        };
    }

    /** The same for a deletion; {@code readOnly} as in {@link #add}. */
    Decision delete(ClientMessage.Delete delete, Visitor visitor, @Nullable String readOnly) {
        Optional<Decision.Refuse> closed = closed(visitor.rights(), readOnly);
        if (closed.isPresent()) {
            return closed.get();
        }
        WorldEntity root = table.find(delete.id()).orElse(null);
        if (root == null) {
            return unknown(delete.id());
        }
        List<WorldEntity> tree = EntityTable.tree(root);
        for (WorldEntity each : tree) {
            if (!mayChange(visitor, each)) {
                return notYours(each);
            }
            if (each.lastEncoded().locked()) {
                return locked(each);
            }
        }
        return new Decision.Delete(root);
    }

    /**
     * The same for taking something in hand; {@code readOnly} as in {@link #add}.
     *
     * @param holder tells who holds an entity; null for nobody
     */
    Decision hold(
            ClientMessage.Hold hold, Visitor visitor, Function<WorldEntity, @Nullable Visitor> holder,
            @Nullable String readOnly) {
        Optional<Decision.Refuse> closed = closed(visitor.rights(), readOnly);
        if (closed.isPresent()) {
            return closed.get();
        }
        WorldEntity target = table.find(hold.id()).orElse(null);
        if (target == null) {
            return unknown(hold.id());
        }
        if (!mayChange(visitor, target)) {
            return notYours(target);
        }
        if (target.lastEncoded().locked()) {
            return locked(target);
        }
        Visitor other = holder.apply(target);
        return other == null || other == visitor
                ? new Decision.Hold(target)
                : new Decision.Refuse(
                        ErrorCode.ENTITY_HELD,
                        "id: " + EntityId.text(hold.id()) + " is in the hand of " + other.name(),
                        "Wait until it is let go.");
    }

    /** Own things by who may build, temporary ones also by who may build such, the others by who may edit others'. */
    private static boolean mayChange(Visitor visitor, WorldEntity target) {
        Entity entity = target.lastEncoded();
        if (!visitor.made(entity)) {
            return visitor.may(Permission.EDIT_OTHERS);
        }
        return visitor.may(Permission.BUILD)
                || visitor.may(Permission.EDIT_OTHERS)
                || (visitor.may(Permission.BUILD_TEMPORARY) && isTemporary(entity));
    }

    private static boolean isTemporary(Entity entity) {
        return entity.lifetimeSeconds() >= 0 && entity.lifetimeSeconds() <= TEMPORARY_SECONDS;
    }

    private static Decision.Refuse notYours(WorldEntity target) {
        return new Decision.Refuse(
                ErrorCode.NOT_PERMITTED,
                "id: " + EntityId.text(target.id())
                        + " was made by somebody else (expected: the permission \"edit-others\")",
                "Change what you made yourself, or ask the owner of this domain.");
    }

    private static Decision.Refuse mayNotLock() {
        return new Decision.Refuse(
                ErrorCode.NOT_PERMITTED,
                "locked: you may neither lock nor unlock here (expected: the permission \"lock\")",
                "Leave locked as it is, or ask the owner of this domain.");
    }

    private static Decision.Refuse onlyTemporary(Entity entity, Visitor visitor) {
        return new Decision.Refuse(
                ErrorCode.NOT_PERMITTED,
                visitor.may(Permission.BUILD_TEMPORARY)
                        ? "lifetime: " + entity.lifetimeSeconds() + " (expected: 0 to " + TEMPORARY_SECONDS
                                + " seconds; you may build what ends by itself)"
                        : "You may not add entities here (expected: the permission \"build\").",
                "Set a lifetime, or ask the owner of this domain.");
    }

    private static Optional<Decision.Refuse> closed(Rights rights, @Nullable String readOnly) {
        if (!rights.mayEdit()) {
            return Optional.of(new Decision.Refuse(
                    ErrorCode.NOT_PERMITTED,
                    "You may not build here (expected: the permission \"build\").",
                    "Ask the owner of this domain, or open the owner's link in this browser."));
        }
        if (readOnly != null) {
            return Optional.of(new Decision.Refuse(
                    ErrorCode.WORLD_READ_ONLY,
                    "The world cannot be changed now: " + readOnly,
                    "Try again when the notice says that the world can be changed."));
        }
        return Optional.empty();
    }

    private static Decision.Refuse unknown(UUID id) {
        return new Decision.Refuse(
                ErrorCode.UNKNOWN_ENTITY,
                "id: " + EntityId.text(id) + " (expected: the id of an entity of this world)",
                "It may have been deleted; choose another.");
    }

    private static Decision.Refuse locked(WorldEntity target) {
        return new Decision.Refuse(
                ErrorCode.ENTITY_LOCKED,
                "id: " + EntityId.text(target.id()) + " is locked",
                "Set its locked to false first.");
    }

    private static Decision.Refuse cycle(UUID id, @Nullable UUID parentId) {
        return new Decision.Refuse(
                ErrorCode.PARENT_CYCLE,
                "parentID: " + (parentId == null ? "null" : EntityId.text(parentId)) + " of " + EntityId.text(id)
                        + " (expected: not itself, nothing below it, and at most " + EntityTable.MAX_DEPTH
                        + " parents in a row)",
                "Choose another parent.");
    }

    private static Decision.Refuse invalid(EntityEdit.Invalid invalid) {
        return switch (invalid.reason()) {
            case BAD_VALUE -> new Decision.Refuse(
                    ErrorCode.BAD_VALUE, invalid.message(), "Send what is expected, or leave the property out.");
            case NOT_FINITE -> new Decision.Refuse(
                    ErrorCode.NOT_FINITE, invalid.message(), "Send a number within the range of a double.");
            case TOO_LARGE -> new Decision.Refuse(
                    ErrorCode.ENTITY_TOO_LARGE,
                    invalid.message(),
                    "Keep large content at a URL, and name that in the entity.");
        };
    }
}
