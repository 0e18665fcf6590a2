// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.freehold.webrtc.ice.Candidate;
import org.junit.jupiter.api.Test;

/** Under which addresses visitors are told to try. */
final class HostAddressesTest {
    private static final InetSocketAddress BOUND = address("127.0.0.1", 4080);

    private static InetSocketAddress address(String literal, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
    }

    private static List<Candidate.Kind> kinds(HostAddresses addresses) {
        return addresses.candidates(null).stream().map(Candidate::kind).toList();
    }

    @Test
    void aMachineWithManyNetworksStillNamesWhatWorksFromOutside() {
        List<InetSocketAddress> many = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            many.add(address("10.0.0." + i, 4080));
        }
        HostAddresses addresses = new HostAddresses(BOUND, many);
        assertEquals(12, kinds(addresses).size());

        addresses.addReflexive(address("203.0.113.7", 4080));
        addresses.addRelay(address("203.0.113.8", 50_000));
        List<Candidate.Kind> kinds = kinds(addresses);
        assertEquals(12, kinds.size());
        assertEquals(List.of(Candidate.Kind.SRFLX, Candidate.Kind.RELAY), kinds.subList(10, 12));
    }

    @Test
    void hiddenPortIsNamedByItsRelaysOnly() {
        HostAddresses addresses = HostAddresses.hidden(address("0.0.0.0", 4080));
        addresses.addReflexive(address("203.0.113.7", 4080));
        assertEquals(List.of(), addresses.candidates(InetAddress.ofLiteral("192.0.2.1")));
        addresses.addRelay(address("203.0.113.8", 50_000));
        assertEquals(
                List.of(address("203.0.113.8", 50_000)),
                addresses.candidates(InetAddress.ofLiteral("192.0.2.1")).stream().map(Candidate::address).toList());
        assertEquals(List.of(Candidate.Kind.RELAY), kinds(addresses));
    }

    @Test
    void whatIsNoAddressIsLeftOut() {
        assertEquals(
                List.of(address("203.0.113.7", 4080), address("203.0.113.7", 65_535), address("2001:db8::7", 5)),
                HostAddresses.parse(
                        "203.0.113.7, 203.0.113.7:65535, 203.0.113.7:65536, 203.0.113.7:99999, 203.0.113.7:0,"
                                + "203.0.113.7:, 203.0.113.7:-1, 203.0.113.7:x, host.example:4080, [2001:db8::7]:5, ",
                        4080));
    }
}
