// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import io.netty.buffer.ByteBuf;
import org.freehold.server.wire.AvatarPose;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * A visitor's session as the world sees it; the same object for as long as the session lasts, over any number of
 * connections. Implemented by the session. Called on the world thread; what is sent while no connection is there is dropped,
 * because {@link Command.Resume} starts afresh.
 */
public interface VisitorLink {

    /**
     * The visitor is in the world: the session answers {@code welcome} with this, before anything else the world sends.
     *
     * @param you handle, name and permissions as the world decided them
     */
    void entered(boolean resumed, ServerMessage.You you, ServerMessage.WorldInfo world);

    /** To this visitor alone; {@code accepted} and {@code refused} among them. */
    void send(ServerMessage message);

    /** JSON that was encoded once for many. Takes over the reference. */
    void sendReliable(ByteBuf utf8Json);

    /** A pose frame that was encoded once for many. Takes over the reference. */
    void sendNewest(ByteBuf frame);

    /** Once a tick, after everything. */
    void flush();

    /** Bytes sent and not yet taken by the network. */
    long queuedBytes();

    /** The newest pose that came since the last call, or null. */
    @Nullable
    AvatarPose takePose();

    /** Ends the session from the world's side. */
    void end(ErrorCode code, String message, String whatToDo);
}
