// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a client says in JSON (docs/protocol.md); already checked for form, not for permission. */
public sealed interface ClientMessage {

    /**
     * Section 3.
     *
     * @param key the visitor's Ed25519 public key, as text on the wire
     * @param nonce the client's, as text on the wire
     * @param signature 64 bytes
     * @param timeMillis by the client's clock, milliseconds since 1970
     * @param name as asked for, unchecked; null for one of the server's making
     * @param position x, y, z in metres; null for the world's entry
     * @param claim secret of an owner link; null for none
     * @param resume null for a new session
     * @param software what the client says it is; null when it does not say
     * @param portable null when no portable key is shown
     * @param vouch what a home domain says of the visitor, as it signed it; null for nothing
     */
    record Hello(
            int protocol,
            String key,
            String nonce,
            byte[] signature,
            long timeMillis,
            @Nullable String name,
            double @Nullable [] position,
            boolean everything,
            @Nullable String claim,
            @Nullable Resume resume,
            @Nullable String software,
            @Nullable Portable portable,
            @Nullable String vouch)
            implements ClientMessage {

        /** Without the secrets and the signature, which must not get into a log. */
        @Override
        public String toString() {
            return "Hello[protocol=" + protocol + ", key=" + key + ", name=" + name + ", claims=" + (claim != null)
                    + ", resumes=" + (resume != null) + "]";
        }
    }

    /**
     * Section 3: a key that its holder shows in more than one domain.
     *
     * @param key as text on the wire
     * @param signature 64 bytes, over the portable statement
     */
    record Portable(String key, byte[] signature) {}

    /** Section 8: the session to go on with, and the id of the last chat message received. */
    record Resume(String session, long chat) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Resume[chat=" + chat + "]";
        }
    }

    /** Something that is answered by {@code accepted} or {@code refused} with the same {@link #ref}. */
    sealed interface Request extends ClientMessage {
        long ref();
    }

    /** A new entity; {@code id} null for one of the server's making. */
    record Add(long ref, @Nullable UUID id, ObjectNode entity) implements Request {}

    /** {@code properties} is a JSON Merge Patch. */
    record Edit(long ref, UUID id, ObjectNode properties) implements Request {}

    record Delete(long ref, UUID id) implements Request {}

    /** The entity is to move with the builder's hand: {@link Moves} follow. */
    record Hold(long ref, UUID id) implements Request {}

    record Chat(long ref, String text) implements Request {}

    record Name(long ref, String name) implements Request {}

    /**
     * Whom this visitor wants to see first from now on, instead of those named before.
     *
     * @param handles in the order wished, each once; some may be nobody's
     */
    record Friends(long ref, List<Integer> handles) implements Request {
        public Friends {
            handles = List.copyOf(handles);
        }
    }

    /**
     * Tells the moderators of somebody, with what was said and who stood near.
     *
     * @param handle of whom; null for nobody in particular
     * @param category as text on the wire; unchecked
     */
    record Report(long ref, @Nullable Integer handle, String reason, String category) implements Request {}

    record Ping(long ref) implements ClientMessage {}

    record Leave() implements ClientMessage {}
}
