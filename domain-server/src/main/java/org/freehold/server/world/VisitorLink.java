// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import io.netty.buffer.ByteBuf;
import org.freehold.server.wire.ClientMessage;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.QuantisedPose;
import org.freehold.server.wire.ServerMessage;

/**
 * A visitor's session as the world sees it; the same object for as long as the session lasts, over any number of
 * connections. Implemented by the session. Called on the world thread, and poses by
 * threads that help it within a tick, never two calls at once; what is sent while no connection is there is dropped, because
 * {@link Command.Resume} starts afresh.
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

    /** The same, of entities: counted apart from what people say. */
    default void sendEntities(ByteBuf utf8Json) {
        sendReliable(utf8Json);
    }

    /**
     * The poses of this tick, made once for many: a WebSocket frame, see {@link org.freehold.server.wire.WebSocketHeader}. Replaces the
     * one of the last tick if the network has not taken it. Takes over the reference.
     */
    void sendNewest(ByteBuf webSocketFrame);

    /** Poses that are told once, made for one or for many, as {@link #sendNewest}; nothing replaces them. Takes over the reference. */
    void sendOnce(ByteBuf webSocketFrame);

    /** Once a tick, after everything: it goes out with what all others get. */
    void flushWithTick();

    /** Bytes sent and not yet taken by the network. */
    long queuedBytes();

    /** Becomes the newest pose that came since the last call; false, and nothing changed, when none came. */
    boolean takePose(QuantisedPose into);

    /** The visitor reported something; the session keeps it and answers. */
    void reported(ClientMessage.Report report, Scene scene);

    /** Ends the session from the world's side. */
    void end(ErrorCode code, String message, String whatToDo);
}
