// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PortKeeperTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final Gateway GATEWAY = new Gateway(HERE, HERE);
    private static final InetSocketAddress OUTSIDE = new InetSocketAddress("198.51.100.2", 50_000);

    private final FakeTime time = new FakeTime();
    private final List<PortState> told = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private List<Gateway> gateways = List.of(GATEWAY);

    @AfterEach
    void close() {
        http.shutdownNow();
    }

    @Test
    void opensAPortByPcp() throws Exception {
        try (FakeRouter router = FakeRouter.pcp(time::nanos)) {
            PortKeeper keeper = keeper(pcpThenNatPmp(router));
            assertEquals(PortKeeper.CHECK, keeper.step());
            assertEquals(Map.of("UDP 4080", 50_000), router.open());
            assertEquals(
                    new PortState.Opened(4080, "PCP", OUTSIDE, FakeTime.BEGIN.plus(PortKeeper.LIFETIME)),
                    told.getLast());
            keeper.withdraw();
            assertEquals(Map.of(), router.open());
            assertEquals(new PortState.Withdrawn(4080), told.getLast());
        }
    }

    @Test
    void opensAPortByNatPmpWhenTheRouterDoesNotSpeakPcp() throws Exception {
        try (FakeRouter router = FakeRouter.natPmp(time::nanos)) {
            PortKeeper keeper = keeper(pcpThenNatPmp(router));
            keeper.step();
            assertEquals(Map.of("UDP 4080", 50_000), router.open());
            assertEquals(
                    new PortState.Opened(4080, "NAT-PMP", OUTSIDE, FakeTime.BEGIN.plus(PortKeeper.LIFETIME)),
                    told.getLast());
            keeper.withdraw();
            assertEquals(Map.of(), router.open());
        }
    }

    @Test
    void asksAgainWhenAPacketIsLost() throws Exception {
        try (FakeRouter router = FakeRouter.pcp(time::nanos)) {
            router.drop(1);
            keeper(pcpThenNatPmp(router)).step();
            assertEquals(Map.of("UDP 4080", 50_000), router.open());
            assertEquals(2, router.asked());
        }
    }

    @Test
    void renewsAtHalfTimeWithTheSamePort() throws Exception {
        try (FakeRouter router = FakeRouter.natPmp(time::nanos)) {
            router.grantAtMost(600);
            PortKeeper keeper = keeper(pcpThenNatPmp(router));
            keeper.step();
            time.pass(Duration.ofSeconds(270));
            assertEquals(Duration.ofSeconds(30), keeper.step(), "until half time");
            assertEquals(1, told.size(), "not renewed yet");
            time.pass(Duration.ofSeconds(30));
            keeper.step();
            assertEquals(
                    List.of(
                            new PortState.Opened(4080, "NAT-PMP", OUTSIDE, FakeTime.BEGIN.plusSeconds(600)),
                            new PortState.Opened(4080, "NAT-PMP", OUTSIDE, FakeTime.BEGIN.plusSeconds(900))),
                    told);
        }
    }

    @Test
    void opensItAnewSoonAfterARouterThatSpeaksPcpHasRestarted() throws Exception {
        try (FakeRouter router = FakeRouter.pcp(time::nanos)) {
            opensItAnewAfterARestart(router);
        }
    }

    @Test
    void opensItAnewSoonAfterARouterThatSpeaksNatPmpHasRestarted() throws Exception {
        try (FakeRouter router = FakeRouter.natPmp(time::nanos)) {
            opensItAnewAfterARestart(router);
        }
    }

    private void opensItAnewAfterARestart(FakeRouter router) throws Exception {
        PortKeeper keeper = keeper(pcpThenNatPmp(router));
        time.pass(Duration.ofHours(1));
        keeper.step();
        time.pass(PortKeeper.CHECK);
        keeper.step();
        assertEquals(1, told.size(), "all is well");
        router.reboot();
        time.pass(PortKeeper.CHECK);
        keeper.step();
        assertEquals(Map.of("UDP 4080", 50_000), router.open());
        assertEquals(2, told.size());
    }

    @Test
    void tellsOfANewAddressOfTheRouter() throws Exception {
        try (FakeRouter router = FakeRouter.natPmp(time::nanos)) {
            PortKeeper keeper = keeper(pcpThenNatPmp(router));
            keeper.step();
            router.moveTo(new byte[] {(byte) 198, 51, 100, 77});
            time.pass(PortKeeper.CHECK);
            keeper.step();
            assertEquals(
                    new InetSocketAddress("198.51.100.77", 50_000),
                    assertInstanceOf(PortState.Opened.class, told.getLast()).outside());
        }
    }

    @Test
    void startsOverInAnotherNetwork() throws Exception {
        try (FakeRouter home = FakeRouter.pcp(time::nanos);
                FakeRouter cafe = FakeRouter.natPmp(time::nanos)) {
            Gateway there = new Gateway(InetAddress.ofLiteral("127.0.0.9"), HERE);
            PortKeeper keeper = keeper(
                    gateway -> gateway.equals(there) ? List.of(new NatPmp(cafe.line())) : List.of(pcp(home)));
            keeper.step();
            gateways = List.of(there);
            time.pass(PortKeeper.CHECK);
            keeper.step();
            assertEquals(Map.of("UDP 4080", 50_000), cafe.open());
            assertEquals("NAT-PMP", assertInstanceOf(PortState.Opened.class, told.getLast()).protocol());
        }
    }

    @Test
    void saysWhyEveryWayFailed() throws Exception {
        try (FakeRouter router = FakeRouter.pcp(time::nanos)) {
            router.refuse(2);
            assertEquals(PortKeeper.REFUSED, keeper(pcpThenNatPmp(router)).step());
            assertEquals(
                    "The router did not open UDP port 4080 (PCP: the router does not allow it; it may have to be allowed in its"
                            + " settings; NAT-PMP: the router does not answer).",
                    told.getLast().sentence());
        }
    }

    @Test
    void saysThatThereIsNoRouter() throws Exception {
        gateways = List.of();
        assertEquals(PortKeeper.CHECK, keeper(_ -> List.of()).step());
        assertEquals(
                "This machine is in no network with a router that could open UDP port 4080.",
                told.getLast().sentence());
    }

    @Test
    void triesTheNextWayWhenARenewalIsRefused() throws Exception {
        try (FakeRouter first = FakeRouter.pcp(time::nanos);
                FakeUpnpRouter second = new FakeUpnpRouter()) {
            PortKeeper keeper = keeper(_ -> List.of(pcp(first), upnp(second, GATEWAY)));
            keeper.step();
            first.refuse(8);
            time.pass(PortKeeper.LIFETIME.dividedBy(2));
            keeper.step();
            assertEquals("UPnP", assertInstanceOf(PortState.Opened.class, told.getLast()).protocol());
            assertEquals(Map.of("UDP 4080", "127.0.0.1:4080 for 7200"), second.open());
        }
    }

    @Test
    void neitherFloodsNorBelievesARouterWithStrangeTimes() throws Exception {
        try (FakeRouter router = FakeRouter.pcp(time::nanos)) {
            router.grantAtMost(1);
            assertEquals(Duration.ofSeconds(30), keeper(pcpThenNatPmp(router)).step());
        }
    }

    @Test
    void opensAPortByUpnpAndClosesIt() throws Exception {
        try (FakeUpnpRouter router = new FakeUpnpRouter()) {
            PortKeeper keeper = keeper(_ -> List.of(upnp(router, GATEWAY)));
            keeper.step();
            assertEquals(Map.of("UDP 4080", "127.0.0.1:4080 for 7200"), router.open());
            assertEquals(
                    new PortState.Opened(
                            4080, "UPnP", new InetSocketAddress("198.51.100.2", 4080),
                            FakeTime.BEGIN.plus(PortKeeper.LIFETIME)),
                    told.getLast());
            keeper.step();
            assertEquals(1, told.size(), "all is well");
            router.reboot();
            keeper.step();
            assertEquals(Map.of("UDP 4080", "127.0.0.1:4080 for 7200"), router.open(), "after a restart");
            router.moveTo("198.51.100.77");
            keeper.step();
            assertEquals(
                    new InetSocketAddress("198.51.100.77", 4080),
                    assertInstanceOf(PortState.Opened.class, told.getLast()).outside());
            keeper.withdraw();
            assertEquals(Map.of(), router.open());
        }
    }

    @Test
    void takesAnotherPortAndALeaseWithoutAnEndFromUpnpWhenItHasTo() throws Exception {
        try (FakeUpnpRouter router = new FakeUpnpRouter()) {
            router.failOnce(718);
            router.failOnce(725);
            PortKeeper keeper = keeper(_ -> List.of(upnp(router, GATEWAY)));
            keeper.step();
            PortState.Opened opened = assertInstanceOf(PortState.Opened.class, told.getLast());
            assertEquals(Map.of("UDP " + opened.outside().getPort(), "127.0.0.1:4080 for 0"), router.open());
            assertEquals(
                    "The router opened UDP port 4080 at 198.51.100.2:" + opened.outside().getPort()
                            + " by UPnP, until this program ends.",
                    opened.sentence());
            keeper.withdraw();
            assertEquals(Map.of(), router.open());
        }
    }

    @Test
    void saysWhyUpnpFailed() throws Exception {
        try (FakeUpnpRouter router = new FakeUpnpRouter()) {
            router.failOnce(606);
            assertEquals(
                    List.of("UPnP: the router does not allow it; it may have to be allowed in its settings"),
                    whyNot(router, GATEWAY));
            router.describe("<root/>");
            assertEquals(
                    List.of("UPnP: the router describes no service that opens ports"), whyNot(router, GATEWAY));
            router.describe(" ".repeat(UpnpDescription.MAX_BYTES + 1));
            assertEquals(List.of("UPnP: the router broke off, or said too much"), whyNot(router, GATEWAY));
        }
    }

    @Test
    void doesNotListenToADeviceThatIsNotTheRouter() throws Exception {
        try (FakeUpnpRouter device = new FakeUpnpRouter()) {
            assertEquals(
                    List.of("UPnP: the router does not answer"),
                    whyNot(device, new Gateway(InetAddress.ofLiteral("127.0.0.9"), HERE)));
            assertEquals(Map.of(), device.open());
        }
    }

    private List<String> whyNot(FakeUpnpRouter router, Gateway gateway) throws Exception {
        keeper(_ -> List.of(upnp(router, gateway))).step();
        return assertInstanceOf(PortState.Refused.class, told.getLast()).why();
    }

    private PortKeeper keeper(Function<Gateway, List<RouterProtocol>> protocols) {
        return new PortKeeper(4080, () -> gateways, protocols, time, told::add);
    }

    private static Function<Gateway, List<RouterProtocol>> pcpThenNatPmp(FakeRouter router) {
        return _ -> List.of(pcp(router), new NatPmp(router.line()));
    }

    private static Pcp pcp(FakeRouter router) {
        return new Pcp(router.line(), new Random(1));
    }

    private Upnp upnp(FakeUpnpRouter router, Gateway gateway) {
        return new Upnp(
                gateway, List.of(router.address()), Duration.ofMillis(500), http, new Random(1), time::nanos);
    }

    @Test
    void nobodyIsThereIsSaidAtOnce() throws IOException, InterruptedException {
        RouterLine line;
        try (FakeRouter gone = FakeRouter.pcp(time::nanos)) {
            line = gone.line();
        }
        keeper(_ -> List.of(new Pcp(line, new Random(1)))).step();
        assertEquals(
                List.of("PCP: the router does not offer it"),
                assertInstanceOf(PortState.Refused.class, told.getLast()).why());
    }
}
