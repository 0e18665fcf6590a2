// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.stun;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.freehold.server.stun.StunMessage.Change;
import org.freehold.server.transport.StrangerLimit;
import org.freehold.server.transport.TokenBucket.Rate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells everybody which address their packets come from, on two ports, over IPv4 and IPv6 (docs/protocol.md section 14.5). An answer goes
 * where the question says that it came from, which may be a lie: so it is short, and seldom.
 */
public final class StunServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StunServer.class);
    private static final Rate ALL = new Rate(5000, 10_000);
    private static final Rate NETWORK = new Rate(20, 100);
    private static final int UNKNOWN_ATTRIBUTE = 420;
    private static final int CHANGE_REQUEST = 3;
    private static final int TRIES = 10;

    private final DatagramChannel first;
    private final DatagramChannel second;
    private final StrangerLimit limit;
    private final LongAdder answered = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    private StunServer(DatagramChannel first, DatagramChannel second, LongSupplier nanoClock) {
        this.first = first;
        this.second = second;
        this.limit = new StrangerLimit(ALL, NETWORK, nanoClock);
    }

    /**
     * Begins to answer.
     *
     * @param host address to listen on; null for all of them
     * @param port the first port, the next is the second; 0 for any two
     * @param isFixed whether no other port will do when one is taken
     * @throws IOException when no port can be had
     */
    public static StunServer listen(@Nullable InetAddress host, int port, boolean isFixed, LongSupplier nanoClock)
            throws IOException {
        IOException last = new IOException("no port");
        for (int i = 0; i < (isFixed ? 1 : TRIES); i++) {
            int candidate = port == 0 ? 0 : port + 2 * i;
            DatagramChannel first = null;
            try {
                first = open(host, candidate);
                DatagramChannel second = open(host, candidate == 0 ? 0 : candidate + 1);
                StunServer server = new StunServer(first, second, nanoClock);
                server.begin();
                return server;
            } catch (IOException e) {
                if (first != null) {
                    first.close();
                }
                last = e;
            }
        }
        throw new IOException(
                "UDP ports %d and %d: %s (expected: two free ones)".formatted(port, port + 1, last.getMessage()), last);
    }

    private static DatagramChannel open(@Nullable InetAddress host, int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            return channel.bind(host == null ? new InetSocketAddress(port) : new InetSocketAddress(host, port));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void begin() {
        Thread.ofVirtual().name("stun-1").start(() -> serve(first, second));
        Thread.ofVirtual().name("stun-2").start(() -> serve(second, first));
    }

    /** The first port. */
    public int port() {
        return port(first);
    }

    /** How many questions were answered. */
    public long answered() {
        return answered.sum();
    }

    /** How many packets were not: over the limits, or no questions. */
    public long dropped() {
        return dropped.sum();
    }

    private void serve(DatagramChannel here, DatagramChannel there) {
        ByteBuffer packet = ByteBuffer.allocateDirect(StunCodec.MAX_BYTES + 1);
        while (here.isOpen()) {
            try {
                packet.clear();
                if (here.receive(packet) instanceof InetSocketAddress from) {
                    packet.flip();
                    answer(packet, from, here, there);
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // Somebody's address that can't be answered, or a message of the network that one could not be.
                LOG.trace("a STUN packet was not answered", e);
                dropped.increment();
            }
        }
    }

    private void answer(ByteBuffer packet, InetSocketAddress from, DatagramChannel here, DatagramChannel there)
            throws IOException {
        Optional<StunMessage> message = StunCodec.read(packet);
        if (from.getPort() == 0 || message.isEmpty() || !(message.get() instanceof StunMessage.Request request)
                || !limit.take(from.getAddress())) {
            dropped.increment();
            return;
        }
        Change change = request.change();
        if (!request.unknown().isEmpty() || (change != null && change.address())) {
            List<Integer> unknown = request.unknown().isEmpty() ? List.of(CHANGE_REQUEST) : request.unknown();
            here.send(StunCodec.write(
                    new StunMessage.Failure(request.transaction(), UNKNOWN_ATTRIBUTE, unknown)), from);
        } else if (change == null) {
            here.send(StunCodec.write(new StunMessage.Success(request.transaction(), from, null, null)), from);
        } else {
            // The address of this machine that the packet came to is not known here; who asked knows it.
            InetAddress any = any(from);
            DatagramChannel answering = change.port() ? there : here;
            DatagramChannel other = change.port() ? here : there;
            answering.send(StunCodec.write(new StunMessage.Success(
                    request.transaction(), from, new InetSocketAddress(any, port(answering)),
                    new InetSocketAddress(any, port(other)))), from);
        }
        answered.increment();
    }

    private static InetAddress any(InetSocketAddress like) throws IOException {
        return InetAddress.getByAddress(new byte[like.getAddress().getAddress().length]);
    }

    private static int port(DatagramChannel channel) {
        try {
            return channel.getLocalAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() throws IOException {
        first.close();
        second.close();
    }
}
