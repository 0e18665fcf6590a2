// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.micro;

import io.netty.buffer.ByteBuf;
import org.freehold.server.wire.AvatarPose;
import org.freehold.server.wire.ClientMessage;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.QuantisedPose;
import org.freehold.server.wire.ServerMessage;
import org.freehold.server.world.Scene;
import org.freehold.server.world.VisitorLink;

/** A session that counts what it is sent and throws it away, and that walks to and fro. */
final class Nobody implements VisitorLink {
    private final float x;
    private final float z;
    private long messages;
    private int steps;

    /**
     * Walks along +Z.
     *
     * @param x where it begins, metres, as {@code z}
     */
    Nobody(float x, float z) {
        this.x = x;
        this.z = z;
    }

    long messages() {
        return messages;
    }

    @Override
    public void entered(boolean resumed, ServerMessage.You you, ServerMessage.WorldInfo world) {
        messages++;
    }

    @Override
    public void send(ServerMessage message) {
        messages++;
    }

    @Override
    public void sendReliable(ByteBuf utf8Json) {
        messages++;
        utf8Json.release();
    }

    @Override
    public void sendNewest(ByteBuf frame) {
        messages++;
        frame.release();
    }

    @Override
    public void flushWithTick() {
        // Nothing is kept.
    }

    @Override
    public long queuedBytes() {
        return 0;
    }

    @Override
    public void sendOnce(ByteBuf frame) {
        sendNewest(frame);
    }

    @Override
    public boolean takePose(QuantisedPose into) {
        into.flags = AvatarPose.UPRIGHT;
        into.x = x;
        into.z = z + 0.05f * (steps++ % 200);
        return true;
    }

    @Override
    public void reported(ClientMessage.Report report, Scene scene) {
        // Nobody reports anything.
    }

    @Override
    public void end(ErrorCode code, String message, String whatToDo) {
        throw new IllegalStateException(message);
    }
}
