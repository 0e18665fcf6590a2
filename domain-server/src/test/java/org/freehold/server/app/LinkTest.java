// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LinkTest {

    @Test
    void serverOnAllAddressesIsReachedHereAndFromTheNetwork() throws UnknownHostException {
        assertEquals(
                new Link("http://localhost:4080/", Optional.of("http://192.168.1.20:4080/")),
                link("::", 4080, false, Optional.of(InetAddress.getByName("192.168.1.20")), Optional.empty()));
    }

    @Test
    void serverOnLoopbackIsReachedHereOnly() throws UnknownHostException {
        assertEquals(
                new Link("http://localhost:4081/", Optional.empty()),
                link("127.0.0.1", 4081, false, Optional.of(InetAddress.getByName("192.168.1.20")), Optional.empty()));
    }

    @Test
    void usualPortsAreLeftOut() throws UnknownHostException {
        assertEquals("http://localhost/", link("0.0.0.0", 80, false, Optional.empty(), Optional.empty()).here());
        assertEquals("https://localhost/", link("0.0.0.0", 443, true, Optional.empty(), Optional.empty()).here());
    }

    @Test
    void nameOfTheCertificateIsTheOneToUse() throws UnknownHostException {
        assertEquals(
                new Link("https://example.org:4443/", Optional.empty()),
                link("::", 4443, true, Optional.of(InetAddress.getByName("192.168.1.20")), Optional.of("example.org")));
    }

    @Test
    void addressOfTheNewKindStandsInBrackets() throws UnknownHostException {
        assertEquals(
                "http://[2001:db8:0:0:0:0:0:1]:4080/",
                link("2001:db8::1", 4080, false, Optional.empty(), Optional.empty()).here());
    }

    private static Link link(
            String listening, int port, boolean tls, Optional<InetAddress> network, Optional<String> certificateName)
            throws UnknownHostException {
        return Link.to(
                new InetSocketAddress(InetAddress.getByName(listening), port), tls, network, certificateName);
    }
}
