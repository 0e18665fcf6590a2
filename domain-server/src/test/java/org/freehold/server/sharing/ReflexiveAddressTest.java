// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.freehold.server.meeting.IceServer;
import org.freehold.server.stun.StunCodec;
import org.freehold.server.stun.StunMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ReflexiveAddressTest {
    private static final InetSocketAddress SERVER = at("192.0.2.1", 3478);
    private static final InetSocketAddress OUTSIDE = at("203.0.113.7", 50_001);

    private final FakeWorldPort port = new FakeWorldPort();
    private final HandTimer timer = new HandTimer();
    private final ReflexiveAddress address = new ReflexiveAddress(port, new SecureRandom(), timer);

    @Test
    void namesTheAddressThatTheServerSees() {
        begin();
        assertTrue(answer(port.last(), SERVER, OUTSIDE));
        assertEquals(List.of(OUTSIDE), address.known());
        assertEquals(List.of("203.0.113.7:50001"), port.named);
    }

    @Test
    void asksEveryFifteenSecondsAndNamesWhatChanged() {
        begin();
        answer(port.last(), SERVER, OUTSIDE);
        assertEquals(Duration.ofSeconds(1), timer.period);
        for (int second = 1; second < 15; second++) {
            timer.tick();
        }
        assertEquals(1, port.sent.size());
        timer.tick();
        assertEquals(2, port.sent.size());
        answer(port.last(), SERVER, at("203.0.113.7", 50_002));
        assertEquals(List.of("203.0.113.7:50001", "203.0.113.7:50002"), port.named);
    }

    @Test
    void asksAtOnceWhenTheServersAreNamedAgain() {
        begin();
        answer(port.last(), SERVER, OUTSIDE);
        begin();
        assertEquals(2, port.sent.size());
        answer(port.last(), SERVER, at("203.0.113.9", 50_001));
        assertEquals(List.of("203.0.113.7:50001", "203.0.113.9:50001"), port.named);
    }

    @Test
    void asksWithTheNextLookWhenTheAddressIsDoubted() {
        begin();
        answer(port.last(), SERVER, OUTSIDE);
        address.doubt();
        address.doubt();
        timer.tick();
        assertEquals(2, port.sent.size());
        answer(port.last(), SERVER, at("203.0.113.7", 50_002));
        timer.tick();
        assertEquals(2, port.sent.size());
        assertEquals(List.of("203.0.113.7:50001", "203.0.113.7:50002"), port.named);
    }

    @Test
    void goesOnWaitingForTheAnswerToAQuestionThatIsOnItsWay() {
        begin();
        StunMessage.Request asked = port.last();
        address.doubt();
        timer.tick();
        assertEquals(asked, port.last(), "a repeat is the same question");
        assertTrue(answer(asked, SERVER, OUTSIDE));
    }

    @Test
    void asksNobodyForADoubtWhileNoServerIsNamed() {
        address.doubt();
        timer.tick();
        assertEquals(0, port.sent.size());
    }

    @Test
    void asksAgainSoonWhenTheQuestionOrTheAnswerWasLost() {
        begin();
        timer.tick();
        timer.tick();
        assertEquals(3, port.sent.size());
        assertTrue(answer(port.last(), SERVER, OUTSIDE));
    }

    @Test
    void takesTheAnswerToTheFirstOfItsRepeats() {
        begin();
        StunMessage.Request first = port.last();
        timer.tick();
        timer.tick();
        assertEquals(first, port.last(), "a repeat is the same question");
        assertTrue(answer(first, SERVER, OUTSIDE));
        assertEquals(List.of(OUTSIDE), address.known());
    }

    @Test
    void nextQuestionIsANewOne() {
        begin();
        StunMessage.Request first = port.last();
        answer(first, SERVER, OUTSIDE);
        for (int second = 0; second < 15; second++) {
            timer.tick();
        }
        assertNotEquals(first, port.last());
    }

    @Test
    void takesNoAnswerToAQuestionThatItDidNotAsk() {
        begin();
        StunMessage.Request asked = port.last();
        assertFalse(answer(StunMessage.Request.plain(new byte[12]), SERVER, OUTSIDE));
        assertFalse(answer(asked, at("192.0.2.2", 3478), OUTSIDE));
        assertFalse(address.received(ByteBuffer.wrap(new byte[3]), SERVER));
        assertTrue(answer(asked, SERVER, OUTSIDE));
        assertFalse(answer(asked, SERVER, at("198.51.100.1", 1)), "only once");
        assertEquals(List.of(OUTSIDE), address.known());
    }

    @Test
    void forgetsAnAddressThatNobodyConfirms() {
        begin();
        answer(port.last(), SERVER, OUTSIDE);
        for (int second = 0; second < 20; second++) {
            timer.tick();
        }
        assertEquals(List.of(), address.known());
        assertEquals(List.of("203.0.113.7:50001", "none"), port.named);
    }

    @Test
    void endsWithTheSharing() {
        begin();
        answer(port.last(), SERVER, OUTSIDE);
        address.servers(List.of());
        assertEquals(List.of(), address.known());
        int sent = port.sent.size();
        timer.tick();
        assertEquals(sent, port.sent.size());
    }

    @Test
    void passesOverWhatIsNoStunServer() {
        address.servers(
                List.of(new IceServer(List.of("turn:192.0.2.1:3478", "stun:192.0.2.1:99999", "http://x"), "", "")));
        timer.tick();
        assertEquals(0, port.sent.size());
    }

    private void begin() {
        address.servers(List.of(new IceServer(List.of("stun:192.0.2.1:3478"), "", "")));
        timer.tick();
    }

    private boolean answer(StunMessage.Request to, InetSocketAddress from, InetSocketAddress mapped) {
        return address.received(
                StunCodec.write(new StunMessage.Success(to.transaction(), mapped, null, null)), from);
    }

    private static InetSocketAddress at(String literal, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
    }

    private static final class FakeWorldPort implements WorldPort {
        private final List<ByteBuffer> sent = new ArrayList<>();
        private final List<String> named = new ArrayList<>();

        @Override
        public void send(ByteBuffer packet, InetSocketAddress to) {
            assertEquals(SERVER, to);
            sent.add(packet);
        }

        @Override
        public void reflexive(boolean ipv6, @Nullable InetSocketAddress address) {
            named.add(address == null ? "none" : address.getHostString() + ":" + address.getPort());
        }

        StunMessage.Request last() {
            return (StunMessage.Request) StunCodec.read(sent.getLast()).orElseThrow();
        }
    }

    /** Repeats when the test says so. */
    private static final class HandTimer implements ReflexiveAddress.Timer {
        private @Nullable Runnable task;
        private Duration period = Duration.ZERO;

        @Override
        public Runnable repeat(Runnable work, Duration every) {
            task = work;
            period = every;
            return () -> task = null;
        }

        void tick() {
            if (task != null) {
                task.run();
            }
        }
    }
}
