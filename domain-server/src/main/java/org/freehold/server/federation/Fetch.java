// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import java.net.URI;
import java.util.Set;
import org.freehold.moderation.banlist.Fault;
import org.freehold.server.signature.RequestSigner;
import org.jspecify.annotations.Nullable;

/**
 * One document to get.
 *
 * @param types media types that it may have, lower case, without parameters
 * @param etag of the copy that is here already; null for none
 * @param maxBytes largest size, unpacked
 * @param maxPackedBytes largest size on the line
 * @param proof by which the request is signed when the server asks for that; null for never
 */
public record Fetch(
        URI url, Set<String> types, @Nullable String etag, int maxBytes, int maxPackedBytes, @Nullable Proof proof) {

    /** Never signed. */
    public Fetch(URI url, Set<String> types, @Nullable String etag, int maxBytes, int maxPackedBytes) {
        this(url, types, etag, maxBytes, maxPackedBytes, null);
    }

    /** The same size on the line as unpacked. */
    public Fetch(URI url, Set<String> types, @Nullable String etag, int maxBytes) {
        this(url, types, etag, maxBytes, maxBytes, null);
    }

    /** Copies. */
    public Fetch {
        types = Set.copyOf(types);
    }

    /**
     * That this domain asks.
     *
     * @param signer with its key
     * @param domain fingerprint of the key of the domain that is asked: no other takes the request
     */
    public record Proof(RequestSigner signer, String domain) {}

    /** What came of it. */
    public sealed interface Result {}

    /**
     * The document, whole.
     *
     * @param etag as the server named it; null when it did not
     */
    public record Got(byte[] bytes, @Nullable String etag) implements Result {}

    /** The copy that is here is the newest. */
    public record NotModified() implements Result {}

    /**
     * Nothing came; never a reason to decide anything.
     *
     * @param retryAfterSeconds what the server asks for; 0 when it does not
     */
    public record Failed(Fault fault, long retryAfterSeconds) implements Result {}
}
