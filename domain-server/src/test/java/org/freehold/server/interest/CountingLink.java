// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import io.netty.buffer.ByteBuf;
import org.freehold.server.wire.ServerMessage;
import org.freehold.server.world.FakeLink;

/** A session that counts the entities it is sent in turns instead of reading them: for crowds. */
final class CountingLink extends FakeLink {
    int entities;
    long bytes;

    @Override
    public void sendReliable(ByteBuf utf8Json) {
        utf8Json.release();
    }

    @Override
    public void sendNewest(ByteBuf webSocketFrame) {
        webSocketFrame.release();
    }

    @Override
    public void sendOnce(ByteBuf webSocketFrame) {
        webSocketFrame.release();
    }

    @Override
    public void send(ServerMessage message) {
        if (message instanceof ServerMessage.Entities sent) {
            entities += sent.add().size();
            sent.add().forEach(json -> bytes += json.length);
        } else if (!(message instanceof ServerMessage.People)) {
            super.send(message);
        }
    }
}
