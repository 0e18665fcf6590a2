// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.freehold.server.metrics.Metrics;
import org.freehold.webrtc.peer.Peer;
import org.freehold.webrtc.peer.PeerLoop;
import org.freehold.webrtc.peer.PeerPort;
import org.jspecify.annotations.Nullable;

/** The UDP port of a domain, over which sessions come by WebRTC. {@link #accept} and {@link #close} block. */
public final class PeerDoor implements AutoCloseable {
    private final PeerPort port;
    private final PeerLoop loop;
    private final TickHandOver handOver;
    private final TransportHandler.Factory sessions;
    private final PeerHttp http;
    private final Metrics metrics;
    private volatile Relayed relayed = address -> null;

    /** Knows who comes through a relay of this domain, and so from an address of this machine. */
    @FunctionalInterface
    public interface Relayed {

        /** Whom this address stands for; null when for nobody else. Any thread; must not block. */
        @Nullable
        InetSocketAddress behind(InetSocketAddress address);
    }

    PeerDoor(
            PeerPort port,
            PeerLoop loop,
            TickHandOver handOver,
            TransportHandler.Factory sessions,
            PeerHttp http,
            Metrics metrics) {
        this.port = port;
        this.loop = loop;
        this.handOver = handOver;
        this.sessions = sessions;
        this.http = http;
        this.metrics = metrics;
    }

    public PeerPort port() {
        return port;
    }

    /** From now on this says who is behind an address of this machine. */
    public void relayed(Relayed knowing) {
        relayed = knowing;
    }

    /** Does once what the first introduction would otherwise wait for. Blocks, and belongs on a virtual thread. */
    public void prepare() {
        port.prepare();
        http.prepare();
    }

    /**
     * Expects somebody who has been introduced, and who becomes a session when connected; null when there are too many. Virtual thread.
     *
     * @param fromThisMachine whether the introduction surely came from this very machine
     * @param whenGone called once, on the event loop of the peers, with whom this returned
     */
    public @Nullable Peer accept(boolean fromThisMachine, Consumer<Peer> whenGone) {
        http.prepare();
        PeerTransport transport =
                new PeerTransport(
                        port.loop(), handOver, fromThisMachine, sessions, http,
                        address -> relayed.behind(address), metrics, whenGone);
        return port.newPeer(false, transport, transport::over);
    }

    @Override
    public void close() {
        port.close();
        http.close();
        loop.close();
    }
}
