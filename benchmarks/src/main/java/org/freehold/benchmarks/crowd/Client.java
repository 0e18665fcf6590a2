// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One visitor's connection, from the request for a WebSocket on. Everything but {@link #entered()} is for its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the connection, and that is seen
final class Client extends ChannelInboundHandlerAdapter implements FrameReader.Sink, Hands.Line {
    private static final byte[] NOTHING = {};
    private static final String SWITCHED = "HTTP/1.1 101 ";
    private static final int LONGEST_POSE_FRAME = 64;

    private final int number;
    private final Peer peer;
    private final Stage stage;
    private final Speech speech;
    private final FrameReader frames = new FrameReader();
    private final CompletableFuture<Client> entered = new CompletableFuture<>();
    private final EntityCount entities;
    private byte[] rest = NOTHING;
    private volatile @Nullable Channel channel;
    private boolean open;
    private boolean in;
    private volatile String why = "";
    private @Nullable Hands hands;

    /**
     * A visitor who is about to connect.
     *
     * @param number of the walker that it is
     * @param entities how many to count; 0 for none
     */
    Client(int number, Peer peer, Stage stage, int entities) {
        this.number = number;
        this.peer = peer;
        this.stage = stage;
        this.entities = new EntityCount(System.nanoTime(), entities);
        this.speech = switch (peer.dialect()) {
            case FREEHOLD -> new FreeholdSpeech(this, peer, stage, this.entities);
            case FLOOR -> new FloorSpeech(this, stage);
        };
    }

    int number() {
        return number;
    }

    /** Done when the server has let the visitor in; fails when it has not. Any thread. */
    CompletableFuture<Client> entered() {
        return entered;
    }

    /** Done when as many entities have come as were to be counted, with the milliseconds from the beginning. Any thread. */
    CompletableFuture<Double> enoughEntities() {
        return entities.enough();
    }

    /** True from being let in until the connection ends. */
    boolean isIn() {
        return in;
    }

    /** Why the visit is over; empty while it is not. Any thread. */
    String why() {
        return why;
    }

    /** The server has let the visitor in. */
    void letIn() {
        in = true;
        entered.complete(this);
    }

    /** The visit is over, and this is why. */
    void fail(String why) {
        in = false;
        if (this.why.isEmpty()) {
            this.why = why;
        }
        entities.enough().completeExceptionally(new IllegalStateException(why));
        entered.completeExceptionally(new IllegalStateException(why));
        if (hands != null) {
            hands.full().completeExceptionally(new IllegalStateException(why));
        }
        Channel open = channel;
        if (open != null) {
            open.close();
        }
    }

    /** From now on this visitor builds: adds things, and moves them with each pose. */
    void build(Hands with) {
        hands = with;
        with.begin();
    }

    /** Says goodbye. */
    void leave() {
        if (in) {
            speech.leave();
        }
    }

    /** As {@link #fail}, from any thread. */
    void failLater(String why) {
        Channel to = channel;
        if (to != null) {
            to.eventLoop().execute(() -> fail(why));
        }
    }

    /** Sends a text; any thread. */
    void sendText(byte[] utf8) {
        Channel to = channel;
        if (to != null) {
            ByteBuf frame = to.alloc().buffer(utf8.length + 16);
            Masked.write(frame, FrameReader.TEXT, utf8);
            to.writeAndFlush(frame);
        }
    }

    @Override
    public void text(byte[] utf8) {
        sendText(utf8);
    }

    @Override
    public boolean binary(byte[] content) {
        Channel to = channel;
        if (to == null || !to.isWritable()) {
            return false;
        }
        ByteBuf frame = to.alloc().directBuffer(content.length + 16);
        Masked.write(frame, FrameReader.BINARY, content);
        to.writeAndFlush(frame, to.voidPromise());
        return true;
    }

    /** Sends the pose with this number, if the line is free, and where it moves what it holds. */
    void sendPose(int poseNumber) {
        Channel to = channel;
        if (to == null || !to.isWritable()) {
            return;
        }
        ByteBuf frame = to.alloc().directBuffer(LONGEST_POSE_FRAME);
        int payload = Masked.begin(frame, FrameReader.BINARY);
        speech.writePose(frame, poseNumber);
        Masked.end(frame, payload);
        to.writeAndFlush(frame, to.voidPromise());
        if (hands != null) {
            hands.move(poseNumber);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        ctx.writeAndFlush(ctx.alloc().buffer().writeBytes(peer.request().getBytes(ISO_8859_1)));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf chunk = (ByteBuf) message;
        try {
            int length = rest.length + chunk.readableBytes();
            byte[] bytes = stage.bytes(length);
            System.arraycopy(rest, 0, bytes, 0, rest.length);
            chunk.readBytes(bytes, rest.length, chunk.readableBytes());
            int used = open ? 0 : upgrade(bytes, length);
            if (open) {
                if (used > 0) {
                    System.arraycopy(bytes, used, bytes, 0, length - used);
                    length -= used;
                }
                used = frames.read(bytes, length, this);
            }
            rest = used == length ? NOTHING : Arrays.copyOfRange(bytes, used, length);
        } catch (IllegalStateException e) {
            fail(String.valueOf(e.getMessage()));
        } finally {
            chunk.release();
        }
    }

    /** Reads the answer to the request, when all of it is here; its length is what is used up. */
    private int upgrade(byte[] bytes, int length) {
        String head = new String(bytes, 0, length, ISO_8859_1);
        int end = head.indexOf("\r\n\r\n");
        if (end < 0) {
            return 0;
        }
        if (!head.startsWith(SWITCHED)) {
            throw new IllegalStateException(
                    head.lines().findFirst().orElse("") + " (expected: a server that opens a WebSocket)");
        }
        open = true;
        speech.opened();
        return end + 4;
    }

    @Override
    public boolean wants(int opcode, long payloadBytes) {
        return opcode != FrameReader.TEXT || hands != null || speech.wantsText(payloadBytes);
    }

    @Override
    public void frame(int opcode, boolean compressed, byte[] bytes, int from, int to, int frameBytes) {
        switch (opcode) {
            case FrameReader.BINARY -> {
                stage.tally().frame(number, frameBytes);
                speech.poses(bytes, from, to, System.nanoTime());
            }
            case FrameReader.TEXT -> {
                speech.text(bytes, from, to, compressed);
                if (hands != null) {
                    hands.text(bytes, from, to);
                }
            }
            case FrameReader.PING -> pong(Arrays.copyOfRange(bytes, from, to));
            case FrameReader.CLOSE -> fail(
                    to - from < 2
                            ? "closed without a status"
                            : "closed with status " + ((bytes[from] & 0xff) << 8 | (bytes[from + 1] & 0xff)));
            default -> {
                // A pong that nobody asked for.
            }
        }
    }

    private void pong(byte[] content) {
        Channel to = channel;
        if (to != null) {
            ByteBuf frame = to.alloc().buffer();
            Masked.write(frame, FrameReader.PONG, content);
            to.writeAndFlush(frame);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail("the connection ended");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(String.valueOf(cause.getMessage()));
    }
}
