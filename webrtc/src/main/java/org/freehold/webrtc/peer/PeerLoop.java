// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.peer;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A thread for ports and their peers: one is enough for hundreds. {@link #open} and {@link #close} block. */
public final class PeerLoop implements AutoCloseable {
    private final boolean epoll = Epoll.isAvailable();
    private final EventLoopGroup group;
    private final EventLoop loop;

    /** @param name of the thread */
    public PeerLoop(String name) {
        group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory(name, true),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        loop = group.next();
    }

    /** What runs everything that happens on its ports. */
    public EventLoop loop() {
        return loop;
    }

    /** Runs a task there: now for whoever is there already, otherwise soon. Any thread. */
    public void run(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    /** Runs a task there after the delay. Any thread. */
    @SuppressWarnings("FutureReturnValueIgnored") // it runs, or the loop has ended
    public void later(Runnable task, Duration delay) {
        loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Opens a UDP port.
     *
     * @param address port 0 for any free one
     * @param clock dates the certificate that peers are shown
     * @param nanoClock nanoseconds that only rise
     * @throws IOException when it is taken or may not be opened; the message names it
     */
    public PeerPort open(
            InetSocketAddress address,
            PeerLimits limits,
            SecureRandom random,
            InstantSource clock,
            LongSupplier nanoClock)
            throws IOException {
        return PeerPort.open(
                loop, epoll ? EpollDatagramChannel.class : NioDatagramChannel.class, address, limits, random, clock,
                nanoClock);
    }

    /** Ends the thread; ports should have been closed before. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
