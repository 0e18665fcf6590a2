// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.ice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IceTest {
    private static final InetSocketAddress HOST = new InetSocketAddress("198.51.100.1", 4080);
    private static final InetSocketAddress VISITOR = new InetSocketAddress("203.0.113.9", 50_000);
    private static final InetSocketAddress VISITOR_ELSEWHERE = new InetSocketAddress("2001:db8:1::9", 50_001);
    private static final IceCredentials SOMEBODY = new IceCredentials("some", "somebodys+password+1234");
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final SecureRandom random = new SecureRandom();
    private final List<InetSocketAddress> hostSentTo = new CopyOnWriteArrayList<>();
    private volatile InetSocketAddress visitorAt = VISITOR;
    private final IceEngine host = new IceEngine(this::fromHost, random, System::nanoTime, _ -> true);
    private final IceEngine visitor = new IceEngine(this::fromVisitor, random, System::nanoTime, _ -> true);

    @AfterEach
    void close() {
        host.close();
        visitor.close();
    }

    private void fromHost(byte[] packet, InetSocketAddress to) {
        hostSentTo.add(to);
        if (to.equals(visitorAt)) {
            deliver(visitor, packet, HOST);
        }
    }

    private void fromVisitor(byte[] packet, InetSocketAddress to) {
        if (to.equals(HOST)) {
            deliver(host, packet, visitorAt);
        }
    }

    private static void deliver(IceEngine to, byte[] packet, InetSocketAddress from) {
        StunPacket read = StunPacket.read(packet);
        if (read != null) {
            IceNegotiation negotiation = to.find(read);
            if (negotiation != null) {
                negotiation.received(read, from);
            }
        }
    }

    private static Candidate at(InetSocketAddress address) {
        return Candidate.of(Candidate.Kind.HOST, address);
    }

    @Test
    void findsAPathToSomebodyWhoseAddressNobodyKnew() throws Exception {
        CompletableFuture<InetSocketAddress> atHost = new CompletableFuture<>();
        CompletableFuture<InetSocketAddress> atVisitor = new CompletableFuture<>();
        try (IceNegotiation accepting = host.negotiate(false, false, atHost::complete);
                IceNegotiation offering = visitor.negotiate(true, true, atVisitor::complete)) {
            accepting.start(offering.local(), List.of());
            offering.start(accepting.local(), List.of(at(HOST)));

            assertEquals(HOST, atVisitor.get(10, TimeUnit.SECONDS));
            assertEquals(VISITOR, atHost.get(10, TimeUnit.SECONDS));
            assertTrue(accepting.isProven(VISITOR));
        }
    }

    @Test
    void aSecondNegotiationFindsWhoeverHasMoved() throws Exception {
        CompletableFuture<InetSocketAddress> before = new CompletableFuture<>();
        CompletableFuture<InetSocketAddress> after = new CompletableFuture<>();
        try (IceNegotiation accepting = host.negotiate(false, false, before::complete);
                IceNegotiation offering = visitor.negotiate(true, true, selected -> {})) {
            accepting.start(offering.local(), List.of());
            offering.start(accepting.local(), List.of(at(HOST)));
            assertEquals(VISITOR, before.get(10, TimeUnit.SECONDS));
            visitorAt = VISITOR_ELSEWHERE;
            try (IceNegotiation again = host.negotiate(false, false, after::complete);
                    IceNegotiation asking = visitor.negotiate(true, true, selected -> {})) {
                again.start(asking.local(), List.of());
                asking.start(again.local(), List.of(at(HOST)));
                assertEquals(VISITOR_ELSEWHERE, after.get(10, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void sendsToNobodyInAPrivateNetworkOnAStrangersWord() {
        try (IceNegotiation accepting = host.negotiate(false, false, selected -> {})) {
            List<Candidate> inside = new ArrayList<>();
            for (String address : List.of("127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.3.4", "169.254.169.254",
                    "100.64.1.1",
                    "224.0.0.251", "255.255.255.255", "0.0.0.0", "::1", "fe80::1", "fd00::1", "ff02::fb",
                    "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1")) {
                assertFalse(accepting.mayCheck(new InetSocketAddress(address, 80)), address);
                inside.add(at(new InetSocketAddress(address, 80)));
            }
            accepting.start(SOMEBODY, inside);
        }
        assertEquals(List.of(), hostSentTo);
    }

    @Test
    void sendsAStrangersThirdPartiesFewChecksAndNoMore() {
        try (IceNegotiation accepting = host.negotiate(false, false, selected -> {})) {
            int allowed = 0;
            for (int i = 0; i < 10_000; i++) {
                if (accepting.mayCheck(new InetSocketAddress("203.0.113." + i % 256, 53))) {
                    allowed++;
                }
            }
            assertEquals(32, allowed);
        }
    }

    @Test
    void sendsNothingToWhereThePortDoesNotReach() throws Exception {
        try (IceEngine hidden =
                new IceEngine(this::fromHost, random, System::nanoTime, InetAddress::isLoopbackAddress);
                IceNegotiation accepting = hidden.negotiate(false, false, selected -> {});
                IceNegotiation trusting = hidden.negotiate(true, true, selected -> {})) {
            for (IceNegotiation negotiation : List.of(accepting, trusting)) {
                negotiation.start(SOMEBODY, List.of(at(new InetSocketAddress("203.0.113.7", 53))));
                assertFalse(negotiation.mayCheck(new InetSocketAddress("203.0.113.7", 53)));
                assertFalse(negotiation.mayCheck(new InetSocketAddress("192.168.1.1", 53)));
            }
            assertTrue(trusting.mayCheck(new InetSocketAddress(LOOPBACK, 53)), "whoever stands for somebody here");
            assertFalse(accepting.mayCheck(new InetSocketAddress(LOOPBACK, 53)), "on a stranger's word");
        }
        assertEquals(List.of(), hostSentTo);
    }

    @Test
    void allNegotiationsTogetherSendOnlyAFewChecksASecond() {
        CheckBudget budget = new CheckBudget(200, 400, () -> 0);
        int allowed = 0;
        for (int i = 0; i < 10_000; i++) {
            allowed += budget.take() ? 1 : 0;
        }
        assertEquals(400, allowed);
    }

    @Test
    void answersNobodyWhoDoesNotKnowThePassword() {
        CompletableFuture<byte[]> check = new CompletableFuture<>();
        try (IceNegotiation accepting = host.negotiate(false, false, selected -> {});
                IceEngine other =
                        new IceEngine((packet, to) -> check.complete(packet), random, System::nanoTime, _ -> true);
                IceNegotiation asking = other.negotiate(true, true, selected -> {})) {
            accepting.start(asking.local(), List.of());
            asking.start(new IceCredentials(accepting.local().ufrag(), "a+wrong+password+that+is+long"),
                    List.of(at(HOST)));
            StunPacket request = StunPacket.read(check.join());
            assertNotNull(request);
            assertEquals(accepting, host.find(request));

            assertFalse(accepting.received(request, VISITOR));
            assertFalse(accepting.isProven(VISITOR));
        }
        assertEquals(List.of(), hostSentTo);
    }

    @Test
    void takesOnlySoManyChecksOfOnePeerAndStillThoseOfTheOthers() throws Exception {
        AtomicLong clock = new AtomicLong();
        CompletableFuture<byte[]> check = new CompletableFuture<>();
        CompletableFuture<byte[]> othersCheck = new CompletableFuture<>();
        try (IceEngine busy = new IceEngine(this::fromHost, random, clock::get, _ -> true);
                IceEngine one =
                        new IceEngine((packet, to) -> check.complete(packet), random, System::nanoTime, _ -> true);
                IceEngine other = new IceEngine(
                        (packet, to) -> othersCheck.complete(packet), random, System::nanoTime, _ -> true);
                IceNegotiation accepting = busy.negotiate(false, false, selected -> {});
                IceNegotiation acceptingOther = busy.negotiate(false, false, selected -> {});
                IceNegotiation asking = one.negotiate(true, true, selected -> {});
                IceNegotiation askingToo = other.negotiate(true, true, selected -> {})) {
            asking.start(accepting.local(), List.of(at(HOST)));
            askingToo.start(acceptingOther.local(), List.of(at(HOST)));
            StunPacket request = read(check.get(10, TimeUnit.SECONDS));
            int taken = 0;
            for (int i = 0; i < 1000; i++) {
                taken += accepting.received(request, VISITOR) ? 1 : 0;
            }
            assertEquals(60, taken);
            assertTrue(acceptingOther.received(read(othersCheck.get(10, TimeUnit.SECONDS)), VISITOR));
            clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
            for (int i = 0; i < 1000; i++) {
                taken += accepting.received(request, VISITOR) ? 1 : 0;
            }
            assertEquals(80, taken);
        }
    }

    @Test
    void forgetsWhatWasAskedWhenANegotiationEnds() throws Exception {
        CompletableFuture<byte[]> check = new CompletableFuture<>();
        try (IceEngine asker =
                new IceEngine((packet, to) -> check.complete(packet), random, System::nanoTime, _ -> true)) {
            IceNegotiation asking = asker.negotiate(true, true, selected -> {});
            asking.start(SOMEBODY, List.of(at(HOST)));
            byte[] answer = check.get(10, TimeUnit.SECONDS).clone();
            answer[0] = 1;
            answer[1] = 1;
            assertEquals(asking, asker.find(read(answer)));

            asking.close();
            assertNull(asker.find(read(answer)));
        }
    }

    private static StunPacket read(byte[] packet) {
        StunPacket read = StunPacket.read(packet);
        assertNotNull(read);
        return read;
    }

    @Test
    void heedsNoMoreThan32AddressesOfOnePeer() {
        try (IceNegotiation accepting = host.negotiate(false, false, selected -> {});
                IceNegotiation offering = visitor.negotiate(true, true, selected -> {})) {
            CompletableFuture<byte[]> check = new CompletableFuture<>();
            accepting.start(offering.local(), List.of());
            try (IceEngine other =
                    new IceEngine((packet, to) -> check.complete(packet), random, System::nanoTime, _ -> true);
                    IceNegotiation asking = other.negotiate(true, true, selected -> {})) {
                asking.start(accepting.local(), List.of(at(HOST)));
                StunPacket request = StunPacket.read(check.join());
                assertNotNull(request);
                int heeded = 0;
                for (int i = 0; i < 100; i++) {
                    heeded += accepting.received(request, new InetSocketAddress("203.0.113.7", 1000 + i)) ? 1 : 0;
                }
                assertEquals(IceNegotiation.MAX_REMOTES, heeded);
            }
        }
    }

    @Test
    void readsNothingThatIsNotWellFormed() throws Exception {
        CompletableFuture<byte[]> check = new CompletableFuture<>();
        byte[] good;
        try (IceEngine other =
                new IceEngine((packet, to) -> check.complete(packet), random, System::nanoTime, _ -> true);
                IceNegotiation asking = other.negotiate(true, true, selected -> {})) {
            asking.start(SOMEBODY, List.of(at(HOST)));
            good = check.get(10, TimeUnit.SECONDS);
        }
        StunPacket request = StunPacket.read(good);
        assertNotNull(request);
        assertTrue(request.isSignedWith(SOMEBODY.password()));
        assertEquals("some", request.ufragBeforeColon());

        Random noise = new Random(11);
        for (int i = 0; i < 200_000; i++) {
            byte[] bad = good.clone();
            for (int j = noise.nextInt(3); j >= 0; j--) {
                bad[noise.nextInt(bad.length)] = (byte) noise.nextInt();
            }
            if (noise.nextInt(4) == 0) {
                bad = Arrays.copyOf(bad, noise.nextInt(bad.length + 40));
            }
            StunPacket read = StunPacket.read(bad);
            if (read != null) {
                read.ufragBeforeColon();
                read.ufragAfterColon();
                host.find(read);
            }
        }
    }

    @Test
    void readsCandidatesAndNoNames() {
        assertEquals(new InetSocketAddress("192.0.2.7", 10_000),
                Candidate.parse("candidate:1 1 udp 2130706431 192.0.2.7 10000 typ host").orElseThrow().address());
        assertEquals(Candidate.Kind.SRFLX,
                Candidate.parse(
                        "candidate:842163049 1 UDP 1677729535 2001:db8::7 46154 typ srflx raddr 10.0.0.1 rport 46154 generation 0 network-cost 999")
                        .orElseThrow().kind());
        for (String bad : List.of(
                "", "candidate:", "candidate:1 1 tcp 2130706431 192.0.2.7 9 typ host tcptype active",
                "candidate:1 1 udp 2130706431 9b36eaac-bb2e-49bb-bb78-21c41c499900.local 10000 typ host",
                "candidate:1 2 udp 2130706431 192.0.2.7 10000 typ host", "candidate:1 1 udp 0 192.0.2.7 10000 typ host",
                "candidate:1 1 udp 9999999999 192.0.2.7 10000 typ host", "candidate:1 1 udp 1 192.0.2.7 0 typ host",
                "candidate:1 1 udp 1 192.0.2.7 65536 typ host", "candidate:1 1 udp 1 1.2.3 10000 typ host",
                "candidate:1 1 udp 1 192.0.2.7 10000 typ nonsense")) {
            assertTrue(Candidate.parse(bad).isEmpty(), bad);
        }
        Candidate own = Candidate.of(Candidate.Kind.SRFLX, HOST);
        assertEquals(own, Candidate.parse(own.line()).orElseThrow());
        assertNull(StunPacket.read(new byte[0]));
    }
}
