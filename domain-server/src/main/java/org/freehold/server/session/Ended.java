// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import io.netty.buffer.ByteBuf;

/** The connection was closed by this server, or the session left: whatever still comes is ignored. */
final class Ended implements ConnectionState {

    @Override
    public void text(ByteBuf utf8) {}

    @Override
    public void binary(ByteBuf frame) {}

    @Override
    public void lost() {}
}
