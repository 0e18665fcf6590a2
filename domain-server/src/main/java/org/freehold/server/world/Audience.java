// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Who is told what of the world. The world says what happened, as it happens; the audience decides who hears of it, and sends it
 * once a tick. All calls on the world thread.
 */
public interface Audience {

    /** Starts to send to a visitor, or starts over: nothing that was sent before counts. */
    void watch(Visitor visitor);

    /** Sends nothing more to a visitor. */
    void unwatch(Visitor visitor);

    /** The entity is new. */
    void added(WorldEntity entity);

    /**
     * The entity has other properties.
     *
     * @param patch JSON Merge Patch with {@code id}: what differs
     */
    void changed(WorldEntity entity, ObjectNode patch);

    /** The entity is another in everything but its id: what was said of it before does not hold. */
    void replaced(WorldEntity entity);

    void removed(WorldEntity entity);

    /** The entity is elsewhere in the world, by its own motion or by that of an ancestor; nobody has to be told. */
    void moved(WorldEntity entity);

    /** Its pose comes in pose frames from now on, under the handle of {@link WorldEntity#mover}. */
    void startedMoving(WorldEntity entity, Mover mover);

    /** Its pose no longer comes in pose frames; {@link #changed} has said where it rests. */
    void stoppedMoving(WorldEntity entity, Mover mover);

    /** An avatar is there. */
    void appeared(Mover avatar);

    /** An avatar is there no more. */
    void vanished(Mover avatar);

    /** An avatar has just said something. */
    void spoke(Mover avatar);

    /**
     * The tick is over: send.
     *
     * @param tick rising by one
     * @param epochMillis milliseconds since 1970
     */
    void tick(long tick, long epochMillis);
}
