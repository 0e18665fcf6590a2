// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringBufferRingConfig;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringFixedBufferRingAllocator;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.channel.uring.IoUringServerSocketChannel;

/**
 * The ways in which event loops ask a kernel to read and write, the cheapest first. What runs on them does not see a difference. The first that
 * this machine has is taken; {@code -Dio.netty.transport.noNative=true} leaves {@link #NIO} only.
 */
enum SocketIo {
    /**
     * One system call for all that one tick writes, and for all that has come since, instead of one for each connection. Of Linux 6.0 and later,
     * where the machine allows it: containers often do not.
     */
    IO_URING {
        // As many writes as are handed to the kernel at once; more take another system call.
        private static final int RING = 1024;

        // What comes is put into buffers that all connections of a loop share, so one that says nothing holds none. A frame with a pose is 40 bytes
        // or less, and 1 MiB for each loop is enough for all that comes between two reads. Each is used once: that the kernel goes on filling one
        // that was used in part (IOU_PBUF_RING_INC) has had mistakes in several versions of Linux.
        private static final short BUFFERS = 512;

        private static final int BUFFER_BYTES = 2048;
        private static final int BUFFERS_ADDED_AT_ONCE = 32;
        private static final short BUFFER_GROUP = 0;

        @Override
        boolean isAvailable() {
            return IoUring.isAvailable() && IoUring.isRegisterBufferRingSupported() && IoUring.isRecvMultishotEnabled();
        }

        @Override
        IoHandlerFactory factory() {
            return IoUringIoHandler.newFactory(new IoUringIoHandlerConfig()
                    .setRingSize(RING)
                    .setBufferRingConfig(IoUringBufferRingConfig.builder()
                            .bufferGroupId(BUFFER_GROUP)
                            .bufferRingSize(BUFFERS)
                            .batchSize(BUFFERS_ADDED_AT_ONCE)
                            .allocator(new IoUringFixedBufferRingAllocator(BUFFER_BYTES))
                            .build()));
        }

        @Override
        ServerBootstrap channels(ServerBootstrap bootstrap, long unsentLimitBytes) {
            return bootstrap
                    .channel(IoUringServerSocketChannel.class)
                    .childOption(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, BUFFER_GROUP)
                    .childOption(IoUringChannelOption.TCP_NOTSENT_LOWAT, unsentLimitBytes);
        }
    },

    /** One system call for all that is ready, and one for each read and write. Of Linux. */
    EPOLL {
        @Override
        boolean isAvailable() {
            return Epoll.isAvailable();
        }

        @Override
        IoHandlerFactory factory() {
            return EpollIoHandler.newFactory();
        }

        @Override
        ServerBootstrap channels(ServerBootstrap bootstrap, long unsentLimitBytes) {
            return bootstrap
                    .channel(EpollServerSocketChannel.class)
                    .childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, unsentLimitBytes);
        }
    },

    /** What Java itself has, on every system. It cannot limit what a kernel holds unsent. */
    NIO {
        @Override
        boolean isAvailable() {
            return true;
        }

        @Override
        IoHandlerFactory factory() {
            return NioIoHandler.newFactory();
        }

        @Override
        ServerBootstrap channels(ServerBootstrap bootstrap, long unsentLimitBytes) {
            return bootstrap.channel(NioServerSocketChannel.class);
        }
    };

    /** The cheapest that this machine has. */
    static SocketIo best() {
        for (SocketIo io : values()) {
            if (io.isAvailable()) {
                return io;
            }
        }
        throw new AssertionError("NIO is always available");
    }

    /** Whether this machine has it, and allows it. */
    abstract boolean isAvailable();

    /** What an event loop reads and writes with. */
    abstract IoHandlerFactory factory();

    /**
     * Has the server and its connections made for loops with {@link #factory}.
     *
     * @param unsentLimitBytes what the kernel may hold of a connection without having sent it
     */
    abstract ServerBootstrap channels(ServerBootstrap bootstrap, long unsentLimitBytes);
}
