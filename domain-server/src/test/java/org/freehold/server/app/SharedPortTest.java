// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.freehold.server.gateway.PortState;
import org.freehold.server.meeting.RendezvousUrl;
import org.freehold.server.sharing.SharingStatus;
import org.junit.jupiter.api.Test;

final class SharedPortTest {
    private static final RendezvousUrl AT = RendezvousUrl.parse("https://meet.example");
    private static final InetSocketAddress OUTSIDE = new InetSocketAddress("198.51.100.2", 4080);

    private final List<Consumer<PortState>> begun = new ArrayList<>();
    private final List<Optional<InetSocketAddress>> outside = new ArrayList<>();
    private final CountDownLatch withdrawn = new CountDownLatch(1);
    private final SharedPort port = new SharedPort(
            told -> {
                begun.add(told);
                return withdrawn::countDown;
            },
            outside::add);

    @Test
    void asksOnceWhileTheDomainIsShared() throws InterruptedException {
        port.accept(new SharingStatus.Connecting(AT));
        port.accept(new SharingStatus.Shared(AT, "https://meet.example/d/x"));
        assertEquals(1, begun.size());
        port.accept(new SharingStatus.Off());
        assertTrue(withdrawn.await(10, TimeUnit.SECONDS));
        port.accept(new SharingStatus.Connecting(AT));
        assertEquals(2, begun.size());
    }

    @Test
    void tellsWhereEverybodyReachesThePort() {
        port.accept(new SharingStatus.Connecting(AT));
        begun.getFirst().accept(new PortState.Opened(4080, "PCP", OUTSIDE, null));
        assertEquals(List.of(Optional.of(OUTSIDE)), outside);
        assertTrue(port.state().orElseThrow().sentence().contains("198.51.100.2:4080 by PCP"));
        begun.getFirst().accept(new PortState.Withdrawn(4080));
        assertEquals(Optional.empty(), outside.getLast());
        assertEquals(Optional.empty(), port.state());
    }

    @Test
    void doesNotTellOfAnAddressBehindAnotherRouter() {
        port.accept(new SharingStatus.Connecting(AT));
        begun.getFirst().accept(new PortState.Opened(4080, "PCP", new InetSocketAddress("100.64.0.2", 4080), null));
        assertEquals(List.of(Optional.empty()), outside);
    }

    @Test
    void isWithdrawnWhenItReturnsFromTheEnd() {
        port.accept(new SharingStatus.Connecting(AT));
        port.close();
        assertEquals(0, withdrawn.getCount());
        port.accept(new SharingStatus.Connecting(AT));
        assertEquals(1, begun.size(), "not again");
    }
}
