// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One file of the browser client, with the forms in which it can be sent. The buffers live as long as the server.
 *
 * @param isImmutable its name changes with its content, so it can be kept for ever
 */
record StaticFile(String contentType, boolean isImmutable, Form plain, @Nullable Form gzip, @Nullable Form brotli) {

    /**
     * The file in one encoding.
     *
     * @param encoding as in {@code Content-Encoding}; empty for none
     * @param etag with its quotes
     * @param digest of the content, as in {@code Repr-Digest} (RFC 9530)
     */
    record Form(String encoding, ByteBuf content, String etag, String digest) {}

    /** The smallest form that the client can read. */
    Form best(AcceptedEncodings accepted) {
        if (brotli != null && accepted.brotli()) {
            return brotli;
        }
        return gzip != null && accepted.gzip() ? gzip : plain;
    }
}
