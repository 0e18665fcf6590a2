// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * Many people without browsers who walk about and look at nothing, for somebody with a browser to be among. One event loop is all
 * of them, so that they leave the machine to the browser and the domain.
 */
@SuppressWarnings("FutureReturnValueIgnored") // who could not come in, or got lost, is missed in the picture
final class Crowd implements AutoCloseable {
    private static final int POSES_PER_SECOND = 10;
    private static final int PATIENCE_SECONDS = 120;
    private static final int LARGEST_MESSAGE = 1 << 24;
    /** So many stand at the door at once: a busy machine lets them in more slowly, and not fewer of them. */
    private static final int AT_THE_DOOR = 16;
    /** They take turns in sending. */
    private static final int TURNS = 10;

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    /** Not watched for leaks, as everything of the domain's is here: that would cost more than all the rest. */
    private final ByteBufAllocator memory = new UnpooledByteBufAllocator(false, true);
    private final List<Walker> walkers;
    private final URI session;
    private final InetSocketAddress address;
    private final CountDownLatch outside;
    private final ConcurrentHashMap<Walker, Channel> inside = new ConcurrentHashMap<>();
    private final AtomicReference<String> trouble = new AtomicReference<>("");
    /** Who has not tried yet, or has to try again. On the loop. */
    private final Queue<Walker> waiting;

    /** On the loop, as the sequence. */
    private int turn;
    private int sequence;

    private Crowd(String link, List<Walker> walkers) {
        URI domain = URI.create(link);
        this.session = URI.create("ws://" + domain.getHost() + ":" + domain.getPort() + "/session");
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), domain.getPort());
        this.walkers = walkers;
        this.waiting = new ArrayDeque<>(walkers);
        this.outside = new CountDownLatch(walkers.size());
    }

    /** Comes into a domain and fills a square with its middle on the ground; returns when everybody is in. */
    static Crowd in(String link, int people, double middleX, double middleZ, double sideMetres)
            throws InterruptedException {
        List<Walker> walkers = IntStream.range(0, people)
                .mapToObj(index -> Walker.inSquare(index, people, middleX, middleZ, sideMetres)).toList();
        Crowd crowd = new Crowd(link, walkers);
        crowd.comeIn();
        return crowd;
    }

    private void comeIn() throws InterruptedException {
        loop.execute(() -> {
            for (int i = 0; i < AT_THE_DOOR; i++) {
                nextToTheDoor();
            }
        });
        if (!outside.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            close();
            throw new AssertionError(outside.getCount() + " of " + walkers.size() + " did not get in within "
                    + PATIENCE_SECONDS + " s. " + trouble.get());
        }
        long period = 1000 / POSES_PER_SECOND / TURNS;
        loop.scheduleAtFixedRate(this::takeTurn, 0, period, TimeUnit.MILLISECONDS);
    }

    /** On the loop. */
    private void nextToTheDoor() {
        Walker next = waiting.poll();
        if (next != null) {
            connect(next);
        }
    }

    private void connect(Walker walker) {
        var handshaker = WebSocketClientHandshakerFactory.newHandshaker(
                session, WebSocketVersion.V13, "freehold.1", false, EmptyHttpHeaders.INSTANCE, LARGEST_MESSAGE);
        new Bootstrap().group(loop).channel(NioSocketChannel.class).option(ChannelOption.ALLOCATOR, memory)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(
                                new HttpClientCodec(), new HttpObjectAggregator(8192),
                                new WebSocketClientProtocolHandler(handshaker), new Entering(walker));
                    }
                }).connect(address);
    }

    /** On the loop: a tenth of them say where they are. */
    private void takeTurn() {
        turn = (turn + 1) % TURNS;
        sequence += turn == 0 ? 1 : 0;
        double seconds = System.nanoTime() / 1e9;
        inside.forEach((walker, channel) -> {
            if (walker.index() % TURNS == turn) {
                ByteBuf pose = channel.alloc().buffer(64);
                walker.write(pose, sequence & 0xffff, seconds);
                channel.writeAndFlush(new BinaryWebSocketFrame(pose));
            }
        });
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** One connection: answers the hello, waits for the welcome, and passes over all that comes then. */
    private final class Entering extends SimpleChannelInboundHandler<WebSocketFrame> {
        private final Walker walker;
        private boolean in;

        Entering(Walker walker) {
            this.walker = walker;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            if (in || !(frame instanceof TextWebSocketFrame text)) {
                return;
            }
            String message = text.text();
            if (message.contains("\"type\":\"hello\"")) {
                context.writeAndFlush(new TextWebSocketFrame(Hello.answer(message, "Walker " + (walker.index() + 1))));
            } else if (message.contains("\"type\":\"welcome\"")) {
                in = true;
                inside.put(walker, context.channel());
                outside.countDown();
                nextToTheDoor();
            } else {
                trouble.set("The domain said: " + message);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            inside.remove(walker);
            if (!in) {
                waiting.add(walker);
                nextToTheDoor();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            trouble.set(cause.toString());
            context.close();
        }
    }
}
