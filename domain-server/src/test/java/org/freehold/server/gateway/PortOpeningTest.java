// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PortOpeningTest {
    private static final Gateway GATEWAY =
            new Gateway(InetAddress.getLoopbackAddress(), InetAddress.getLoopbackAddress());

    private final FakeTime time = new FakeTime();
    private final BlockingQueue<PortState> told = new LinkedBlockingQueue<>();

    @Test
    void opensThePortByItselfAndWithdrawsItWhenClosed() throws Exception {
        try (FakeRouter router = FakeRouter.natPmp(time::nanos)) {
            PortOpening opening = opening(router);
            assertInstanceOf(PortState.Opened.class, next());
            assertEquals(Map.of("UDP 4080", 50_000), router.open());
            opening.close();
            assertEquals(Map.of(), router.open());
            assertEquals(new PortState.Withdrawn(4080), opening.state());
            opening.close();
            assertEquals(List.of(new PortState.Withdrawn(4080)), List.copyOf(told), "said once");
        }
    }

    @Test
    void withdrawsWhatTheRouterGrantsWhileItIsBeingClosed() throws Exception {
        try (FakeRouter router = FakeRouter.natPmp(time::nanos)) {
            router.drop(1);
            opening(router).close();
            assertEquals(Map.of(), router.open());
        }
    }

    private PortState next() throws InterruptedException {
        PortState state = told.poll(10, TimeUnit.SECONDS);
        assertNotNull(state, "nothing was told");
        return state;
    }

    private PortOpening opening(FakeRouter router) {
        return PortOpening.begin(4080, told::add, opening -> opening.keep(new PortKeeper(
                4080, () -> List.of(GATEWAY),
                _ -> List.of(new Pcp(router.line(), new Random(1)), new NatPmp(router.line())), time, opening::say)));
    }
}
