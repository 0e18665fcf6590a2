// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.freehold.webrtc.ice.Candidate;
import org.junit.jupiter.api.Test;

/** Whom a relay lets through. */
final class HostRelayTest {
    private static final InetAddress RELAY = InetAddress.ofLiteral("203.0.113.9");

    @Test
    void fewAreExpectedOfOneIntroductionAndOnlyThoseWhoCanCome() {
        ObjectNode introduction = JsonNodeFactory.instance.objectNode();
        ArrayNode lines = introduction.putArray("candidates");
        add(lines, "192.168.1.2", 1000);
        add(lines, "2a00:1450::1", 1000);
        add(lines, "198.18.0.1", 1000);
        add(lines, "198.18.0.1", 1000);
        lines.add("nonsense");
        for (int port = 1001; port < 1064; port++) {
            add(lines, "198.18.0.1", port);
        }
        List<InetSocketAddress> expected = HostRelay.expected(introduction, RELAY);
        assertEquals(8, expected.size());
        assertEquals(1000, expected.getFirst().getPort());
        assertEquals(1007, expected.getLast().getPort());
        assertEquals(List.of(), HostRelay.expected(JsonNodeFactory.instance.objectNode(), RELAY));
    }

    @Test
    void relayInAHouseLeadsToThoseInTheHouse() {
        ObjectNode introduction = JsonNodeFactory.instance.objectNode();
        add(introduction.putArray("candidates"), "192.168.1.2", 1000);
        assertEquals(1, HostRelay.expected(introduction, InetAddress.ofLiteral("192.168.1.9")).size());
        assertEquals(0, HostRelay.expected(introduction, RELAY).size());
    }

    private static void add(ArrayNode lines, String address, int port) {
        lines.add(Candidate.of(
                Candidate.Kind.HOST, new InetSocketAddress(InetAddress.ofLiteral(address), port)).line());
    }
}
