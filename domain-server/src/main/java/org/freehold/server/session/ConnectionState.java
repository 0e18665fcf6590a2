// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import io.netty.buffer.ByteBuf;

/** How far a connection has come. Event loop. */
sealed interface ConnectionState permits AwaitingHello, EnteringWorld, Live, Ended {

    /** A JSON message; the buffer is the caller's. */
    void text(ByteBuf utf8);

    /** A binary message; the buffer is the caller's. */
    void binary(ByteBuf frame);

    /** The connection is gone. */
    void lost();
}
