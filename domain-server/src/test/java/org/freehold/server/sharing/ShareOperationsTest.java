// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import org.freehold.server.gateway.PortState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What programs are told of the port that the router was asked for. */
final class ShareOperationsTest {

    @Test
    void openedPortIsToldWithItsAddressOutsideAndItsEnd() {
        assertEquals(
                "{\"state\":\"opened\",\"port\":4080,\"protocol\":\"PCP\",\"outside\":\"198.51.100.2:14080\",\"public\":true,"
                        + "\"until\":\"2026-11-30T18:00:00Z\"}",
                ShareOperations.json(opened("198.51.100.2", Instant.parse("2026-11-30T18:00:00Z"))).toString());
        assertEquals("[2001:db8::7]:14080", ShareOperations.json(opened("2001:db8::7", null)).path("outside").asText());
        assertEquals(
                "{\"state\":\"opened\",\"port\":4080,\"protocol\":\"PCP\",\"outside\":\"100.64.0.2:14080\",\"public\":false,"
                        + "\"until\":null}",
                ShareOperations.json(opened("100.64.0.2", null)).toString());
    }

    @Test
    void portThatIsNotOpenIsToldWithTheReasons() {
        assertEquals(
                "{\"state\":\"refused\",\"port\":4080,\"why\":[\"PCP: the router does not offer it\"]}",
                ShareOperations.json(new PortState.Refused(4080, List.of("PCP: the router does not offer it")))
                        .toString());
        assertEquals(
                "{\"state\":\"asking\",\"port\":4080}",
                ShareOperations.json(new PortState.Asking(4080)).toString());
    }

    private static PortState opened(String outside, @Nullable Instant until) {
        return new PortState.Opened(
                4080, "PCP", new InetSocketAddress(InetAddress.ofLiteral(outside), 14_080), until);
    }
}
