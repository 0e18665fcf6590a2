// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.util.List;
import org.freehold.webrtc.ice.Candidate;
import org.freehold.webrtc.peer.PeerPort;
import org.jspecify.annotations.Nullable;

/** Carries the objects of an introduction (docs/protocol.md section 13) to the host, and its answers back. Any thread. */
public interface Signalling {

    /** With the host itself, over HTTP (section 13.4). */
    static Signalling overHttp(HttpClient http, VisitLink link) {
        return new HttpSignalling(http, link.session());
    }

    /**
     * Asks and waits for what the host says: an {@code answer}, an empty object or {@code refused}.
     *
     * @throws IOException when the host cannot be asked; the message says why
     */
    JsonNode ask(ObjectNode object) throws IOException, InterruptedException;

    /** Whom the host has to prove to be, as on the wire; null when any domain will do. */
    default @Nullable String expectedDomainKey() {
        return null;
    }

    /** Whether the host must not learn the visitor's addresses: then everything goes by a {@link Detour}. */
    default boolean isHidden() {
        return false;
    }

    /**
     * Under which addresses the visitor's port may be reached from outside, to be named in the offer; may ask somebody, and block for a
     * moment.
     *
     * @throws IOException when the host cannot be asked; the message says why
     */
    default List<Candidate> candidates(PeerPort port) throws IOException, InterruptedException {
        return List.of();
    }

    /**
     * A way round, for when no straight one was found; null when there is none. Blocks for a moment.
     *
     * @throws IOException when there should be one, and it can't be had; the message says why
     */
    default @Nullable Detour detour(PeerPort port) throws IOException, InterruptedException {
        return null;
    }

    /** A way through somebody else's machine. Any thread. */
    interface Detour extends AutoCloseable {

        /** Where the visitor is reached by it. */
        Candidate own();

        /** How it leads to those of the host that can be reached by it. Blocks. */
        List<Candidate> to(List<Candidate> host) throws InterruptedException;

        /** Whether it goes by this address, one of {@link #to} perhaps. */
        boolean leads(InetSocketAddress remote);

        @Override
        void close();
    }

    /** Whoever introduces shows another host than the one that was asked for. */
    final class OtherHost extends IOException {
        private static final long serialVersionUID = 1L;

        OtherHost(String message) {
            super(message);
        }
    }
}
