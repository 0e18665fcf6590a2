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

import java.util.List;
import org.freehold.webrtc.sctp.Packet.Chunk;
import org.junit.jupiter.api.Test;

final class ReceivingTest {
    private static final int UNORDERED = DataChunk.UNORDERED;

    private final Puppet puppet = Puppet.standing();

    @Test
    void putsFragmentsTogetherInWhateverOrderTheyCome() {
        puppet.receive(data(TSN + 2, 0, 0, 0, "c"));
        puppet.receive(data(TSN + 4, FRAGMENT_ENDS, 0, 0, "e"));
        puppet.receive(data(TSN, FRAGMENT_BEGINS, 0, 0, "a"));
        puppet.receive(data(TSN + 3, 0, 0, 0, "d"));
        puppet.receive(data(TSN + 1, 0, 0, 0, "b"));
        assertEquals(List.of("abcde"), puppet.messages);
        assertEquals(0, puppet.association.statistics().heldBytes());
    }

    @Test
    void keepsTheOrderOfEachStreamOnly() {
        puppet.receive(data(TSN + 2, WHOLE, 1, 1, "1b"), data(TSN + 3, WHOLE, 2, 0, "2a"));
        puppet.receive(data(TSN + 4, WHOLE | UNORDERED, 1, 9, "1x"));
        assertEquals(List.of("2a", "1x"), puppet.messages);
        puppet.receive(data(TSN + 1, WHOLE, 1, 0, "1a"));
        assertEquals(List.of("2a", "1x", "1a", "1b"), puppet.messages);
    }

    @Test
    void ssnsWrapAround() {
        int tsn = TSN;
        for (int i = 0; i < 65_540; i += 2) {
            puppet.receive(data(tsn + 1, WHOLE, 0, (i + 1) & 0xFFFF, "" + (i + 1)));
            puppet.receive(data(tsn, WHOLE, 0, i & 0xFFFF, "" + i));
            tsn += 2;
        }
        assertEquals(65_540, puppet.messages.size());
        assertEquals("65539", puppet.messages.getLast());
        assertEquals("65535", puppet.messages.get(65_535));
    }

    @Test
    void acknowledgesEverySecondPacketOrAfterAWhile() {
        assertEquals(1, puppet.answers(data(TSN, WHOLE, 0, 0, "the first are, at once")).size());
        assertEquals(List.of(), puppet.answers(data(TSN + 1, WHOLE, 0, 1, "a"), data(TSN + 2, WHOLE, 0, 2, "b")));
        assertEquals(1, puppet.answers(data(TSN + 3, WHOLE, 0, 3, "c")).size());
        assertEquals(List.of(), puppet.answers(data(TSN + 4, WHOLE, 0, 4, "d")));
        assertEquals(List.of(), puppet.pass(99));
        assertEquals(1, puppet.pass(1).size());
        assertEquals(List.of(), puppet.pass(10_000));
    }

    @Test
    void acknowledgesAtOnceWhatIsMarkedMissingOrDouble() {
        puppet.answers(data(TSN, WHOLE, 0, 0, "a"));
        assertEquals(1, puppet.answers(data(TSN + 1, WHOLE | DataChunk.IMMEDIATE, 0, 1, "b")).size());
        Chunk sack = puppet.answers(data(TSN + 3, WHOLE, 0, 3, "d")).getFirst().chunks().getFirst();
        assertEquals(TSN + 1, sack.int32(0));
        assertEquals(1, sack.unsigned16(8));
        assertEquals(2, sack.unsigned16(12));
        assertEquals(2, sack.unsigned16(14));
        sack = puppet.answers(data(TSN + 3, WHOLE, 0, 3, "d")).getFirst().chunks().getFirst();
        assertEquals(1, sack.unsigned16(10));
        assertEquals(TSN + 3, sack.int32(16));
    }

    /** Reliable data were lost when this was wrong: a point may pass the first fragment of a message that is still being sent. */
    @Test
    void aForwardTsnKeepsAMessageOfWhichOnlyLaterPartsAreMissing() {
        puppet.receive(data(TSN + 1, FRAGMENT_BEGINS, 0, 0, "must "));
        puppet.receive(forward(TSN, 1, 0));
        puppet.receive(data(TSN + 2, FRAGMENT_ENDS, 0, 0, "arrive"));
        assertEquals(List.of("must arrive"), puppet.messages);
    }

    @Test
    void aForwardTsnThatPassesTheFirstFragmentKeepsIt() {
        puppet.receive(data(TSN + 1, FRAGMENT_BEGINS, 0, 0, "must "));
        puppet.receive(data(TSN + 3, FRAGMENT_ENDS, 0, 0, "arrive"));
        puppet.receive(forward(TSN + 1, 1, 0));
        puppet.receive(data(TSN + 2, 0, 0, 0, "still "));
        assertEquals(List.of("must still arrive"), puppet.messages);
    }

    @Test
    void aForwardTsnDropsAMessageOfWhichAPartWontCome() {
        puppet.receive(data(TSN, FRAGMENT_BEGINS, 0, 0, "given "), data(TSN + 3, WHOLE, 0, 1, "next"));
        puppet.receive(data(TSN + 2, FRAGMENT_ENDS | UNORDERED, 5, 0, "up"));
        assertTrue(puppet.association.statistics().heldBytes() > 0);
        puppet.receive(forward(TSN + 1, 0, 0));
        assertEquals(List.of("next"), puppet.messages);
        assertEquals(0, puppet.association.statistics().heldBytes());
    }

    @Test
    void aForwardTsnPassesOnWhatWaited() {
        puppet.receive(data(TSN + 1, WHOLE, 0, 1, "b"), data(TSN + 3, WHOLE, 0, 3, "d"));
        puppet.receive(data(TSN + 4, WHOLE, 0, 4, "e"), data(TSN + 6, WHOLE, 0, 6, "g"));
        puppet.receive(forward(TSN + 2, 0, 2));
        assertEquals(List.of("b", "d", "e"), puppet.messages);
        Chunk sack = puppet.answers(forward(TSN + 2, 0, 2)).getFirst().chunks().getFirst();
        assertEquals(TSN + 4, sack.int32(0));
        puppet.receive(data(TSN + 5, WHOLE, 0, 5, "f"));
        assertEquals(List.of("b", "d", "e", "f", "g"), puppet.messages);
    }

    @Test
    void aStreamBeginsAnewWhenEverythingBeforeHasCome() {
        puppet.receive(data(TSN, WHOLE, 3, 0, "a"));
        List<Packet> answers = puppet.answers(reset(TSN, TSN + 1, 3));
        assertEquals(ReConfig.IN_PROGRESS, answer(answers).int32(8));
        assertEquals(List.of(), puppet.incomingResets);
        answers = puppet.answers(data(TSN + 1, WHOLE, 3, 1, "b"));
        assertEquals(List.of("a", "b"), puppet.messages);
        assertEquals(List.of(3), puppet.incomingResets);
        assertEquals(ReConfig.PERFORMED, answer(answers).int32(8));
        assertEquals(TSN, answer(answers).int32(4));
        puppet.receive(data(TSN + 2, WHOLE, 3, 0, "c"));
        assertEquals("c", puppet.messages.getLast());
        // Sent again, because the answer was lost; and under a new number, as some do.
        assertEquals(ReConfig.PERFORMED, answer(puppet.answers(reset(TSN, TSN + 1, 3))).int32(8));
        assertEquals(List.of(3), puppet.incomingResets);
        assertEquals(ReConfig.PERFORMED, answer(puppet.answers(reset(TSN + 1, TSN + 1, 3))).int32(8));
        assertEquals(List.of(3), puppet.incomingResets);
        // That was the same wish; this is another.
        assertEquals(ReConfig.PERFORMED, answer(puppet.answers(reset(TSN + 2, TSN + 2, 3))).int32(8));
        assertEquals(List.of(3, 3), puppet.incomingResets);
    }

    @Test
    void requestsOutOfTurnAndForWhatIsNotThereAreAnsweredSo() {
        assertEquals(ReConfig.BAD_SEQUENCE_NUMBER, answer(puppet.answers(reset(TSN + 5, TSN - 1, 3))).int32(8));
        assertEquals(ReConfig.WRONG_STREAM, answer(puppet.answers(reset(TSN, TSN - 1, 60_000))).int32(8));
        // To add 16 streams.
        Chunk add = new Chunk(ChunkType.RE_CONFIG, 0, Packet.ints((17 << 16) | 12, TSN + 1, 16 << 16));
        assertEquals(ReConfig.DENIED, answer(puppet.answers(add)).int32(8));
        assertEquals(List.of(), puppet.incomingResets);
        assertNull(puppet.ended);
    }

    @Test
    void aHeartbeatComesBack() {
        byte[] info = {0, 1, 0, 9, 1, 2, 3, 4, 5};
        List<Packet> answers = puppet.answers(new Chunk(ChunkType.HEARTBEAT, 0, info));
        Chunk answer = answers.getFirst().chunks().stream()
                .filter(chunk -> chunk.type() == ChunkType.HEARTBEAT_ACK).findFirst().orElseThrow();
        assertEquals(List.of(0, 1, 0, 9, 1, 2, 3, 4, 5), bytes(answer.value()));
    }

    @Test
    void whatIsNotKnownIsPassedOverOrEndsThePacketAsItsNumberSays() {
        Chunk pad = new Chunk(0x84, 0, new byte[7]);
        Chunk unknown = new Chunk(0x3F, 0, new byte[7]);
        puppet.receive(pad, data(TSN, WHOLE, 0, 0, "a"), unknown, data(TSN + 1, WHOLE, 0, 1, "b"));
        assertEquals(List.of("a"), puppet.messages);
    }

    private static Chunk answer(List<Packet> packets) {
        return packets.stream().flatMap(packet -> packet.all(ChunkType.RE_CONFIG)).findFirst().orElseThrow();
    }

    private static List<Integer> bytes(byte[] value) {
        return new java.util.ArrayList<>(java.util.stream.IntStream.range(0, value.length).mapToObj(i -> (int) value[i])
                .toList());
    }
}
