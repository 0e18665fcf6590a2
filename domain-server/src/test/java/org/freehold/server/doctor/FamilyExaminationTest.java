// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.freehold.server.doctor.Observations.Family;
import org.freehold.server.doctor.Observations.Reply;
import org.freehold.server.stun.StunMessage.Change;
import org.freehold.server.stun.StunServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over real sockets; servers play what a router would make of the packets. */
@Timeout(60)
final class FamilyExaminationTest {
    private static final Change PORT = new Change(false, true);

    @Test
    void findsNothingBetweenItselfAndAServerOfOurs() throws Exception {
        try (StunServer server = StunServer.listen(loopback(), List.of(), 0, true, System::nanoTime)) {
            Family family = examine(Duration.ofSeconds(3), new InetSocketAddress(loopback(), server.port()));
            assertEquals(2, family.sights().size(), "its two ports");
            assertEquals(NetworkKind.NONE, NetworkKind.of(family, null));
            assertEquals(List.of(new Reply(PORT, true)), family.replies());
            assertEquals(true, family.hairpin());
        }
    }

    @Test
    void findsAUsualRouter() throws Exception {
        try (FakeStunServer server = new FakeStunServer(false, false)) {
            Family family = examine(Duration.ofMillis(300), server.address());
            assertEquals(Mapping.NOT_BY_PORT, Mapping.of(family.local(), family.sights()));
            assertEquals(List.of(new Reply(PORT, false)), family.replies());
            assertEquals(NetworkKind.PORT_RESTRICTED, NetworkKind.of(family, null));
        }
    }

    @Test
    void findsAGenerousRouter() throws Exception {
        try (FakeStunServer server = new FakeStunServer(false, true)) {
            Family family = examine(Duration.ofMillis(300), server.address());
            assertEquals(NetworkKind.CONE, NetworkKind.of(family, null));
        }
    }

    @Test
    void findsAStrictRouter() throws Exception {
        try (FakeStunServer server = new FakeStunServer(true, false)) {
            Family family = examine(Duration.ofMillis(300), server.address());
            assertEquals(NetworkKind.SYMMETRIC, NetworkKind.of(family, null));
        }
    }

    @Test
    void findsThatNoUdpPasses() throws Exception {
        InetSocketAddress gone;
        try (FakeStunServer server = new FakeStunServer(false, false)) {
            gone = server.address();
        }
        Family family = examine(Duration.ofMillis(50), gone);
        assertEquals(NetworkKind.UDP_BLOCKED, NetworkKind.of(family, null));
        assertNull(family.hairpin());
    }

    @Test
    void asksNobodyWhenNobodyIsNamed() throws Exception {
        assertEquals(NetworkKind.UNKNOWN, NetworkKind.of(examine(Duration.ofMillis(50)), null));
    }

    private static Family examine(Duration patience, InetSocketAddress... servers) throws Exception {
        return new FamilyExamination(List.of(servers), patience, new SecureRandom(), System::nanoTime).run();
    }

    private static InetAddress loopback() {
        return InetAddress.ofLiteral("127.0.0.1");
    }
}
