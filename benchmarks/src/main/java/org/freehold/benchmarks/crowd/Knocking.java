// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * People who are not let in and come all the same, so many in a second, each over a connection of its own: they wait for the server's
 * hello, say theirs, and are turned away. Methods are for one thread; those who knock live on one event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is counted
public final class Knocking implements AutoCloseable {
    /** More than that do not wait at the door at once: a server that is behind is not asked for more. */
    private static final int AT_THE_DOOR = 2_000;

    private static final long WAKE_UP_MILLIS = 1;
    private static final long STOPPING_MILLIS = 500;
    private static final String HEAD_END = "\r\n\r\n";
    private static final String CODE = "\"code\":\"";

    private final Peer peer;
    private final List<byte[]> hellos;
    private final double perNano;
    private final EventLoopGroup group;
    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final ByteBuf request;
    private final Map<String, Long> answers = new TreeMap<>();
    private long beginNanos;
    private long due;
    private long knocks;
    private int waiting;

    /**
     * What came of it.
     *
     * @param seconds how long it was counted
     * @param answers how often each code of {@code close} was said; other words say what else became of a connection
     */
    public record Answers(double seconds, Map<String, Long> answers) {

        /** Those who were told a code. */
        public long refused() {
            return answers.entrySet().stream()
                    .filter(answer -> !answer.getKey().startsWith("("))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }

    /**
     * Nobody knocks yet.
     *
     * @param hellos what they say, in turn, each a JSON message
     */
    public Knocking(Peer peer, List<byte[]> hellos, int perSecond) {
        this.peer = peer;
        this.hellos = List.copyOf(hellos);
        this.perNano = perSecond / 1e9;
        boolean epoll = Epoll.isAvailable();
        group = new MultiThreadIoEventLoopGroup(1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        loop = (EventLoop) group.iterator().next();
        Class<? extends SocketChannel> type = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
        bootstrap = new Bootstrap().group(group).channel(type).option(ChannelOption.TCP_NODELAY, true);
        // As a proxy passes strangers on: whoever is on the machine itself is no stranger.
        String forwarded = peer.request().replace(HEAD_END, "\r\nX-Forwarded-For: 198.51.100.7" + HEAD_END);
        request = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(forwarded.getBytes(US_ASCII)));
    }

    /** They come, from now on. */
    public void begin() throws InterruptedException {
        loop.submit(() -> {
            beginNanos = System.nanoTime();
            loop.scheduleAtFixedRate(this::catchUp, 0, WAKE_UP_MILLIS, TimeUnit.MILLISECONDS);
        }).sync();
    }

    /** Counts for so long. */
    public Answers count(Duration time) throws InterruptedException {
        long from = loop.submit(() -> {
            answers.clear();
            return System.nanoTime();
        }).sync().getNow();
        Thread.sleep(time);
        return loop.submit(() -> new Answers((System.nanoTime() - from) / 1e9, Map.copyOf(answers))).sync().getNow();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, STOPPING_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }

    private void catchUp() {
        long now = (long) ((System.nanoTime() - beginNanos) * perNano);
        while (due < now && waiting < AT_THE_DOOR) {
            due++;
            knock();
        }
        due = now;
    }

    private void knock() {
        waiting++;
        byte[] hello = hellos.get((int) (knocks++ % hellos.size()));
        bootstrap.clone().handler(new Knock(hello)).connect(peer.host(), peer.port()).addListener(connected -> {
            if (!connected.isSuccess()) {
                over("(not connected)");
            }
        });
    }

    private void over(String answer) {
        waiting--;
        answers.merge(answer, 1L, Long::sum);
    }

    /** One of them. */
    private final class Knock extends ChannelInboundHandlerAdapter {
        private final byte[] hello;
        private String heard = "";
        private boolean said;
        private boolean connected;

        Knock(byte[] hello) {
            this.hello = hello;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            connected = true;
            ctx.writeAndFlush(request.duplicate());
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf chunk = (ByteBuf) message;
            heard += chunk.toString(ISO_8859_1);
            chunk.release();
            if (!said && heard.contains("\"nonce\"")) {
                said = true;
                heard = "";
                ByteBuf frame = ctx.alloc().buffer(hello.length + 16);
                Masked.write(frame, FrameReader.TEXT, hello);
                ctx.writeAndFlush(frame);
            } else if (said && isAnswered()) {
                // As a browser does; a server gives those who don't some time.
                ctx.close();
            }
        }

        private boolean isAnswered() {
            int at = heard.indexOf(CODE);
            return at >= 0 && heard.indexOf('"', at + CODE.length()) >= 0;
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (connected) {
                int from = heard.indexOf(CODE) + CODE.length();
                over(said && isAnswered() ? heard.substring(from, heard.indexOf('"', from)) : "(no answer)");
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
