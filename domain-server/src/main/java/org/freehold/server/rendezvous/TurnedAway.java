// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.rendezvous;

import io.netty.buffer.ByteBuf;
import org.freehold.server.transport.TransportHandler;

/** Behind a connection that was told to go at once. */
final class TurnedAway implements TransportHandler {
    private final Line line;
    private final Runnable whenGone;

    TurnedAway(Line line, Runnable whenGone) {
        this.line = line;
        this.whenGone = whenGone;
    }

    @Override
    public void text(ByteBuf utf8) {
        // It was said why.
    }

    @Override
    public void binary(ByteBuf frame) {
        // It was said why.
    }

    @Override
    public void tooLarge(long bytes, int limit) {
        // It was said why.
    }

    @Override
    public void closed() {
        line.ended();
        whenGone.run();
    }
}
