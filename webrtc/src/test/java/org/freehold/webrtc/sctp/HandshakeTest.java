// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import static org.freehold.webrtc.sctp.Packet.ints;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.freehold.webrtc.sctp.Packet.Chunk;
import org.junit.jupiter.api.Test;

final class HandshakeTest {

    @Test
    void answersAnInitWithoutRememberingIt() {
        Puppet puppet = new Puppet(Limits.DEFAULT);
        for (int i = 0; i < 1000; i++) {
            puppet.inject(new Packet(0, List.of(Puppet.init(10_000))).bytes());
        }
        puppet.flush();
        assertEquals(1, puppet.packets.size(), "one answer to all that came at once");
        assertEquals(Puppet.TAG, puppet.packets.getFirst().tag());
        assertFalse(puppet.association.isConnected());
        assertEquals(Association.NEVER, puppet.association.timeoutIn(puppet.now));
    }

    @Test
    void takesTheCookieBackAndDataWithIt() {
        Puppet puppet = new Puppet(Limits.DEFAULT);
        Chunk cookie = puppet.cookieEcho(Puppet.init(10_000));
        List<Packet> answers = puppet.answers(cookie, Puppet.data(Puppet.TSN, Puppet.WHOLE, 0, 0, "hello"));
        assertEquals(1, puppet.connected);
        assertEquals(List.of("hello"), puppet.messages);
        assertEquals(List.of(ChunkType.COOKIE_ACK, ChunkType.SACK),
                answers.getFirst().chunks().stream().map(Chunk::type).toList());
    }

    @Test
    void aCookieSentAgainIsConfirmedAndChangesNothing() {
        Puppet puppet = new Puppet(Limits.DEFAULT);
        Chunk cookie = puppet.cookieEcho(Puppet.init(10_000));
        puppet.receive(cookie);
        puppet.receive(Puppet.data(Puppet.TSN, Puppet.WHOLE, 0, 0, "one"));
        puppet.receive(cookie);
        puppet.receive(cookie);
        assertEquals(1, puppet.answers(cookie).stream().flatMap(packet -> packet.all(ChunkType.COOKIE_ACK)).count());
        puppet.receive(Puppet.data(Puppet.TSN, Puppet.WHOLE, 0, 0, "one"));
        assertEquals(1, puppet.connected);
        assertEquals(List.of("one"), puppet.messages);
    }

    @Test
    void aCookieThatWasTamperedWithOrIsOfAnotherIsRefused() {
        Puppet puppet = new Puppet(Limits.DEFAULT);
        Chunk cookie = puppet.cookieEcho(Puppet.init(10_000));
        for (int i = 0; i < cookie.value().length; i++) {
            byte[] altered = cookie.value().clone();
            altered[i] ^= 1;
            puppet.receive(new Chunk(ChunkType.COOKIE_ECHO, 0, altered));
        }
        puppet.receive(new Chunk(ChunkType.COOKIE_ECHO, 0, new byte[0]));
        // The same numbers, for the tests' randomness is the same; the key is not.
        Association other = new Association(
                Limits.DEFAULT, new java.util.Random(2), (packet, at, length) -> {}, puppet);
        byte[] packet = new Packet(puppet.tag, List.of(cookie)).bytes();
        other.receive(packet, 0, packet.length, puppet.now);
        assertEquals(0, puppet.connected);
        puppet.receive(cookie);
        assertEquals(1, puppet.connected);
    }

    @Test
    void aCookieIsGoodForAMinute() {
        Puppet puppet = new Puppet(Limits.DEFAULT);
        Chunk cookie = puppet.cookieEcho(Puppet.init(10_000));
        puppet.now += 60_001 * Puppet.MILLI;
        puppet.receive(cookie);
        assertEquals(0, puppet.connected);
        assertEquals(1, puppet.association.statistics().refusedPackets());
    }

    @Test
    void aPeerThatStartsOverIsNotAnswered() {
        Puppet puppet = Puppet.standing();
        byte[] init = Puppet.init(10_000).value();
        NetworkOrder.put32(init, 0, 0x55667788);
        Chunk cookie = puppet.cookieEcho(new Chunk(ChunkType.INIT, 0, init));
        assertTrue(puppet.answers(cookie).isEmpty());
        puppet.receive(Puppet.data(Puppet.TSN, Puppet.WHOLE, 0, 0, "still here"));
        assertEquals(List.of("still here"), puppet.messages);
    }

    @Test
    void startsByItselfAndAsksAgain() {
        Puppet puppet = new Puppet(Limits.DEFAULT);
        puppet.association.connect();
        puppet.flush();
        assertEquals(List.of(ChunkType.INIT), types(puppet.packets));
        assertEquals(0, puppet.packets.getFirst().tag());
        Chunk init = puppet.packets.getFirst().chunks().getFirst();
        assertEquals(List.of(ChunkType.INIT), types(puppet.pass(1000)));
        puppet.tag = init.int32(0);
        byte[] cookie = {1, 2, 3, 4, 5};
        List<Packet> answers = puppet.answers(new Chunk(ChunkType.INIT_ACK, 0, Packet.join(
                ints(Puppet.TAG, 10_000, 0x0010_0010, Puppet.TSN, (7 << 16) | 9), cookie, new byte[3])));
        assertEquals(List.of(ChunkType.COOKIE_ECHO), types(answers));
        assertEquals(5, answers.getFirst().chunks().getFirst().value().length);
        assertEquals(List.of(ChunkType.COOKIE_ECHO), types(puppet.pass(2000)));
        puppet.receive(new Chunk(ChunkType.COOKIE_ACK, 0, new byte[0]));
        assertEquals(1, puppet.connected);
        assertEquals(16, puppet.association.streamsOut());
        assertEquals(List.of(), puppet.pass(10_000));
    }

    @Test
    void leavesTheChecksumOutOnlyForAPeerThatTakesThat() {
        Puppet puppet = Puppet.standing();
        puppet.answers(Puppet.data(Puppet.TSN, Puppet.WHOLE, 0, 0, "a"));
        assertEquals(0, NetworkOrder.int32(puppet.raw.getLast(), 8));

        Puppet old = new Puppet(Limits.DEFAULT);
        byte[] init = java.util.Arrays.copyOf(Puppet.init(10_000).value(), 20);
        old.answers(old.cookieEcho(new Chunk(ChunkType.INIT, 0, init)));
        old.raw.forEach(packet -> assertEquals(
                new Checksum().of(packet, 0, packet.length), NetworkOrder.int32(packet, 8)));
        assertEquals(1, old.connected);
    }

    @Test
    void refusesWhatIsDamagedButNotWhatHasNoChecksum() {
        Puppet puppet = Puppet.standing();
        byte[] packet = new Packet(puppet.tag, List.of(Puppet.data(Puppet.TSN, Puppet.WHOLE, 0, 0, "a"))).bytes();
        packet[packet.length - 4] ^= 1;
        puppet.inject(packet);
        assertEquals(List.of(), puppet.messages);
        NetworkOrder.put32(packet, 8, 0);
        puppet.inject(packet);
        assertEquals(1, puppet.messages.size());

        byte[] init = new Packet(0, List.of(Puppet.init(10_000))).bytes();
        NetworkOrder.put32(init, 8, 0);
        puppet.packets.clear();
        puppet.inject(init);
        puppet.flush();
        assertEquals(List.of(ChunkType.SACK), types(puppet.packets), "only the data are answered");
    }

    @Test
    void refusesAnInitThatMakesNoSense() {
        Puppet puppet = new Puppet(Limits.DEFAULT);
        byte[] good = Puppet.init(10_000).value();
        for (int at : new int[] {0, 8, 10}) {
            byte[] init = good.clone();
            for (int i = 0; i < (at == 0 ? 4 : 2); i++) {
                init[at + i] = 0;
            }
            puppet.inject(new Packet(0, List.of(new Chunk(ChunkType.INIT, 0, init))).bytes());
        }
        puppet.inject(new Packet(0, List.of(new Chunk(ChunkType.INIT, 0, new byte[15]))).bytes());
        byte[] badParameter = good.clone();
        badParameter[19] = 3;
        puppet.inject(new Packet(0, List.of(new Chunk(ChunkType.INIT, 0, badParameter))).bytes());
        // Not alone, and with a tag.
        puppet.inject(new Packet(0, List.of(Puppet.init(10_000), Puppet.init(10_000))).bytes());
        puppet.inject(new Packet(5, List.of(Puppet.init(10_000))).bytes());
        puppet.flush();
        assertEquals(List.of(), puppet.packets);
        assertEquals(7, puppet.association.statistics().refusedPackets());
    }

    @Test
    void tagsAreNotGuessed() {
        Puppet puppet = Puppet.standing();
        assertNotEquals(0, puppet.tag);
        int tag = puppet.tag;
        puppet.tag = tag + 1;
        puppet.receive(Puppet.data(Puppet.TSN, Puppet.WHOLE, 0, 0, "a"));
        puppet.receive(new Chunk(ChunkType.ABORT, 0, new byte[0]));
        assertEquals(List.of(), puppet.messages);
        assertNull(puppet.ended);
        puppet.tag = Puppet.TAG;
        puppet.receive(new Chunk(ChunkType.ABORT, 1, new byte[0]));
        assertEquals(EndReason.ABORTED_BY_PEER, puppet.ended);
    }

    private static List<Integer> types(List<Packet> packets) {
        return packets.stream().flatMap(packet -> packet.chunks().stream()).map(Chunk::type).toList();
    }
}
