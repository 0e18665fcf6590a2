// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.freehold.server.visit.Signalling;
import org.freehold.webrtc.ice.Candidate;
import org.freehold.webrtc.peer.PeerPort;

/** A visitor who stays hidden behind a relay, which is the loopback network. */
record ByRelay(Signalling usual, BlockingQueue<Way> ways) implements Signalling {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    ByRelay(Signalling usual) {
        this(usual, new LinkedBlockingQueue<>());
    }

    @Override
    public JsonNode ask(ObjectNode object) throws IOException, InterruptedException {
        return usual.ask(object);
    }

    @Override
    public boolean isHidden() {
        return true;
    }

    @Override
    public Detour detour(PeerPort port) {
        Way way = new Way(new InetSocketAddress(LOOPBACK, port.address().getPort()), new CountDownLatch(1));
        ways.add(way);
        return way;
    }

    /** One address of the relay. */
    record Way(InetSocketAddress address, CountDownLatch givenBack) implements Detour {
        @Override
        public Candidate own() {
            return Candidate.of(Candidate.Kind.RELAY, address);
        }

        @Override
        public List<Candidate> to(List<Candidate> host) {
            return host.stream().filter(candidate -> candidate.address().getAddress().isLoopbackAddress()).toList();
        }

        @Override
        public boolean leads(InetSocketAddress remote) {
            return true;
        }

        @Override
        public void close() {
            givenBack.countDown();
        }
    }
}
