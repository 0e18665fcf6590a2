// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StunUrlTest {

    @Test
    void readsNamesAndAddressesWithAndWithoutAPort() {
        assertEquals(Optional.of(new StunUrl("meet.example", 3478)), StunUrl.parse("stun:Meet.example"));
        assertEquals(Optional.of(new StunUrl("192.0.2.1", 80)), StunUrl.parse("stun:192.0.2.1:80"));
        assertEquals(
                Optional.of(new StunUrl("[2001:db8::1]", 3479)),
                StunUrl.parse("stun:[2001:db8::1]:3479?transport=udp"));
        assertEquals(Optional.of(new StunUrl("stun.example", 19_302)), StunUrl.named(" stun.example:19302 "));
        assertEquals(Optional.of(new StunUrl("stun.example", 3478)), StunUrl.named("stun:stun.example"));
    }

    @Test
    void leavesOutWhatIsNone() {
        for (String wrong : List.of(
                "stun:", "stun:a:0", "stun:a:65536", "stun:a:b", "turn:a:1", "stuns:a:1", "stun:a b", "stun://a",
                "http://a",
                "stun:a\u001b[2J", "stun:" + "a".repeat(300), "stun:a?transport=tcp", "a:1:2", "")) {
            assertEquals(Optional.empty(), StunUrl.parse(wrong), wrong);
            assertEquals(Optional.empty(), StunUrl.named(wrong), wrong);
        }
        assertEquals(Optional.empty(), StunUrl.parse("stun.example:3478"), "no scheme");
    }

    @Test
    void addressIsItsOwnAndASenselessOneHasNone() {
        assertEquals(
                List.of(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 80)),
                StunUrl.parse("stun:192.0.2.1:80").orElseThrow().resolve());
        assertEquals(List.of(), StunUrl.parse("stun:[::::]:80").orElseThrow().resolve());
    }
}
