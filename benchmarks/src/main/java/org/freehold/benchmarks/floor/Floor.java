// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.floor;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** {@code Floor plaza|city HZ}: serves at any free port, prints its link, and runs until it is ended. */
public final class Floor {
    private static final int BACKLOG = 4096;
    private static final int MAX_REQUEST_BYTES = 8192;

    private Floor() {}

    /** Arguments: {@code plaza} (all are told of all) or {@code city} (each of those within 20 m), and ticks a second. */
    public static void main(String[] arguments) throws InterruptedException {
        boolean city = arguments[0].equals("city");
        int hz = Integer.parseInt(arguments[1]);
        boolean epoll = Epoll.isAvailable();
        EventLoopGroup group =
                new MultiThreadIoEventLoopGroup(1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        EventLoop loop = (EventLoop) group.iterator().next();
        FloorPeople people = new FloorPeople();
        Channel server = new ServerBootstrap()
                .group(group)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(), new HttpObjectAggregator(MAX_REQUEST_BYTES),
                                        new WebSocketServerProtocolHandler("/session", "freehold.1"),
                                        new FloorConnection(people));
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
        FloorTick tick = city ? new CityTick(people) : new PlazaTick(people);
        var _ = loop.scheduleAtFixedRate(
                tick::run, 0, TimeUnit.SECONDS.toNanos(1) / hz, TimeUnit.NANOSECONDS);
        System.out.println("http://127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort() + "/");
        server.closeFuture().sync();
    }
}
