// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.buffer.ByteBuf;

/**
 * What happens on a {@link Transport}. Called on the connection's event loop, one at a time; must not block. Buffers belong to
 * the caller and are valid during the call only.
 */
public interface TransportHandler {

    /** A JSON message, UTF-8 already verified, within the limit. */
    void text(ByteBuf utf8);

    void binary(ByteBuf frame);

    /** A message over the limit came, of which nothing was kept; nothing more will be read. */
    void tooLarge(long bytes, int limit);

    /** The connection is gone, for whatever reason. The last call. */
    void closed();

    /** Makes the handler of a new connection, before anything is read from it. Called on its event loop. */
    @FunctionalInterface
    interface Factory {
        TransportHandler open(Transport transport);
    }
}
