// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import org.jspecify.annotations.Nullable;

/**
 * What opens a WebSocket.
 *
 * @param protocol the subprotocol that clients must offer
 * @param handlers makes who is behind it
 */
public record SocketDoor(String protocol, TransportHandler.Factory handlers) {

    /** Finds the door at a path. Event loop; must not block. */
    @FunctionalInterface
    public interface Finder {

        /** The door for this request; null where there is none. */
        @Nullable
        SocketDoor at(HttpHead head);
    }

    /** The door of sessions (docs/protocol.md section 2), and no other. */
    public static Finder sessions(TransportHandler.Factory sessions) {
        SocketDoor door = new SocketDoor(WebSocketUpgrade.PROTOCOL, sessions);
        return head -> head.path().equals(WebSocketUpgrade.PATH) ? door : null;
    }

    /** The first door that one of two finders has. */
    public static Finder either(Finder first, Finder second) {
        return head -> {
            SocketDoor door = first.at(head);
            return door != null ? door : second.at(head);
        };
    }
}
