// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.freehold.webrtc.datachannel.DataChannel;
import org.freehold.webrtc.datachannel.SendResult;
import org.freehold.webrtc.peer.Peer;
import org.jspecify.annotations.Nullable;

/**
 * One connection of HTTP in a data channel of a session. On the event loop of the peers, but for the handler of the other end of the connection,
 * which lives on that of {@link PeerHttp}. What is answered waits here, and is no more than one answer: {@link HttpFrontDoor} gives no other
 * before this one has been taken.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the connection, and that is seen
final class PeerHttpChannel {
    private static final int MESSAGE_BYTES = 16_384;

    /** So few bytes wait in the channel, so that nothing that is more urgent waits behind them. */
    private static final int WAITING_BYTES = 32_768;

    private final Peer peer;
    private final DataChannel channel;
    private final Queue<ByteBuf> outgoing = new ArrayDeque<>();
    private final PeerHttp.Asker asker;
    private final ChannelFuture connecting;
    private @Nullable Channel connection;
    private boolean isAnswered;
    private boolean ended;

    /**
     * Begins a connection.
     *
     * @param remote where the session comes from; null where there is nothing to say
     */
    PeerHttpChannel(Peer peer, DataChannel channel, PeerHttp http, @Nullable InetAddress remote) {
        this.peer = peer;
        this.channel = channel;
        asker = new PeerHttp.Asker(remote, new AtomicLong());
        connecting = http.connect(asker, new Answers());
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
            // Before it can be heard at the other end, which may ask for more then.
            asker.untaken().addAndGet(-length);
            isFed = true;
            next.skipBytes(length);
            if (!next.isReadable()) {
                outgoing.remove().release();
            }
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
                // All of it, because a connection inside this process that is closed forgets what was not read.
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
