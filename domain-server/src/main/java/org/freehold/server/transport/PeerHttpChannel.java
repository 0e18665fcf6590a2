// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import org.freehold.webrtc.datachannel.DataChannel;
import org.freehold.webrtc.datachannel.SendResult;
import org.freehold.webrtc.peer.Peer;
import org.jspecify.annotations.Nullable;

/**
 * One connection of HTTP in a data channel of a session. On the event loop of the peers, but for the handler of the other end of the connection,
 * which lives on that of {@link PeerHttp} and reads no more while much waits here.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the connection, and that is seen
final class PeerHttpChannel {
    private static final int MESSAGE_BYTES = 16_384;

    /** So few bytes wait in the channel, so that nothing that is more urgent waits behind them. */
    private static final int WAITING_BYTES = 32_768;

    private final Peer peer;
    private final DataChannel channel;
    private final Queue<ByteBuf> outgoing = new ArrayDeque<>();
    private final ChannelFuture connecting;
    private @Nullable Channel connection;
    private boolean isAnswered;
    private boolean ended;

    /** Begins a connection. */
    PeerHttpChannel(Peer peer, DataChannel channel, PeerHttp http) {
        this.peer = peer;
        this.channel = channel;
        var remote = peer.remote();
        connecting = http.connect(remote == null ? null : remote.getAddress(), new Answers());
        connection = connecting.channel();
    }

    DataChannel channel() {
        return channel;
    }

    /** Bytes of requests. */
    void received(ByteBuf bytes) {
        Channel open = connection;
        if (open != null && !ended) {
            ByteBuf request = bytes.copy();
            // A connection that does not stand yet takes nothing.
            connecting.addListener(_ -> open.writeAndFlush(request));
        }
    }

    /** Sends what waits, as far as the channel takes it now; true when it has been given anything. */
    boolean feed() {
        boolean isFed = false;
        while (!outgoing.isEmpty() && channel.isOpen() && channel.bufferedAmount() < WAITING_BYTES) {
            ByteBuf next = outgoing.element();
            int length = Math.min(MESSAGE_BYTES, next.readableBytes());
            if (length > 0
                    && channel.send(true, next.retainedSlice(next.readerIndex(), length), peer.now())
                            != SendResult.QUEUED) {
                break;
            }
            isFed = true;
            next.skipBytes(length);
            if (!next.isReadable()) {
                outgoing.remove().release();
            }
        }
        Channel open = connection;
        if (outgoing.isEmpty() && open != null && !open.config().isAutoRead()) {
            open.config().setAutoRead(true);
        }
        if (outgoing.isEmpty() && isAnswered && channel.isOpen()) {
            channel.close();
        }
        return isFed;
    }

    /** The channel is closed, or the session is over. */
    void end() {
        ended = true;
        outgoing.forEach(ByteBuf::release);
        outgoing.clear();
        Channel open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }

    private void answer(ByteBuf bytes) {
        if (ended) {
            bytes.release();
        } else {
            outgoing.add(bytes);
            send();
        }
    }

    private void closed() {
        isAnswered = true;
        if (!ended) {
            send();
        }
    }

    private void send() {
        feed();
        peer.flush();
        peer.flushPortSoon();
    }

    /** Event loop of {@link PeerHttp}. */
    private final class Answers extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof ByteBuf bytes && bytes.isReadable()) {
                // Until this has gone out; one more may be on its way here.
                ctx.channel().config().setAutoRead(false);
                peer.run(() -> answer(bytes));
            } else {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            peer.run(PeerHttpChannel.this::closed);
        }
    }
}
