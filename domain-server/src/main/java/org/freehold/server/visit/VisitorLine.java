// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A connection to a domain that carries messages, whatever the network beneath. Sending may be called on any thread. */
interface VisitorLine {

    /**
     * Connects; blocks.
     *
     * @return null when it is open, otherwise why not
     */
    @Nullable
    End open(Duration patience) throws InterruptedException;

    void sendText(String message);

    /** A pose or moves: may get lost where the line can lose anything. */
    void sendBinary(ByteBuffer message);

    /** Says goodbye after everything that is queued. */
    void close();

    /** Breaks the connection off without a word. */
    void abort();

    /** What it runs over. */
    Way way();

    /** The key that whoever introduced us to the domain has seen it prove; null where nobody did. */
    default @Nullable String provenDomainKey() {
        return null;
    }

    /**
     * What a connection runs over, in the words of docs/protocol.md.
     *
     * @param transport {@code websocket} or {@code webrtc}
     * @param path {@code direct} or {@code relayed}
     * @param family {@code ipv4} or {@code ipv6}; null while it is not known
     */
    record Way(String transport, String path, @Nullable String family) {}

    /** Makes connections. */
    @FunctionalInterface
    interface Dialler {
        VisitorLine dial(VisitorSocket.Events events, VisitorSocket.Traffic traffic, Liveness liveness);
    }
}
