// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.meeting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Servers as a rendezvous names them, which may lie. */
final class IceServerTest {

    @Test
    void hostTakesStunOfTheRendezvousItselfOnly() {
        assertEquals(
                List.of("stun:meet.example:3478", "stun:MEET.example", "turn:turn.example:3478", "turns:t.example:443"),
                urls(IceServer.in(
                        message(
                                "stun:meet.example:3478", "stun:MEET.example", "stun:192.168.1.1:80",
                                "stuns:meet.example:3478",
                                "stun:meet.example.evil.example:1", "turn:turn.example:3478", "turns:t.example:443"),
                        "meet.example")));
        assertEquals(
                List.of("stun:[2001:db8::1]:3478"),
                urls(IceServer.in(message("stun:[2001:db8::1]:3478", "stun:[fd00::1]:3478"), "[2001:db8::1]")));
    }

    @Test
    void serverOfWhichNothingIsLeftIsNone() {
        assertEquals(List.of(), IceServer.in(message("stun:192.168.1.1:80"), "meet.example"));
    }

    @Test
    void leavesOutWhatIsNoUrlOfAServer() {
        assertEquals(
                List.of("turn:turn.example:3478"),
                urls(IceServer.in(message(
                        "turn:a\u001b]0;owned\u0007", "http://turn.example", "turn:" + "a".repeat(300), "",
                        "turn:turn.example:3478"))));
    }

    @Test
    void takesSoManyAndNoMore() {
        ObjectNode many = PlainLine.message("servers");
        ArrayNode servers = many.putArray("iceServers");
        for (int server = 0; server < 20; server++) {
            ArrayNode urls = servers.addObject().putArray("urls");
            for (int port = 1; port <= 20; port++) {
                urls.add("turn:turn" + server + ".example:" + port);
            }
        }
        List<IceServer> taken = IceServer.in(many);
        assertEquals(8, taken.size());
        assertEquals(8, taken.getFirst().urls().size());
    }

    private static ObjectNode message(String... urls) {
        ObjectNode message = PlainLine.message("servers");
        ArrayNode array = message.putArray("iceServers").addObject().putArray("urls");
        List.of(urls).forEach(array::add);
        return message;
    }

    private static List<String> urls(List<IceServer> servers) {
        return servers.stream().flatMap(server -> server.urls().stream()).toList();
    }
}
