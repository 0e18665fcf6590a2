// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.stun;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
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
 * where the question says that it came from, which may be a lie: so it is short, and seldom. It comes from the address that was asked, also
 * where this machine has several: a browser passes over one from elsewhere.
 */
public final class StunServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StunServer.class);
    private static final Rate ALL = new Rate(5000, 10_000);
    private static final Rate NETWORK = new Rate(20, 100);
    private static final int UNKNOWN_ATTRIBUTE = 420;
    private static final int CHANGE_REQUEST = 3;
    private static final int TRIES = 10;
    /** A machine with more has sockets for so many, and answers on the others from its usual address. */
    private static final int MAX_ADDRESSES = 32;

    /** Of all addresses of this machine, or the one to listen on; then those of one address each. */
    private final List<Ports> ports;

    private final StrangerLimit limit;
    private final LongAdder answered = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    /** The two ports at one address, or at all. */
    private record Ports(DatagramChannel first, DatagramChannel second) implements AutoCloseable {

        static Ports open(@Nullable InetAddress host, int firstPort, int secondPort, boolean isShared)
                throws IOException {
            DatagramChannel first = StunServer.open(host, firstPort, isShared);
            try {
                return new Ports(first, StunServer.open(host, secondPort, isShared));
            } catch (IOException e) {
                first.close();
                throw e;
            }
        }

        /** Whether more sockets may be opened at these ports, for one address each. */
        void share(boolean isShared) throws IOException {
            first.setOption(StandardSocketOptions.SO_REUSEADDR, isShared);
            second.setOption(StandardSocketOptions.SO_REUSEADDR, isShared);
        }

        @Override
        public void close() throws IOException {
            first.close();
            second.close();
        }
    }

    private StunServer(List<Ports> ports, LongSupplier nanoClock) {
        this.ports = List.copyOf(ports);
        this.limit = new StrangerLimit(ALL, NETWORK, nanoClock);
    }

    /**
     * Begins to answer.
     *
     * @param host address to listen on; null for all of them
     * @param port the first port, the next is the second; 0 for any two
     * @param own addresses of this machine, for when it listens on all of them: what comes to one of these is answered from it
     * @param isFixed whether no other port will do when one is taken
     * @throws IOException when no port can be had
     */
    public static StunServer listen(
            @Nullable InetAddress host, List<InetAddress> own, int port, boolean isFixed, LongSupplier nanoClock)
            throws IOException {
        IOException last = new IOException("no port");
        for (int i = 0; i < (isFixed ? 1 : TRIES); i++) {
            int candidate = port == 0 ? 0 : port + 2 * i;
            List<Ports> ports = new ArrayList<>();
            try {
                ports.add(Ports.open(host, candidate, candidate == 0 ? 0 : candidate + 1, false));
                if (host == null) {
                    openEach(own, ports);
                }
                StunServer server = new StunServer(ports, nanoClock);
                server.begin();
                return server;
            } catch (IOException e) {
                for (Ports two : ports) {
                    two.close();
                }
                last = e;
            }
        }
        throw new IOException(
                "UDP ports %d and %d: %s (expected: two free ones)".formatted(port, port + 1, last.getMessage()), last);
    }

    /**
     * A socket of all addresses answers from the one that the system likes best. Those of one address take what comes to it, and answer from
     * it. The first two ports were had alone: only then are they shared, and only with these. Where a system does not let a port be shared
     * afterwards, there are only the first.
     *
     * @param ports begins with the two of all addresses
     */
    private static void openEach(List<InetAddress> own, List<Ports> ports) throws IOException {
        Ports all = ports.getFirst();
        try {
            all.share(true);
        } catch (IOException e) {
            LOG.debug("STUN is answered from the usual address only", e);
            return;
        }
        for (InetAddress address : own.stream().limit(MAX_ADDRESSES).toList()) {
            try {
                Ports two = Ports.open(address, port(all.first()), port(all.second()), true);
                ports.add(two);
                two.share(false);
            } catch (IOException e) {
                LOG.debug("no socket of its own for STUN at {}", address, e);
            }
        }
        all.share(false);
    }

    private static DatagramChannel open(@Nullable InetAddress host, int port, boolean isShared) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            if (isShared) {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            }
            return channel.bind(host == null ? new InetSocketAddress(port) : new InetSocketAddress(host, port));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void begin() {
        for (Ports two : ports) {
            Thread.ofVirtual().name("stun-1").start(() -> serve(two.first(), two.second()));
            Thread.ofVirtual().name("stun-2").start(() -> serve(two.second(), two.first()));
        }
    }

    /** The first port. */
    public int port() {
        return port(ports.getFirst().first());
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
        for (Ports two : ports) {
            two.close();
        }
    }
}
