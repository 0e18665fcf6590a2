// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.floor;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import org.jspecify.annotations.Nullable;

/** One client of the floor: its last pose, and whether that came since the last tick. For the event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the connection, and that is seen
final class FloorConnection extends SimpleChannelInboundHandler<BinaryWebSocketFrame> {
    private final FloorPeople people;
    private final byte[] pose = new byte[FloorPose.BYTES];
    private boolean fresh;
    private float x;
    private float z;
    private @Nullable ChannelHandlerContext belowCodec;
    private @Nullable ChannelHandlerContext own;

    FloorConnection(FloorPeople people) {
        this.people = people;
    }

    float x() {
        return x;
    }

    float z() {
        return z;
    }

    boolean isFresh() {
        return fresh;
    }

    byte[] pose() {
        return pose;
    }

    void told() {
        fresh = false;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
            own = ctx;
            belowCodec = ctx.pipeline().context("wsencoder");
            people.add(this);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, BinaryWebSocketFrame frame) {
        ByteBuf content = frame.content();
        if (content.readableBytes() == FloorPose.BYTES) {
            x = content.getFloat(content.readerIndex() + FloorPose.X_OFFSET);
            z = content.getFloat(content.readerIndex() + FloorPose.Z_OFFSET);
            content.readBytes(pose);
            fresh = true;
        }
    }

    /** Sends bytes that are a whole frame already. */
    void sendEncoded(ByteBuf frame) {
        if (belowCodec != null && belowCodec.channel().isWritable()) {
            // The encoder's own context writes to what stands before it: the socket.
            belowCodec.write(frame, belowCodec.voidPromise());
            belowCodec.flush();
        } else {
            frame.release();
        }
    }

    /** Sends a message. */
    void send(ByteBuf content) {
        if (own != null && own.channel().isWritable()) {
            Channel channel = own.channel();
            channel.writeAndFlush(new BinaryWebSocketFrame(content), channel.voidPromise());
        } else {
            content.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        people.remove(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
