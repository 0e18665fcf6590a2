// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.freehold.webrtc.datachannel.DataChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemotesTest {
    private static final long KEPT = 5;

    private final AtomicLong clock = new AtomicLong();
    private final PeerLoop loop = new PeerLoop("peers");
    private final Remotes remotes = new Remotes(KEPT);
    private PeerPort port;

    @BeforeEach
    void open() throws Exception {
        port = loop.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), PeerLimits.DEFAULTS,
                new SecureRandom(), InstantSource.system(), clock::get);
    }

    @AfterEach
    void close() {
        port.close();
        loop.close();
    }

    private Peer peer() {
        Peer peer = port.newPeer(false, new Deaf(), made -> {});
        assertNotNull(peer);
        return peer;
    }

    private static InetSocketAddress address(int number) {
        return new InetSocketAddress("203.0.113.7", 1000 + number);
    }

    @Test
    void remembersTheNewestAddressesOfAPeerAndNoneOfOneWhoIsGone() {
        Peer wandering = peer();
        Peer resting = peer();
        remotes.remember(address(0), resting);
        for (int i = 1; i <= 1000; i++) {
            remotes.remember(address(i), wandering);
            // Where it is heard again and again it stays.
            remotes.remember(address(1), wandering);
        }
        assertEquals(1 + Remotes.MAX_OF_ONE, remotes.count());
        assertSame(wandering, remotes.find(address(1)));
        assertSame(wandering, remotes.find(address(1000)));
        assertNull(remotes.find(address(2)));

        remotes.forget(wandering);
        assertEquals(1, remotes.count());
        assertSame(resting, remotes.find(address(0)));
    }

    @Test
    void anAddressIsTheFirstOnesUntilThatIsSilent() {
        Peer first = peer();
        Peer second = peer();
        remotes.remember(address(0), first);
        remotes.remember(address(0), second);
        assertSame(first, remotes.find(address(0)));

        clock.addAndGet(KEPT + 1);
        remotes.remember(address(0), second);
        assertSame(second, remotes.find(address(0)));
        remotes.forget(first);
        assertSame(second, remotes.find(address(0)));
    }

    private static final class Deaf implements PeerListener {
        @Override
        public void connected() {}

        @Override
        public void message(DataChannel channel, boolean binary, ByteBuf message) {}

        @Override
        public void bufferedAmountLow(DataChannel channel) {}

        @Override
        public void progressed() {}

        @Override
        public void ended(PeerEnd why) {}
    }
}
