// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import static org.freehold.webrtc.sctp.Puppet.FRAGMENT_BEGINS;
import static org.freehold.webrtc.sctp.Puppet.FRAGMENT_ENDS;
import static org.freehold.webrtc.sctp.Puppet.TSN;
import static org.freehold.webrtc.sctp.Puppet.WHOLE;
import static org.freehold.webrtc.sctp.Puppet.data;
import static org.freehold.webrtc.sctp.Puppet.forward;
import static org.freehold.webrtc.sctp.Puppet.reset;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.freehold.webrtc.sctp.Packet.Chunk;
import org.junit.jupiter.api.Test;

/** What a peer may do that means harm: it costs this side no more than the limits say. */
final class HostilePeerTest {
    private static final Limits LIMITS = new Limits(64 << 10, 64 << 10, 32 << 10, 1191, 1191, 16, 64);

    private final Puppet puppet = Puppet.standing(LIMITS, 1 << 20);

    @Test
    void remembersOnlySoManyGaps() {
        for (int i = 1; i < 100_000; i += 2) {
            puppet.receive(data(TSN + i, WHOLE, 0, i & 0xFFFF, "x"));
        }
        Chunk sack = puppet.answers(data(TSN + 1, WHOLE, 0, 1, "x")).getFirst().chunks().getFirst();
        assertEquals(LIMITS.gapRanges(), sack.unsigned16(8));
        assertTrue(held() <= 64 * (1 + Reassembly.PIECE_BYTES), held() + " bytes");
        assertNull(puppet.ended);
    }

    @Test
    void holdsNoMoreThanTwiceTheWindowOfWhatIsOutOfOrder() {
        String large = "x".repeat(1000);
        for (int i = 1; i < 1000; i++) {
            puppet.receive(data(TSN + i, WHOLE, 0, i, large));
        }
        assertTrue(held() <= LIMITS.receiveWindowBytes(), held() + " bytes");
        // What fills gaps is still taken, up to twice as much, and then only the next.
        puppet.receive(data(TSN + 50_000, WHOLE, 0, 50_000, "x"));
        for (int i = 1; i < 1000; i++) {
            puppet.receive(data(TSN + i, WHOLE, 0, i, large));
        }
        assertTrue(held() <= 2 * LIMITS.receiveWindowBytes(), held() + " bytes");
        Chunk sack = puppet.answers(data(TSN + 1, WHOLE, 0, 1, "x")).getFirst().chunks().getFirst();
        assertEquals(0, sack.int32(4), "announced window");
        puppet.receive(data(TSN, WHOLE, 0, 0, large));
        assertEquals(0, held());
        assertNull(puppet.ended);
    }

    @Test
    void endsWhenNothingOfAFullWindowCanEverBePassedOn() {
        // The first message of the stream never comes, and nothing is missing.
        for (int i = 0; puppet.ended == null && i < 1000; i++) {
            puppet.receive(data(TSN + i, WHOLE, 0, i + 1, "x".repeat(1000)));
        }
        assertEquals(EndReason.VIOLATION, puppet.ended);
        assertEquals(0, held());
        assertEquals(ChunkType.ABORT, puppet.packets.getLast().chunks().getLast().type());
    }

    @Test
    void endsWhenAMessageIsLongerThanAllowed() {
        String fragment = "x".repeat(1000);
        puppet.receive(data(TSN, FRAGMENT_BEGINS, 0, 0, fragment));
        for (int i = 1; puppet.ended == null && i < 100; i++) {
            assertTrue(held() <= 33 << 10);
            puppet.receive(data(TSN + i, 0, 0, 0, fragment));
        }
        assertEquals(EndReason.VIOLATION, puppet.ended);
        puppet.receive(data(TSN + 100, WHOLE, 0, 1, "nothing is heard any more"));
        puppet.flush();
        assertEquals(List.of(), puppet.messages);
    }

    @Test
    void aMessageThatComesFromItsEndIsNotCopiedForEachFragment() {
        int small = 1000;
        int large = 20;
        for (int i = large - 1; i >= 0; i--) {
            puppet.receive(data(TSN + small + i, i == large - 1 ? FRAGMENT_ENDS : 0, 0, 0, "y".repeat(1000)));
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = small - 1; i > 0; i--) {
            puppet.receive(data(TSN + i, 0, 0, 0, "x"));
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < small * 10_000L, allocated + " bytes");
        assertTrue(held() >= small * Partial.FRAGMENT_BYTES, "what holding takes is counted: " + held() + " bytes");

        puppet.receive(data(TSN, FRAGMENT_BEGINS, 0, 0, "b"));
        assertEquals(List.of("b" + "x".repeat(small - 1) + "y".repeat(1000 * large)), puppet.messages);
        assertEquals(0, held());
    }

    @Test
    void fragmentsInAnyOrderBecomeTheMessage() {
        StringBuilder expected = new StringBuilder();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            expected.append((char) ('0' + i)).append((char) ('A' + i % 26));
            order.add(i);
        }
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            Collections.shuffle(order, random);
            for (int i : order) {
                int flags = (i == 0 ? FRAGMENT_BEGINS : 0) | (i == 59 ? FRAGMENT_ENDS : 0);
                puppet.receive(data(TSN + 60 * round + i, flags, 0, round, expected.substring(2 * i, 2 * i + 2)));
            }
            assertEquals(expected.toString(), puppet.messages.getLast());
            assertEquals(round + 1, puppet.messages.size());
            assertEquals(0, held());
        }
    }

    @Test
    void fragmentsThatNeverBecomeMessagesAreForgotten() {
        for (int i = 0; i < 10_000; i++) {
            puppet.receive(data(TSN + i, i % 2 == 0 ? FRAGMENT_BEGINS : WHOLE | DataChunk.UNORDERED, 0, 0, "x"));
            puppet.receive(forward(TSN + i, 0, i & 0xFFFF));
            assertTrue(held() <= 4 * (1 + Reassembly.PIECE_BYTES), i + ": " + held() + " bytes");
        }
        for (int i = 10_000; i < 20_000; i++) {
            puppet.receive(data(TSN + i, i % 2 == 0 ? FRAGMENT_BEGINS : 0, 0, i & 0xFFFF, "x"));
            assertTrue(held() <= 4 * (1 + Reassembly.PIECE_BYTES), i + ": " + held() + " bytes");
        }
        for (int i = 20_000; i < 30_000; i++) {
            puppet.receive(data(TSN + i, FRAGMENT_BEGINS, 1, i & 0xFFFF, "x"));
            assertTrue(held() <= 4 * (1 + Reassembly.PIECE_BYTES), i + ": " + held() + " bytes");
        }
        assertNull(puppet.ended);
    }

    @Test
    void fragmentsFarApartAreFewerThanTheGaps() {
        for (int i = 1; i < 60_000; i += 3) {
            puppet.receive(data(TSN + i, 0, 0, 0, "x"));
            puppet.receive(data(TSN + i + 1, 0, 1, 0, "x"));
        }
        assertTrue(held() <= LIMITS.gapRanges() * (2 + Reassembly.PIECE_BYTES), held() + " bytes");
    }

    @Test
    void streamsBeyondTheLimitDoNotExist() {
        puppet.receive(data(TSN, WHOLE, 16, 0, "x"));
        puppet.receive(data(TSN, WHOLE, 65535, 0, "x"));
        assertEquals(List.of(), puppet.messages);
        puppet.receive(forward(TSN + 5, 65535, 3, 15, 2, 16, 9));
        puppet.receive(data(TSN + 6, WHOLE, 15, 3, "y"));
        assertEquals(List.of("y"), puppet.messages);
    }

    @Test
    void aForwardTsnMayJumpAsFarAsItLikes() {
        puppet.receive(data(TSN + 2, FRAGMENT_BEGINS, 0, 0, "x"), data(TSN + 5, WHOLE, 0, 7, "y"));
        puppet.receive(forward(TSN + Integer.MAX_VALUE - 5, 0, 6));
        assertEquals(List.of("y"), puppet.messages);
        assertEquals(0, held());
        int tsn = TSN + Integer.MAX_VALUE - 4;
        puppet.receive(data(tsn, WHOLE, 0, 8, "z"));
        assertEquals(List.of("y", "z"), puppet.messages);
        // Back again, which is no way to go.
        puppet.receive(forward(TSN));
        puppet.receive(data(tsn + 1, WHOLE, 0, 9, "on"));
        assertEquals("on", puppet.messages.getLast());
    }

    @Test
    void manyForwardTsnsOverManyStreamsCostLittle() {
        int[] streams = new int[2 * 280];
        puppet.receive(data(TSN + 60_000, WHOLE, 0, 40_000, "waits"));
        for (int i = 0; i < 2000; i++) {
            for (int j = 0; j < streams.length; j += 2) {
                streams[j] = j % 16;
                streams[j + 1] = (i * 30_000 + j) & 0xFFFF;
            }
            puppet.receive(forward(TSN + i, streams));
        }
        assertEquals(1, puppet.answers().size());
    }

    @Test
    void owesOneAnswerHoweverOftenItIsAsked() {
        for (int i = 0; i < 10_000; i++) {
            puppet.receive(reset(TSN + i, TSN - 1, 3));
            puppet.receive(new Chunk(ChunkType.HEARTBEAT, 0, new byte[1000]));
            puppet.receive(new Chunk(ChunkType.SHUTDOWN_ACK, 0, new byte[0]));
            puppet.receive(new Chunk(ChunkType.COOKIE_ECHO, 0, new byte[80]));
        }
        puppet.packets.clear();
        puppet.flush();
        assertEquals(1, puppet.all(ChunkType.RE_CONFIG).size());
        assertEquals(1, puppet.all(ChunkType.HEARTBEAT_ACK).size());
        assertTrue(puppet.packets.size() <= 2);
        puppet.packets.clear();
        puppet.flush();
        assertEquals(List.of(), puppet.packets);
    }

    @Test
    void aRequestThatWaitsForEverIsOne() {
        for (int i = 0; i < 10_000; i++) {
            puppet.receive(reset(TSN + i, TSN + 1_000_000, 1, 2, 3));
        }
        assertEquals(List.of(), puppet.incomingResets);
        puppet.receive(forward(TSN + 1_000_000));
        assertEquals(List.of(1, 2, 3), puppet.incomingResets);
    }

    @Test
    void lengthsThatLieAreRefused() {
        byte[] good = new Packet(puppet.tag, List.of(data(TSN, WHOLE, 0, 0, "abcd"))).bytes();
        for (int length = 0; length < 100; length++) {
            if (length < 17 || length > 20) {
                byte[] bad = good.clone();
                NetworkOrder.put16(bad, 14, length);
                NetworkOrder.put32(bad, 8, 0);
                puppet.inject(bad);
            }
        }
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            if (length >= 12) {
                NetworkOrder.put32(cut, 8, 0);
            }
            puppet.inject(cut);
        }
        puppet.receive(new Chunk(ChunkType.DATA, WHOLE, new byte[12]));
        puppet.receive(new Chunk(ChunkType.FORWARD_TSN, 0, new byte[6]));
        puppet.receive(new Chunk(ChunkType.SHUTDOWN, 0, new byte[3]));
        puppet.receive(new Chunk(ChunkType.RE_CONFIG, 0, Packet.ints((13 << 16) | 3, 0, 0, 0)));
        puppet.receive(new Chunk(ChunkType.RE_CONFIG, 0, Packet.ints((13 << 16) | 200, 0, 0, 0)));
        puppet.receive(new Chunk(ChunkType.RE_CONFIG, 0, Packet.ints((13 << 16) | 12, 0, 0)));
        puppet.receive(new Chunk(ChunkType.RE_CONFIG, 0, Packet.ints((16 << 16) | 8, 0)));
        assertEquals(List.of(), puppet.messages);
        assertNull(puppet.ended);
    }

    @Test
    void aPeerThatTakesNothingDoesNotFillTheMemory() {
        for (int i = 0; i < 1000; i++) {
            puppet.association.reset(i % 16);
            puppet.receive(reset(TSN + i, TSN - 1));
            puppet.flush();
        }
        puppet.pass(5000);
        assertEquals(0, puppet.association.waitingBytes());
        assertTrue(puppet.association.statistics().sentPackets() < 2000 + 50);
    }

    private int held() {
        return puppet.association.statistics().heldBytes();
    }
}
